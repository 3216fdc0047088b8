"""casekit: damaged Chinese policy articles in, defensible tables out.

>>> import casekit
>>> casekit.read("seeds/").documents["place"].tolist()
['苍溪县', '惠水县', '巴中市', '徽县', '凤庆县']
"""

from importlib import import_module

from casekit.api import Study, read
from casekit.errors import CasekitError

__version__ = "0.1.0"
__all__ = ["CasekitError", "Study", "__version__", "charts", "read"]


def __getattr__(name: str) -> object:
    """Rooms that draw or compare are loaded when first asked for."""
    if name in ("charts", "compare", "concordance", "exchange", "qca", "report", "rulebook", "words"):
        return import_module(f"casekit.{name}")
    raise AttributeError(name)
