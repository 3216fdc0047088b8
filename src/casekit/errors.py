"""What can go wrong, said so that the reader knows where to look and what to do."""

from collections.abc import Iterable


class CasekitError(Exception):
    """Base of every error casekit raises on purpose.

    Parameters
    ----------
    what : str
        The fault, in one sentence.
    where : str
        File, line or key at fault; empty if there is none.
    cure : str
        What to do about it.

    Examples
    --------
    >>> print(CasekitError("no such file", where="a.txt", cure="check the name"))
    a.txt: no such file (check the name)
    """

    def __init__(self, what: str, *, where: object = "", cure: str = ""):
        self.what, self.where, self.cure = what, str(where), cure
        super().__init__(what)

    def __str__(self) -> str:
        return (f"{self.where}: " if self.where else "") + self.what + (f" ({self.cure})" if self.cure else "")


class SourceError(CasekitError):
    """A source cannot be read: missing, empty, binary, encrypted, too large."""


class ChangedSourceError(SourceError):
    """A source is no longer the file whose sha256 was noted."""


class OwnError(CasekitError):
    """casekit itself failed on an article: a slip of ours that costs this article, not the others."""


class CodebookError(CasekitError):
    """A codebook page is broken: our own slip, raised at once."""


class TableError(CasekitError):
    """A table breaks its schema, or a sheet read back does not fit the study."""


class OutputError(CasekitError):
    """A result cannot be written."""


def one_of(names: Iterable[str], most: int = 12) -> str:
    """The cure where a name is unknown: those to choose from, the first of them if they are many.

    >>> one_of("甲乙"), one_of("甲乙丙", most=2)
    ('one of 甲, 乙', 'one of 甲, 乙, … (3 in all)')
    """
    names = list(names)
    rest = f", … ({len(names)} in all)" if len(names) > most else ""
    return f"one of {', '.join(names[:most])}{rest}"
