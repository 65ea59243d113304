"""Text: one report for a terminal, within its width."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable

import click

from toolkit.checks import sureness
from toolkit.codebook import check_language
from toolkit.display.blocks import Block, Line, report_blocks
from toolkit.display.heading import facts, heading
from toolkit.display.told import Said, checks_say, how_sure, not_understood
from toolkit.display.width import longest_word, pad, plain, width, wrap
from toolkit.display.words import say
from toolkit.report import Report

_GAP = 2
#: How wide the head of a column may be before its words are broken, tried in turn.
_HEADS = (99, 14, 10, 8, 6, 4)
#: The room that labels should keep, and that quoted words need to stand beside their figure.
_LABELS, _BESIDE = 30, 44
_COLOURS = {"error": "red", "warning": "yellow"}

_Style = Callable[..., str]


def terminal() -> tuple[int, bool]:
    """Return how wide the terminal is and whether it takes colours; 100 and no where there is none."""
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return shutil.get_terminal_size((100, 24)).columns, colour


def report_text(
    report: Report, language: str = "zh", columns: int = 100, colour: bool = False
) -> str:
    """Return a report as a person wants to see it: tables, sentences, what is doubtful.

    Parameters
    ----------
    report : Report
    language : str
        ``zh`` labels rows as forms print them, ``en`` in the words of the codebook.
    columns : int
        The width to keep within.
    colour : bool
        Whether to set titles, doubts and findings apart by colour.

    Returns
    -------
    str
        Heading, tables, sentences with their words, what was not understood, what the checks say,
        and one line on how sure each part is.
    """
    check_language(language)
    columns = max(columns, 40)
    style: _Style = click.style if colour else _unstyled
    out = ["", style(plain(heading(report)), bold=True)]
    out += _filled(
        [f"{k}: {plain(v)}" if k else plain(v) for k, v in facts(report, language)], columns
    )
    blocks, legend = report_blocks(report, language)
    last = ""
    rooms: dict[str, int] = {}
    for block in blocks:
        # The parts of table 2 stand below each other.
        labels = max((width(x.label) + 2 * x.depth for x in block.lines), default=0)
        rooms[block.title] = max(labels, rooms.get(block.title, 0))
    for block in blocks:
        out += ["", *([style(block.title, bold=True)] if block.title != last else [])]
        out += _block(block, columns, rooms[block.title], style)
        last = block.title
    if legend:
        text = f"{say('headings', 'legend', language)}: {'  '.join(legend)}"
        out += ["", *(style(f"  {line}", dim=True) for line in wrap(text, columns - 2))]
    for section in report.sections:
        if section.items:
            out += ["", style(plain(section.title), bold=True)]
            for i, item in enumerate(section.items, 1):
                out += hanging(f"  {i}. ", plain(item), columns)
    if report.citations:
        text = ", ".join(map(plain, report.citations))
        out += ["", *hanging(f"  {say('headings', 'cites', language)}: ", text, columns)]
    for name, said in (
        ("not_read", not_understood(report, language)),
        ("checks", checks_say(report, language)),
    ):
        out += ["", style(say("headings", name, language), bold=True)]
        out += [line for s in said for line in _said(s, columns, language, style)]
        if not said:
            out.append(f"  {say('headings', 'nothing', language)}")
    out += ["", style(say("headings", "sureness", language), bold=True)]
    lines = how_sure(sureness(report), language) or [("", say("headings", "nothing", language))]
    room = max((width(name) for name, _ in lines), default=0)
    for name, text in lines:
        out += hanging(f"  {pad(name, room)}  ", text, columns)
    return "\n".join(line.rstrip() for line in out)


def _filled(facts_: list[str], columns: int) -> list[str]:
    """Return facts with a dot between them, as many on a line as fit."""
    lines = [""]
    for fact in facts_:
        longer = f"{lines[-1]} · {fact}" if lines[-1] else fact
        if lines[-1] and width(longer) > columns - 2:
            lines.append(fact)
        else:
            lines[-1] = longer
    return [f"  {part}" for line in lines for part in wrap(line, columns - 2)]


def _unstyled(text: str, **_: object) -> str:
    return text


def hanging(begin: str, text: str, columns: int) -> list[str]:
    """Return text after ``begin``, further lines below its own beginning."""
    lines = wrap(text, columns - width(begin))
    return [begin + lines[0], *(" " * width(begin) + line for line in lines[1:])]


def _said(said: Said, columns: int, language: str, style: _Style) -> list[str]:
    name = say("severities", said.severity, language)
    begin = f"  {name}  "
    lines = hanging(begin, f"{said.code}: {plain(said.text)}", columns)
    colour = _COLOURS.get(said.severity)
    if colour:
        lines[0] = "  " + style(name, fg=colour) + lines[0][len(begin) - 2 :]
    return lines + [x for b in said.below for x in hanging(" " * 6, plain(b), columns)]


def _block(block: Block, columns: int, labels: int, style: _Style) -> list[str]:
    if block.note:
        return hanging("  ", block.note, columns)
    widths, room = _widths(block, columns, labels)
    left = room + sum(w + _GAP for w in widths)
    beside = columns - left - 2 - _GAP
    out = []
    if any(block.heads):
        heads = [wrap(h, w) if h else [""] for h, w in zip(block.heads, widths, strict=True)]
        for i in range(max(map(len, heads))):
            # Heads end on the same line, above their figures.
            row = [h[i - max(map(len, heads))] if i >= max(map(len, heads)) - len(h) else ""
                   for h in heads]  # fmt: skip
            out.append(style(f"  {' ' * room}{_cells(row, widths, block)}".rstrip(), dim=True))
    for line in block.lines:
        out += _line(line, block, widths, room, beside if beside >= _BESIDE else 0, columns, style)
    return out


def _widths(block: Block, columns: int, labels: int) -> tuple[list[int], int]:
    """Return the width of each column and the room left for labels."""
    needed = [
        max([width(line.cells[i]) for line in block.lines if line.cells] + [2])
        for i in range(len(block.heads))
    ]
    room = 0
    widths: list[int] = []
    for limit in _HEADS:
        widths = [
            max(n, longest_word(h), min(width(h), limit))
            for n, h in zip(needed, block.heads, strict=True)
        ]
        room = columns - 2 - sum(w + _GAP for w in widths)
        if room >= min(labels, _LABELS):
            break
    return widths, min(labels, max(room, 14))


def _cells(cells: list[str] | tuple[str, ...], widths: list[int], block: Block) -> str:
    return "".join(
        " " * _GAP + pad(c, w, i not in block.texts)
        for i, (c, w) in enumerate(zip(cells, widths, strict=True))
    )


def _line(
    line: Line, block: Block, widths: list[int], room: int, beside: int, columns: int, style: _Style
) -> list[str]:
    indent = "  " * line.depth
    if not line.cells:
        text = f"{plain(line.label)}  {plain(line.words)}".rstrip()
        return hanging(f"  {indent}", text, columns)
    labels = wrap(plain(line.label), room - len(indent))
    out = [f"  {pad(indent + labels[0], room)}{_cells(line.cells, widths, block)}"]
    out += [f"  {indent}{rest}" for rest in labels[1:]]
    if not line.words:
        return out
    words = f"“{plain(line.words)}”"
    if not beside:
        return out + [style(x, dim=True) for x in hanging("      ", words, columns)]
    quoted = wrap(words, beside)
    start = columns - beside
    out += [""] * (len(quoted) - len(out))
    return [
        pad(x, start) + style(q, dim=True) if q else x
        for x, q in zip(out, quoted + [""] * (len(out) - len(quoted)), strict=True)
    ]
