"""An agent of ADK's: its folder's name is its application's."""
