"""What the pages say of institutions, their people, the map and the roster."""
