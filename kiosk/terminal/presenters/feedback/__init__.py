"""What the pages say of ratings, opinions and matters."""
