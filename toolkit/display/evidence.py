"""Evidence: the words behind the figures of a report, marked, for a terminal and a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from itertools import groupby
from typing import overload

import click

from toolkit.codebook import APPLICANTS, check_language, indicators
from toolkit.display.blocks import figure_name, number_text
from toolkit.display.heading import heading
from toolkit.display.passage import Passage, Piece, passages
from toolkit.display.text import hanging, terminal
from toolkit.display.width import plain, wrap
from toolkit.display.words import say
from toolkit.errors import ParameterError
from toolkit.figure import Figure, Finding
from toolkit.report import Report

#: What is quoted, and the number in it, where a terminal takes no colours.
_SIGNS = {"quoted": ("«", "»"), "number": ("[", "]")}
#: Marks without width that stand where quoted words and numbers begin and end while lines are broken.
_OPEN = {"quoted": "\u2061", "number": "\u2062"}
_CLOSE = "\u2063"
_ANSI = {"\u2061": "\x1b[4m", "\u2062": "\x1b[1;7m", _CLOSE: "\x1b[0m"}
_QUIET = "color: var(--jp-ui-font-color2, inherit)"


@dataclass(frozen=True)
class Evidence(Sequence[Passage]):
    """The passages of one indicator of a report, or of all; prints and displays itself."""

    report: Report
    indicator: str | None
    passages: tuple[Passage, ...]
    language: str = "zh"

    @overload
    def __getitem__(self, index: int) -> Passage: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, index: int | slice) -> Passage | tuple[Passage, ...]:
        return self.passages[index]

    def __len__(self) -> int:
        return len(self.passages)

    def __iter__(self) -> Iterator[Passage]:
        return iter(self.passages)

    def __str__(self) -> str:
        return evidence_text(self, *terminal()).lstrip("\n")

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return evidence_html(self)


def evidence(report: Report, indicator: str | None = None, language: str = "zh") -> Evidence:
    """Return the words behind the figures of an indicator, or of all where it is None."""
    check_language(language)
    if indicator is not None:
        check_indicator(indicator)
    return Evidence(report, indicator, tuple(passages(report, indicator)), language)


def check_indicator(name: str) -> None:
    """Raise ParameterError for an id that the codebook does not have, with those that are like it."""
    if name not in indicators():
        near = get_close_matches(name, indicators(), 3)
        hint = (
            f"did you mean {' or '.join(near)}?" if near else "see toolkit/codebook/indicators.yml"
        )
        raise ParameterError(f"indicator {name!r} is unknown: {hint}")


def _title(shown: Evidence) -> str:
    return f"{heading(shown.report)} · {say('headings', 'evidence', shown.language)}"


def _groups(shown: Evidence) -> Iterator[tuple[str, str, list[Passage]]]:
    """Yield name and id of what was found, in printed order, with its passages."""
    for name, found in groupby(shown, key=lambda p: _name(p.of, shown.language)):
        some = list(found)
        yield name, some[0].of.indicator or "", some


def _name(of: Figure | Finding, language: str) -> str:
    if isinstance(of, Figure):
        return figure_name(of, language)
    known = indicators().get(of.indicator or "")
    name = known.label(language) if known else say("evidence", "no_indicator", language)
    column = APPLICANTS.get(of.applicant or "total", {}).get(language, "")
    return name if of.applicant in (None, "total") else f"{name} ({column})"


def _said(passage: Passage, shown: Evidence) -> list[str]:
    """Return value, period, scope, method and place of a figure, or why there is none."""
    language, of = shown.language, passage.of
    if isinstance(of, Finding):
        reason = say("reasons", str(of.found), language)
        said = [f"{say('findings', 'abstained', language)}: {reason} ({of.found})"]
        return [*said, *([of.where] if of.where else [])]
    if of.value is None:
        value = say("marks", of.missing or "not_stated", language)
    else:
        value = " ".join([number_text(of.value), *([of.unit] if of.unit else [])])
    near = say("marks", "approximate", language) if of.approximate else ""
    year = shown.report.year or say("facts", "unknown", language)
    spans = {True: "yes", None: "unclear"}
    period = (
        f"{say('facts', 'year', language)} {year}"
        if of.cumulative is False
        else say("cumulative", spans[of.cumulative], language)
    )
    scope = say("scopes", of.scope, language) if of.scope else say("evidence", "no_scope", language)
    said = [value, near, period, scope, say("methods", of.method, language), of.where]
    return [s for s in said if s]


def _nothing(shown: Evidence) -> str:
    what = indicators()[shown.indicator].label(shown.language) if shown.indicator else ""
    return f"{what}: {say('evidence', 'nothing', shown.language)}".removeprefix(": ")


def evidence_text(shown: Evidence, columns: int = 100, colour: bool = False) -> str:
    """Return evidence for a terminal of a width: quoted words in «», their number in [ ].

    With ``colour`` they are underlined and shown in reverse instead.
    """
    columns = max(columns, 40)
    out = ["", click.style(plain(_title(shown)), bold=True) if colour else plain(_title(shown))]
    if not shown.passages:
        out += hanging("  ", plain(_nothing(shown)), columns)
    for name, id_, some in _groups(shown):
        out += ["", *wrap(plain(f"{name} {id_}"), columns)]
        for passage in some:
            out += hanging("  ", plain(" · ".join(_said(passage, shown))), columns)
            lines = hanging("    ", _marked(passage.pieces, colour), columns)
            out += _coloured(lines) if colour else lines
            if passage.heads:
                head = f"{say('evidence', 'column', shown.language)}: {' · '.join(passage.heads)}"
                out += hanging("    ", plain(head), columns)
    return "\n".join(line.rstrip() for line in out)


def _marked(pieces: Sequence[Piece], colour: bool) -> str:
    """Return the words on one line, each run of quoted words between its signs."""
    out = []
    if colour:
        for text, mark in pieces:
            out.append(f"{_OPEN[mark]}{_clean(text)}{_CLOSE}" if mark else _clean(text))
        return "".join(out)
    # The number stands within the quoted words, not beside them.
    for quoted, run in groupby(pieces, key=lambda p: bool(p[1])):
        words = "".join(
            f"{_SIGNS['number'][0]}{_clean(text)}{_SIGNS['number'][1]}" if mark == "number"
            else _clean(text)
            for text, mark in run
        )  # fmt: skip
        out.append(f"{_SIGNS['quoted'][0]}{words}{_SIGNS['quoted'][1]}" if quoted else words)
    return "".join(out)


def _clean(text: str) -> str:
    """Return words as ``plain`` does, but with the blanks at their ends: pieces are joined."""
    kept = plain(f"|{text}|")
    return kept[1:-1]


def _coloured(lines: list[str]) -> list[str]:
    """Turn marks into colours, closed at the end of each line and opened again on the next."""
    out, open_ = [], ""
    for line in lines:
        body = line.lstrip()
        line = line[: len(line) - len(body)] + open_ + body
        for sign in body:
            if sign in _ANSI:
                open_ = "" if sign == _CLOSE else sign
        line = line + (_CLOSE if open_ else "")
        out.append("".join(_ANSI.get(c, c) for c in line))
    return out


def evidence_html(shown: Evidence) -> str:
    """Return evidence for a notebook; all that was printed is escaped."""
    lang = "zh-CN" if shown.language == "zh" else "en"
    out = [f'<div lang="{lang}" style="max-width: 1100px; overflow-x: auto">']
    out.append(f"<p style='margin: 4px 0; font-size: 115%'><b>{escape(_title(shown))}</b></p>")
    if not shown.passages:
        out.append(f"<p>{escape(_nothing(shown))}</p>")
    for name, id_, some in _groups(shown):
        code = f" <code>{escape(id_)}</code>" if id_ else ""
        out.append(f"<p style='margin: 12px 0 2px'><b>{escape(name)}</b>{code}</p>")
        for passage in some:
            said = escape(" · ".join(_said(passage, shown)))
            heads = ""
            if passage.heads:
                head = f"{say('evidence', 'column', shown.language)}: {' · '.join(passage.heads)}"
                heads = f"<br><span style='{_QUIET}'>{escape(head)}</span>"
            out.append(
                f"<p style='margin: 2px 0 0'>{said}</p><blockquote style='margin: 0 0 6px 16px'>"
                f"{''.join(map(_piece, passage.pieces))}{heads}</blockquote>"
            )
    return "".join([*out, "</div>"])


def _piece(piece: Piece) -> str:
    text, mark = escape(piece[0]), piece[1]
    if mark == "number":
        # An empty cell is shown as wide as a digit.
        return f"<mark><b><u>{text or '&ensp;'}</u></b></mark>"
    return f"<mark>{text}</mark>" if mark else text
