"""iCalendar text (RFC 5545), written by hand: a dozen lines do not ask for a library."""

from __future__ import annotations


def escape(text: str) -> str:
    """Text of an iCalendar value (RFC 5545, 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")


def fold(line: str) -> str:
    """One content line, folded to 75 octets without cutting a character, ended by CRLF (RFC 5545, 3.1)."""
    out, room = [], 75
    for character in line:
        size = len(character.encode())
        if size > room:
            out.append("\r\n ")
            room = 74
        out.append(character)
        room -= size
    return "".join(out) + "\r\n"
