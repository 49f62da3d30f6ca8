"""Frozen dataclasses to and from plain JSON values.

Supports what the domain uses: dataclasses, enums, dates, tuples, optional values, str, int,
float, bool and JSON mappings. Unknown keys in the input are ignored (files of newer versions stay readable);
missing keys take the field's default.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin

T = TypeVar("T")


def plain(value: Any) -> Any:
    """`value` as JSON-ready dicts, lists and scalars."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=dumps)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return value


def dumps(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, UTF-8 characters kept; ValueError for NaN and infinities."""
    return json.dumps(
        plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def build(kind: Any, value: Any) -> Any:
    """`value` (plain JSON) as an instance of the annotation `kind`; ValueError if it does not fit."""
    if kind is Any:
        return value
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        if value is None and len(options) < len(get_args(kind)):
            return None
        return build(options[0], value) if len(options) == 1 else value
    if value is None:
        raise ValueError("a value is missing")
    if origin in (tuple, list):
        return _build_sequence(origin, get_args(kind), value)
    if origin is not None:
        return value
    return _build_plain(kind, value)


def _build_sequence(origin: type, args: tuple[Any, ...], value: Any) -> Any:
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"expected a list, got {type(value).__name__}")
    if origin is tuple and Ellipsis not in args:
        return tuple(build(kind, item) for kind, item in zip(args, value, strict=True))
    return origin(build(args[0], item) for item in value)


def _build_plain(kind: type, value: Any) -> Any:
    """A dataclass, an enum, a date or a scalar."""
    if dataclasses.is_dataclass(kind):
        return from_plain(kind, value)
    if issubclass(kind, Enum):
        return kind(value)
    if kind in (datetime, date):
        if not isinstance(value, str):
            raise ValueError(f"expected a date, got {type(value).__name__}")
        return kind.fromisoformat(value)
    if kind is float and type(value) is int:
        return float(value)
    if kind in (str, int, float, bool) and type(value) is not kind:
        raise ValueError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value


def from_plain(cls: type[T], value: Any) -> T:
    """A `cls` dataclass from plain JSON; ValueError when a value has the wrong shape."""
    if not isinstance(value, dict):
        raise ValueError(f"{cls.__name__}: expected an object")
    hints = _hints(cls)  # type: ignore[arg-type]
    known = {
        f.name: build(hints[f.name], value[f.name])
        for f in dataclasses.fields(cls)  # type: ignore[arg-type]
        if f.name in value
    }
    try:
        return cls(**known)
    except TypeError as error:
        raise ValueError(f"{cls.__name__}: {error}") from error


def loads(cls: type[T], text: str) -> T:
    """A `cls` from JSON text; ValueError for any text that is not one."""
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return from_plain(cls, value)
