"""Marks found words in a text: underlined, in every theme, without changing how wide the text is. Pure."""

from collections.abc import Iterable

_OPEN, _CLOSE = "[u]", "[/u]"


def marked(text: str, words: Iterable[str]) -> str:
    """Return a text as Kivy markup with every occurrence of the words underlined, large and small letters alike."""
    inside = _covered(text, words)
    parts: list[str] = []
    for index, sign in enumerate(text):
        if inside[index] and not (index and inside[index - 1]):
            parts.append(_OPEN)
        parts.append(escaped(sign))
        if inside[index] and not (index + 1 < len(text) and inside[index + 1]):
            parts.append(_CLOSE)
    return "".join(parts)


def _covered(text: str, words: Iterable[str]) -> list[bool]:
    lower = text.lower()
    inside = [False] * len(text)
    if len(lower) != len(text):
        return inside  # a letter whose small form is longer: nothing can be told of places any more
    for word in filter(None, (word.lower() for word in words)):
        start = lower.find(word)
        while start >= 0:
            inside[start : start + len(word)] = [True] * len(word)
            start = lower.find(word, start + 1)
    return inside


def escaped(sign: str) -> str:
    """Return a sign as Kivy markup shows it."""
    return {"&": "&amp;", "[": "&bl;", "]": "&br;"}.get(sign, sign)
