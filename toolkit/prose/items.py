"""Items of a list to figures: a class with its share, and the year's part of a longer total."""

from __future__ import annotations

import re

from toolkit.codebook import category_of
from toolkit.figure import Figure, Finding
from toolkit.prose.amounts import Context
from toolkit.prose.text import Line
from toolkit.prose.wording import SHARE


def is_years(m: re.Match[str], context: Context, whole: Figure | None, produced: bool) -> bool:
    """Return whether "2013年公开3120条" in a list is the year's total: of a cumulative or produced whole."""
    if whole is None or (m["year"] and context.year and int(m["year"]) != context.year):
        return False
    if produced:
        return "公开" in m[0] and not m["year"]
    said = m["year"] or m["new"] or re.search("本年|当年|今年", m[0])
    return bool(said) and whole.cumulative is not False


def add_item(line: Line, a: int, b: int, label: str, value: int | float, unit: str | None,
              near: bool, context: Context, scope: str | None,
              cumulative: bool | None) -> Figure:  # fmt: skip
    """Add one class of a list; a label that the codebook does not know stays as printed and is noted."""
    category = category_of(label)
    figure = context.add(line, a, b, "disclosed_by_category", value, label=label, category=category,
                         unit=unit, approximate=near, scope=scope, cumulative=cumulative)  # fmt: skip
    if category is None:
        context.findings.append(
            Finding(
                "unmapped_category", "note",
                f"category label {label!r} stands in no harmonised category; it stays as printed",
                f"类别“{label}”未归入任何统一类别，照印保留",
                indicator="disclosed_by_category", found=label, where=figure.where,
            )
        )  # fmt: skip
    return figure


def add_share(line: Line, a: int, b: int, share: re.Match[str], context: Context,
               figure: Figure) -> None:  # fmt: skip
    """Add the share that is printed for ``figure``, with its label."""
    text = share["p"]
    context.add(line, a, b, "printed_share", float(text) if "." in text else int(text), unit="%",
                label=figure.label, category=figure.category, cumulative=figure.cumulative)  # fmt: skip


def share_after(line: Line, end: int, context: Context, figure: Figure) -> None:
    """Read the printed share that follows a part, whether or not it stands in a list."""
    share = SHARE.match(line.clean, end)
    if share and share.end() - end < 30:
        start = share.start() + (1 if line.clean[share.start()] in "，（" else 0)
        add_share(line, start, share.end(), share, context, figure)
