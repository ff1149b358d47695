"""The centre server: the content library, its editors, signed releases."""
