"""Told: what was not understood of a report, what its checks say, and how sure each part is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.checks import Part, left_out
from toolkit.checks.sureness import SENTENCES
from toolkit.codebook import APPLICANTS, as_printed, indicators, kept_as_printed, label_of
from toolkit.display.words import say
from toolkit.figure import SEVERITIES, Finding
from toolkit.report import Report

#: Codes that say what was not understood; all others are what checks found.
NOT_UNDERSTOOD = (
    "abstained", "unreadable_value", "unmapped_label", "missing_row", "unmapped_category",
)  # fmt: skip
#: How many places with their words are told for one reason, and how many names in one line.
_PLACES, _NAMES = 6, 12


@dataclass(frozen=True)
class Said:
    """One statement: how grave, its code, its words, and more lines below it."""

    severity: str
    code: str
    text: str
    below: tuple[str, ...] = ()


def not_understood(report: Report, language: str = "zh") -> list[Said]:
    """Return what was not understood: first what was seen and not read, by reason, with its words."""
    out = []
    groups: dict[str, list[Finding]] = {}
    for f in report.findings:
        if f.code == "abstained":
            groups.setdefault(str(f.found), []).append(f)
    cells = Counter(item.reason for item in left_out(report))
    for reason, found in groups.items():
        text = f"{say('findings', 'abstained', language)}: {say('reasons', reason, language)}"
        count = cells[reason] or len(found)
        below = _with_words(found, language)
        out.append(Said("warning", "abstained", f"{text} ({reason}, {count})", tuple(below)))
    for code in NOT_UNDERSTOOD[1:]:
        of_code = [f for f in report.findings if f.code == code]
        # A table that no form knows at all has a whole sentence of its own.
        strange = [f for f in of_code if f.code == "unmapped_label" and f.severity == "note"]
        named = [f for f in of_code if f not in strange]
        if named:
            names = list(dict.fromkeys(_name(f, language) for f in named))
            grave = min((f.severity for f in named), key=SEVERITIES.index)
            text = say("findings", code, language)
            if code == "unmapped_category":
                why = tuple(_unclassed(names, language))
                out.append(Said(grave, code, f"{text} ({len(names)})", why))
            else:
                out.append(Said(grave, code, f"{text}: {_listed(names, language)}"))
        out += [Said(f.severity, code, _message(f, language)) for f in strange]
    return out


def _unclassed(labels: list[str], language: str) -> list[str]:
    """Return labels without a category by the reason: those that nobody has looked at come first.

    All are named: each is a decision that the reader of the report may have to make.
    """
    groups: dict[str | None, list[str]] = {None: []}
    for label in labels:
        groups.setdefault(kept_as_printed(label), []).append(label)
    lines = []
    for group, own in groups.items():
        if own:
            new = say("findings", "new_category", language)
            why = as_printed()[group].label(language) if group else new
            lines.append(f"{why} ({len(own)}): {('、' if language == 'zh' else '; ').join(own)}")
    return lines


def _with_words(found: list[Finding], language: str) -> list[str]:
    """Return a line for each place and its words; places beyond some are only named together."""
    places: dict[str, list[str]] = {}
    for f in found:
        words = f.quote or f.where
        places.setdefault(words, []).append(_name(f, language))
    lines = []
    for words, names in list(places.items())[:_PLACES]:
        listed = _listed(list(dict.fromkeys(n for n in names if n)), language)
        lines.append(f"{listed}: “{words}”" if listed else f"“{words}”")
    rest = [n for names in list(places.values())[_PLACES:] for n in names if n]
    if rest:
        lines.append(_listed(list(dict.fromkeys(rest)), language))
    return lines


def _name(f: Finding, language: str) -> str:
    """Return what a finding is of: a printed label, an indicator, an applicant's column."""
    if f.code in ("unmapped_label", "unmapped_category"):
        return str(f.found)
    name = label_of(f.indicator, language) if f.indicator in indicators() else f.indicator or ""
    if f.applicant and (f.applicant != "total" or not f.indicator):
        column = APPLICANTS.get(f.applicant, {}).get(language, f.applicant)
        name = f"{name} ({column})" if name else column
    return f"{name} “{f.found}”" if f.code == "unreadable_value" else name


def _listed(names: list[str], language: str) -> str:
    text = ("、" if language == "zh" else "; ").join(names[:_NAMES])
    if len(names) > _NAMES:
        text += " " + say("findings", "more", language, n=len(names))
    return text


def _message(f: Finding, language: str) -> str:
    text = (f.message_zh or f.message) if language == "zh" else f.message
    # Two values for one figure mean little without its name.
    name = _name(f, language)
    return f"{name}: {text}" if f.code == "duplicate_figure" and name not in text else text


def checks_say(report: Report, language: str = "zh") -> list[Said]:
    """Return what checks found, the gravest first, each statement once."""
    found = [f for f in report.findings if f.code not in NOT_UNDERSTOOD]
    found.sort(key=lambda f: SEVERITIES.index(f.severity))
    said = (Said(f.severity, f.code, _message(f, language)) for f in found)
    return list(dict.fromkeys(said))


def how_sure(parts: Iterable[Part], language: str = "zh") -> list[tuple[str, str]]:
    """Return for each part its name and one plain statement, counted from the checks."""
    return [(say("short", p.name, language), sure(p, language)) for p in parts]


def sure(part: Part, language: str) -> str:
    """Return one plain statement on a part: how much was read, what adds up, how it was read."""
    read = part.numbers + part.missing
    if part.expected is None:
        said = [say("sure", "figures", language, read=read)]
    else:
        said = [say("sure", "cells", language, read=read, expected=part.expected)]
    if part.missing:
        said.append(say("sure", "missing", language, n=part.missing))
    said.append(say("sure", "left_out", language, n=part.left_out))
    if part.name == SENTENCES:
        kind = "alike"
    else:
        kind = "sums" if part.holds + part.broken + part.unchecked else "no_sums"
    counts = {"holds": part.holds, "broken": part.broken, "unchecked": part.unchecked}
    said.append(say("sure", kind, language, **counts))
    methods = [say("methods", m, language) for m in part.methods]
    return " · ".join([*said, *methods])
