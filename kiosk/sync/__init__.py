"""The synchronising program: brings this machine's content to the centre's newest release."""
