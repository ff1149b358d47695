"""Looking the law up: what the visitor chose, topics, suggestions; no Kivy."""
