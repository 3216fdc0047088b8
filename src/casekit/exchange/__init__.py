"""Tables out to other programs, and back."""

from casekit.exchange.tables import FORMATS, read_tables, write_tables

__all__ = ["FORMATS", "read_tables", "write_tables"]
