"""The law book: laws, articles and cases in a database of their own, how they come into it and how they are found."""
