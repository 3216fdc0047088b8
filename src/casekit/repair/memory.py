"""What was worked out before, by what it was worked out of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """What a function says of each thing it is asked for; when it is too much, all is forgotten.

    As :func:`functools.lru_cache`, but what is known costs no more than to look into a dictionary.

    >>> squares = Remembered(lambda number: number * number, 100)
    >>> squares[7], len(squares)
    (49, 1)
    """

    def __init__(self, function: Callable[[Key], Value], most: int):
        super().__init__()
        self._function, self._most = function, most

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self._most:
            self.clear()
        out = self[key] = self._function(key)
        return out
