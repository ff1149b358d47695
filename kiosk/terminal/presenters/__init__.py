"""What each screen says and decides, without Kivy: facts in, a view of plain texts out."""
