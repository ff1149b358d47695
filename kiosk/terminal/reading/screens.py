"""The names of the screens for reading laws and cases."""

SCREENS = ("law", "contents", "jump", "versions", "on_day", "article", "cited_by", "compare", "take", "cases", "case")
