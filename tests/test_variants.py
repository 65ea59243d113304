"""Spoilt documents: whatever is done to a report, no figure is read wrongly without a flag.

The truth comes from the generator in ``tests/made``, not from the program. A figure is wrong where
it is read as another, or read where none is printed, and no finding of more than a note names it.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from made import html
from made.damage import spoil
from made.damages import DAMAGES, DRESSES, ONLY_SPANS, Spoilt, document
from made.oracle import Verdict, judge
from made.sample import FORMS, sample
from test_every_format import LOSSY, WRITERS

from toolkit.forms.notes import Reading
from toolkit.readers import read_document
from toolkit.reading import assemble

#: Share of the figures that a person can read which have to be read.
LEAST = 0.98


def read(spoilt: Spoilt) -> Verdict:
    page = spoilt.page(html.page(spoilt.sample))
    return judge(spoilt.sample, assemble(read_document(page.encode(), f"document {spoilt.number}")))


class Tally:
    """What many documents came to; ``wrong`` names the document and what was done to it."""

    def __init__(self, documents: Iterable[Spoilt]) -> None:
        self.wrong: list[str] = []
        self.right = self.readable = 0
        self.kinds: Counter[str] = Counter()
        for spoilt in documents:
            verdict = read(spoilt)
            done = (*spoilt.damages, *spoilt.dresses)
            self.kinds.update(done)
            self.right += verdict.right
            self.readable += verdict.readable
            self.wrong += [f"{spoilt.number} {', '.join(done)}: {w}" for w in verdict.wrong]


def check(tally: Tally) -> None:
    assert tally.wrong == []
    assert tally.right >= LEAST * tally.readable


def test_two_hundred_documents() -> None:
    tally = Tally(document(n) for n in range(200))
    assert len(tally.kinds) >= 40
    check(tally)


@pytest.mark.slow
def test_two_thousand_documents() -> None:
    tally = Tally(document(n) for n in range(1000, 3000))
    assert len(tally.kinds) >= 100
    check(tally)


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in WRITERS | LOSSY if not n.startswith("html")])
def test_other_formats_are_never_wrong(name: str) -> None:
    wrong = []
    for number in range(100):
        spoilt = document(number, pages=False, without=ONLY_SPANS)
        data = (WRITERS | LOSSY)[name](spoilt.sample)
        verdict = judge(spoilt.sample, assemble(read_document(data, f"{name} {number}")))
        wrong += [f"{number} {', '.join(spoilt.damages)}: {w}" for w in verdict.wrong]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [*(n for stage in DAMAGES.values() for n in stage), *DRESSES])
def test_each_damage_alone(name: str) -> None:
    documents = []
    for form in FORMS:
        for seed in (1, 2, 3):
            one = sample(form, seed)
            if name in DRESSES:
                documents.append(Spoilt(seed, one, (), (name,)))
            elif (spoilt := spoil(one, name, seed)) is not one:
                documents.append(Spoilt(seed, spoilt, (name,), ()))
    assert documents
    assert Tally(documents).wrong == []


def test_the_same_number_is_the_same_document() -> None:
    assert document(7) == document(7)
    assert document(7).sample.truth != document(14).sample.truth


def shifted(read: Callable[..., None]) -> Callable[..., None]:
    """Plant an error: each figure of a row goes to the column beside its own."""

    def row(self: Reading, table, indicator, words, cells, *more):  # type: ignore[no-untyped-def]
        found = list(cells)
        moved = [
            (c, *rest) for (c, *_), (_, *rest) in zip(found[1:] + found[:1], found, strict=True)
        ]
        read(self, table, indicator, words, moved, *more)

    return row


def blank_as_zero(read: Callable[..., None]) -> Callable[..., None]:
    """Plant an error: what is not printed is 0."""

    def row(self: Reading, *given: object) -> None:
        begin = len(self.figures)
        read(self, *given)
        self.figures[begin:] = [
            dataclasses.replace(f, value=0, missing=None) if f.missing == "blank" else f
            for f in self.figures[begin:]
        ]

    return row


def blank_as_slash(read: Callable[..., None]) -> Callable[..., None]:
    """Plant an error: one kind of missing for another."""

    def row(self: Reading, *given: object) -> None:
        begin = len(self.figures)
        read(self, *given)
        self.figures[begin:] = [
            dataclasses.replace(f, missing="slash") if f.missing == "blank" else f
            for f in self.figures[begin:]
        ]

    return row


def neighbour(read: Callable[..., None]) -> Callable[..., None]:
    """Plant an error: the figures of one row are taken for those of the row beside it."""
    pair = {"denied_state_secret": "denied_other_law", "denied_other_law": "denied_state_secret"}

    def row(self: Reading, table: object, indicator: str, *given: object) -> None:
        read(self, table, pair.get(indicator, indicator), *given)

    return row


def digit_dropped(read: Callable[..., None]) -> Callable[..., None]:
    """Plant an error: long numbers lose their last digit."""

    def row(self: Reading, *given: object) -> None:
        begin = len(self.figures)
        read(self, *given)
        self.figures[begin:] = [
            dataclasses.replace(f, value=int(f.value) // 10) if f.value and f.value > 99 else f
            for f in self.figures[begin:]
        ]

    return row


def row_invented(read: Callable[..., None]) -> Callable[..., None]:
    """Plant an error: a figure that the report does not print."""

    def row(self: Reading, table: object, indicator: str, *given: object) -> None:
        read(self, table, indicator, *given)
        if indicator == "granted_full":
            read(self, table, "answers_total", *given)

    return row


@pytest.mark.parametrize(
    "error", [shifted, blank_as_zero, blank_as_slash, neighbour, digit_dropped, row_invented]
)
def test_a_planted_error_is_noticed(
    error: Callable[..., Callable[..., None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reading, "row", error(Reading.row))
    assert Tally(Spoilt(0, sample(form, 0), (), ()) for form in ("form2019", "form2021")).wrong
    # In spoilt documents too, although what is wrong with them is flagged here and there.
    assert len(Tally(document(n) for n in range(20)).wrong) > 5


def test_a_planted_gap_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def row(self: Reading, table, indicator, *given):  # type: ignore[no-untyped-def]
        if not indicator.startswith("denied"):
            read(self, table, indicator, *given)

    read = Reading.row
    monkeypatch.setattr(Reading, "row", row)
    tally = Tally(Spoilt(n, sample("form2021", n), (), ()) for n in range(10))
    assert tally.right < LEAST * tally.readable
