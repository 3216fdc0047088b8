"""Which indicator a number is: the definition whose cues fit quantity, noun and scope; none rather than a wrong one."""

from casekit.indicators.choice import assign
from casekit.indicators.proof import audit

__all__ = ["assign", "audit"]
