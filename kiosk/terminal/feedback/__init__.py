"""Rating, opinions and the progress of one's matter: what a visitor says, and how it gets on its way."""
