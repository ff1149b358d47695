"""The terminal's screens: each draws one view and forwards touches. Their looks stand in layouts/."""
