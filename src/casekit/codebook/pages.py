"""Read a codebook page: closed fields, and errors that name file, key and cure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, TypeVar

from casekit.codebook.kept import keep, recall
from casekit.errors import CodebookError

T = TypeVar("T")
_WORD = re.compile(r"(?<!\(\?P)(?<!\(\?)<([a-z]+)>")


def read_yaml(path: Path) -> Any:
    """The content of one YAML 1.2 file; a fault raises :class:`CodebookError` with file and line."""
    try:
        raw = path.read_bytes()
        page = recall(path, raw)
        if page is None:
            page = _parse(raw.decode("utf-8"), path)
            keep(path, raw, page)
    except OSError as error:
        raise CodebookError(f"cannot be read: {error.strerror}", where=path, cure="check its permissions") from error
    except UnicodeDecodeError as error:
        raise CodebookError("is not UTF-8 text", where=path, cure="save the page as UTF-8") from error
    if page is None:
        raise CodebookError("is empty", where=path, cure="write the page, or delete the file")
    return page


def _parse(text: str, path: Path) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"{path}:{mark.line + 1}" if mark else path
        raise CodebookError(
            f"not valid YAML: {getattr(error, 'problem', error)}",
            where=line,
            cure="mind indentation, quotes and colons",
        ) from error


def line_of(path: Path, key: str) -> str:
    """``file:line`` of the first line that holds `key`; the file alone if none does."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if key in line:
            return f"{path}:{number}"
    return str(path)


def closed(raw: object, allowed: set[str], required: set[str], path: Path, what: str) -> Mapping[str, Any]:
    """`raw` as a mapping whose keys are known; a misspelt or missing key raises with the nearest right one."""
    if not isinstance(raw, Mapping):
        raise CodebookError(
            f"{what} must be a mapping, not {type(raw).__name__}", where=path, cure=f"keys: {sorted(allowed)}"
        )
    for key in raw:
        if key not in allowed:
            near = difflib.get_close_matches(str(key), allowed, 1)
            cure = f"did you mean {near[0]!r}?" if near else f"keys: {sorted(allowed)}"
            raise CodebookError(f"unknown key {key!r} in {what}", where=line_of(path, f"{key}:"), cure=cure)
    for key in sorted(required - set(raw)):
        raise CodebookError(f"{what} lacks the key {key!r}", where=path, cure=f"add '{key}:'")
    return raw


def build(kind: type[T], raw: object, path: Path, what: str, **given: Any) -> T:
    """A dataclass `kind` from a mapping: its fields are the keys, those without default are required."""
    names = {field.name for field in fields(kind)} - set(given)  # type: ignore[arg-type]
    need = {
        field.name
        for field in fields(kind)  # type: ignore[arg-type]
        if field.default is MISSING and field.default_factory is MISSING and field.name not in given
    }
    values = dict(closed(raw, names, need, path, what))
    defaults = {field.name: field.default for field in fields(kind)}  # type: ignore[arg-type]
    for key, value in values.items():
        if value is None and defaults.get(key) is not None:
            raise CodebookError(
                f"{key!r} in {what} is empty", where=line_of(path, f"{key}:"), cure="give it a value, or delete the key"
            )
        if isinstance(value, list):
            values[key] = tuple(value)
    try:
        return kind(**values, **given)
    except (ValueError, TypeError) as error:
        raise CodebookError(f"{what}: {error}", where=path, cure="see the other pages of this folder") from error


def compile_regex(raw: object, words: Mapping[str, str], path: Path, what: str) -> re.Pattern[str]:
    """A regular expression with its ``<words>`` spelt out; an unknown word or a fault raises with file and cure."""

    def spell(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise CodebookError(f"{what}: unknown word <{match[1]}>", where=path, cure=f"words: {sorted(words)}")
        return words[match[1]]

    try:
        return re.compile(_WORD.sub(spell, str(raw)))
    except re.error as error:
        raise CodebookError(f"{what}: no regular expression: {error}", where=path, cure="mind brackets") from error
