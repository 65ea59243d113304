"""Text: plain data of a structured report as YAML that a person reads and edits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff.（）-]*", re.ASCII)
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def report_text(data: Mapping[str, Any]) -> str:
    """Return the plain data of one structured report as YAML, one line a figure or row.

    What :func:`toolkit.structured.load_report_file` reads back; keys keep their order, keys without a
    value are left out.
    """
    lines = []
    for key, value in data.items():
        if value is None and key not in ("place_code", "form"):
            continue
        if isinstance(value, Mapping):
            lines += [f"{key}:", *(f"  {k}: {_flow(v)}" for k, v in value.items())]
        elif isinstance(value, list) and key == "documents":
            lines.append(f"{key}:")
            for part in value:
                text = report_text(part).splitlines()
                lines += [("  - " if i == 0 else "    ") + line for i, line in enumerate(text)]
        elif isinstance(value, list):
            lines += [f"{key}:", *(f"  - {_flow(v)}" for v in value)] if value else []
        else:
            lines.append(f"{key}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(v) for v in value) + "]"
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
        return value if plain else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)
