"""casekit: damaged Chinese policy articles in, defensible tables out.

>>> import casekit
>>> casekit.read("seeds/").documents.shape[0]
5
"""

from importlib import import_module
from typing import TYPE_CHECKING

from casekit.errors import CasekitError

if TYPE_CHECKING:
    from casekit.api import Study, read

__version__ = "0.1.0"
__all__ = ["CasekitError", "Study", "__version__", "read"]
_ROOMS = (
    "agreement", "charts", "compare", "concordance", "exchange", "qca", "report", "rulebook", "scale", "study", "words",
)  # fmt: skip


def __getattr__(name: str) -> object:
    """Rooms are loaded when first asked for, so that ``import casekit`` costs nothing."""
    if name in ("Study", "read"):
        return getattr(import_module("casekit.api"), name)
    if name in _ROOMS:
        return import_module(f"casekit.{name}")
    raise AttributeError(f"module 'casekit' has no attribute {name!r}")
