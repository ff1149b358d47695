"""The one root of every error this product raises on purpose."""


class KioskError(Exception):
    """Something went wrong that a person can do something about.

    Args:
        what: One plain sentence that names the thing, without a full stop.
        cure: What to do now, without a full stop; empty only when nothing can be done.
    """

    def __init__(self, what: str, cure: str = "") -> None:
        super().__init__(what, cure)
        self.what = what
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.what}. {self.cure[:1].upper()}{self.cure[1:]}." if self.cure else f"{self.what}."


class ConfigError(KioskError):
    """The configuration file or a command line value is wrong."""


class ContentError(KioskError):
    """A content file or the content database is wrong, missing or unreadable."""


class StorageError(KioskError):
    """A database or folder cannot be opened, read or written."""


class NotReachableError(KioskError):
    """Another program of the hall or the centre does not answer: trying again later may help."""


class RefusedError(KioskError):
    """Another program answered and said no: trying again the same way will not help.

    Args:
        what: One plain sentence that names the thing.
        cure: What to do now.
        status: HTTP status of the answer.
        code: One word for programs that put it into their own words, such as `closed`; empty when there is none.
    """

    def __init__(self, what: str, cure: str = "", *, status: int = 409, code: str = "") -> None:
        super().__init__(what, cure)
        self.status = status
        self.code = code


class NotFoundError(RefusedError):
    """The thing asked for does not exist."""

    def __init__(self, what: str, cure: str = "") -> None:
        super().__init__(what, cure, status=404, code="not-found")
