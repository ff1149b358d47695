"""The visitor's terminal: presenters decide, screens draw, the controller leads from one to the next."""
