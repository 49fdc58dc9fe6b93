"""What a clause asks for, before anyone has looked at the timeline."""
