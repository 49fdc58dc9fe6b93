"""The planner of the user’s own: what it is asked, and what of its answer is believed."""
