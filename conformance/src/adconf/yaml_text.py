# SPDX-License-Identifier: Apache-2.0
"""A scenario as a person would write it: short maps in one line, long texts as blocks."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from adconf import yaml_file

_WIDTH = 110
# A world with a long body in it is cut.
_WORLD_LINES = 40
# Maps that scenarios always spread over lines.
_SPREAD = frozenset({"world", "hosts", "dns", "expect", "wire"})
_PLAIN = re.compile(r"[A-Za-z_./@][A-Za-z0-9_./@+ \-;()'$^=~]*|[0-9][A-Za-z0-9_./@-]*")
_FOLDED = frozenset({"about"})


def scenario_text(data: Mapping[str, Any]) -> str:
    """The mapping as a file that reads back as the same mapping."""
    return "".join(f"{line}\n" for key, value in data.items() for line in _field(key, value, ""))


@cache
def world_text(path: Path) -> str:
    """The world as its file has it, cut where it is long; empty when the file is gone."""
    try:
        lines = scenario_text({"world": yaml_file.load(path).get("world", {})}).splitlines()
    except (OSError, yaml_file.BadYaml):
        return ""
    if len(lines) > _WORLD_LINES:
        lines = [*lines[:_WORLD_LINES], f"# … {len(lines) - _WORLD_LINES} more lines"]
    return "\n".join(lines)


def _field(key: str, value: Any, indent: str) -> Iterator[str]:
    name = f"{indent}{_key(key)}:"
    if isinstance(value, (dict, list)) and value:
        flow = _flow(value)
        fits = "\n" not in flow and len(name) + len(flow) < _WIDTH
        if fits and key not in _SPREAD:
            yield f"{name} {flow}"
            return
        yield name
        yield from _block(value, indent + "  ")
    elif isinstance(value, str) and (key in _FOLDED or _is_long(value)):
        yield from _text(name, key, value, indent + "  ")
    else:
        yield f"{name} {_flow(value)}"


def _block(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _field(str(key), item, indent)
        return
    for item in value:
        flow = _flow(item)
        if not isinstance(item, (dict, list)) or len(indent) + len(flow) < _WIDTH:
            yield f"{indent}- {flow}"
            continue
        first, *rest = _block(item, indent + "  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest


def _is_long(text: str) -> bool:
    return len(text) > _WIDTH or "\n" in text.rstrip("\n")


def _text(name: str, key: str, text: str, indent: str) -> Iterator[str]:
    """A literal or folded block where that reads back as the same, else a quoted line."""
    if key in _FOLDED:
        lines = textwrap.wrap(text, _WIDTH, break_on_hyphens=False)
        mark = ">" if text.endswith("\n") else ">-"
    else:
        lines, mark = text.rstrip("\n").split("\n"), "|" if text.endswith("\n") else "|-"
    written = [f"x: {mark}", *(f"  {line}" if line else "" for line in lines)]
    if _reads_as("\n".join(written) + "\n", {"x": text}):
        yield f"{name} {mark}"
        yield from (f"{indent}{line}" if line else "" for line in lines)
    else:
        yield f"{name} {_scalar(text)}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _key(name: Any) -> str:
    """A port number is text here, and written without quotes."""
    return str(name) if str(name).isdigit() else _scalar(name)


@lru_cache(maxsize=None, typed=True)
def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and _reads_as(value, value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return quoted if quoted.isprintable() else json.dumps(value)


def _reads_as(text: str, value: Any) -> bool:
    try:
        return bool(yaml.load(text, Loader=yaml.CSafeLoader) == value)
    except yaml.YAMLError:
        return False
