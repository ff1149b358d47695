"""Finding institutions: what a visitor chose in the list, on the map and for the way there."""
