"""One digit changed in a report that adds up: just the equalities that hold this cell break.

The equalities are those of ``made/equalities.py``, written down from the printed forms by hand.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from functools import cache

import pytest
from made.equalities import AT_MOST, EVERY, Cell, Name, Sound, sound

from toolkit import figures_frame
from toolkit.checks import check_report, identity_frame
from toolkit.forms import forms
from toolkit.report import Report


def flips(value: int, rng: random.Random) -> list[int]:
    """Return the value with one of its digits changed: each digit once, and one digit added."""
    text = str(value)
    out = []
    for at, old in enumerate(text):
        new = rng.choice([d for d in "0123456789" if d != old])
        out.append(int(text[:at] + new + text[at + 1 :]))
    return [*out, int(f"1{text}")]


def touched(sound: Sound, cell: Cell, value: int) -> set[Name]:
    """Return the equalities that break when a cell holds another value."""
    out = set()
    for name, cells in sound.equalities.items():
        if cell in cells:
            # A channel that grows, or a total that shrinks, leaves the total at most its parts.
            grows, is_total = value > sound.values[cell], cell[0] == name[1]
            if name[0] != AT_MOST or grows == is_total:
                out.add(name)
    return out


#: Outcome, or ``closes`` for the remark, and the equalities that it is said of.
Said = dict[str, set[Name]]


def at_once(reports: list[Report]) -> dict[str, Said]:
    """Return what is said of each report, all having been checked at once."""
    frame = identity_frame(figures_frame(reports))
    out: dict[str, Said] = {r.source: defaultdict(set) for r in reports}
    names = (
        "source",
        "outcome",
        "closes_if_blank",
        "identity",
        "indicator",
        "applicant",
        "cumulative",
    )
    for source, outcome, closes, *name in zip(*(frame[n].tolist() for n in names), strict=True):
        out[source][outcome].add(tuple(name))
        if closes:
            out[source]["closes"].add(tuple(name))
    return out


def broken_one_by_one(report: Report) -> set[Name]:
    """Return the equalities that the findings on one report name; it has no findings of another kind."""
    out = set()
    for finding in check_report(report):
        assert finding.code == "identity_broken", finding.message
        said = _identity(finding.message)
        assert finding.severity == ("note" if said == "disclosure_channels" else "error")
        out.add((said, finding.indicator, finding.applicant,
                 "(cumulative)" in finding.message))  # fmt: skip
    return out  # type: ignore[return-value]


@cache
def mutants(form: str) -> tuple[dict[Cell, list[tuple[int, Report]]], dict[str, Said]]:
    """Return the mutants of each cell, and what is said of all of them at once."""
    here, rng = sound(form), random.Random(form)
    out = {
        cell: [
            (new, here.report(cell, new, source=f"{cell} {new}")) for new in flips(value, rng)
        ]
        for cell, value in here.values.items()
    }  # fmt: skip
    return out, at_once([r for made in out.values() for _, r in made])


CELLS = [
    pytest.param(f, c, id=f"{f}-{c[0]}-{c[1]}{'-all' * c[2]}")
    for f in EVERY
    for c in sound(f).values
]


@pytest.mark.parametrize("form", EVERY)
def test_a_sound_report_holds_in_just_the_equalities_of_its_form(form: str) -> None:
    here = sound(form)
    assert check_report(here.report()) == ()
    assert at_once([here.report()]) == {"sound": {"holds": set(here.equalities)}}
    assert len(identity_frame(figures_frame([here.report()]))) == len(here.equalities)


@pytest.mark.parametrize(("form", "cell"), CELLS)
def test_a_digit_breaks_just_the_equalities_of_its_cell(form: str, cell: Cell) -> None:
    here = sound(form)
    made, all_said = mutants(form)
    for value, report in made[cell]:
        expected = touched(here, cell, value)
        assert broken_one_by_one(report) == expected
        said = all_said[report.source]
        assert said["broken"] == expected
        assert said["holds"] == set(here.equalities) - expected


def test_what_a_digit_can_break_is_what_the_forms_print() -> None:
    # Counted by hand: a figure of table 3 stands in its row, and in one or two sums of its column.
    expected = {
        "granted_full": 2, "requests_received": 2, "requests_processed": 3,
        "litigation_direct_other": 1, "rules_issued": 0,
    }  # fmt: skip
    for indicator, number in expected.items():
        cell = (indicator, "total", False)
        assert len(touched(sound("form2021"), cell, 10**6)) == number
    assert len(touched(sound("stat2014"), ("answers_refused", "total", False), 10**6)) == 2
    assert [len(sound(f).equalities) for f in EVERY] == [23 + 14 + 3, 25 + 14 + 3, 8, 2, 2, 2]


@cache
def blanked(
    form: str,
) -> tuple[dict[Cell, list[tuple[str | None, Report]]], dict[str, Said]]:
    """Return each cell without a number: left blank, illegible, and not printed at all."""
    here = sound(form)
    out = {
        cell: [
            (m, here.report(cell, missing=m, source=f"{cell} {m}")) for m in ("blank", "illegible", None)
        ]
        for cell in here.values
    }  # fmt: skip
    return out, at_once([r for made in out.values() for _, r in made])


OPTIONAL = ("disclosed_channel_weibo", "disclosed_channel_wechat", "disclosed_channel_other")


@pytest.mark.parametrize(("form", "cell"), CELLS)
def test_a_cell_without_a_number_is_never_a_pass(form: str, cell: Cell) -> None:
    here = sound(form)
    made, all_said = blanked(form)
    holding = {n for n, cells in here.equalities.items() if cell in cells}
    for missing, report in made[cell]:
        said = all_said[report.source]
        if missing is None and form.startswith("fujian") and cell[0] in OPTIONAL:
            # Not every report lists this channel: without it, the total is more than the rest.
            expected = holding if here.values[cell] else set()
            assert said["broken"] == broken_one_by_one(report) == expected
            continue
        assert said["unchecked"] == holding
        assert said["holds"] == set(here.equalities) - holding
        # With 0 in its place: an equality closes if it held a 0, a total is at most its parts.
        closing = {
            n for n in holding
            if missing == "blank" and (here.values[cell] == 0 or (n[0] == AT_MOST and cell[0] == n[1]))
        }  # fmt: skip
        assert said["closes"] == closing
        findings = check_report(report)
        assert {f.code for f in findings} <= {"identity_unchecked"}
        assert sorted(_said(f.message) for f in findings) == sorted(
            (name[0], name in closing) for name in holding
        )


def _said(message: str) -> tuple[str, bool]:
    """Return the identity that a message on an unchecked one names, and whether it says that it closes."""
    found = re.search(
        r": not checked(?: for [^;]+)?: [^;]+ missing(, closes if these are 0)?$", message
    )
    assert found, message
    return _identity(message), bool(found[1])


def _identity(message: str) -> str:
    """Return the identity that a message begins with, by its English words."""
    (id_,) = {
        e.id
        for form in forms().values()
        for e in form.identities
        if re.match(re.escape(e.en) + r"(?: \(|:)", message)
    }
    return id_
