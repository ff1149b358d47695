"""The Kivy parts that terminal and board share."""
