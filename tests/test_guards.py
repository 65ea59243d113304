"""Guards of the sentence reader: with each taken away, the test that is named after it fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.prose import read_prose
from toolkit.prose.around import Around
from toolkit.readers import read_document

CUMULATIVE = [
    ("自2008年5月1日《条例》施行以来，全县共主动公开政府信息6120条。", [(6120, True)]),
    (
        "截至2012年底，全县累计公开政府信息4377条，其中2012年公开810条。",
        [(4377, True), (810, False)],
    ),
    ("2012年公开政府信息158条，历年累计公开政府信息545条。", [(158, False), (545, True)]),
]
DOCUMENTS = [
    ("根据《我县主动公开政府信息36条》，全年主动公开政府信息1216条。", [1216]),
    ("落实“主动公开政府信息30条”，全年主动公开政府信息1216条。", [1216]),
    ("按照主动公开政府信息第15条的要求，全年主动公开政府信息1216条。", [1216]),
]
CHANGES = [
    ("2012年主动公开政府信息2300条，比上年增加420条。", [2300], [420]),
    ("2012年收到政府信息公开申请45件，同比减少12件，下降21.1%。", [45], [-12, -21.1]),
    ("2012年收到政府信息公开申请较上年增加12件。", [], []),
]


def figures(sentence: str) -> list[tuple[str, float, bool | None]]:
    """Indicator, value and whether it is cumulative, of what is read of 2012 in one sentence."""
    prose = read_prose(read_document(f"{sentence}\n".encode(), "sentence"), 2012)
    return [(f.indicator, f.value, f.cumulative) for f in prose.figures if f.value is not None]


def check_cumulative() -> None:
    for sentence, wanted in CUMULATIVE:
        assert [(v, c) for _, v, c in figures(sentence)] == wanted, sentence


def check_documents() -> None:
    for sentence, wanted in DOCUMENTS:
        assert [v for _, v, _ in figures(sentence)] == wanted, sentence


def check_changes() -> None:
    for sentence, counts, changes in CHANGES:
        found = figures(sentence)
        assert [v for i, v, _ in found if i != "printed_change"] == counts, sentence
        assert [v for i, v, _ in found if i == "printed_change"] == changes, sentence


def test_cumulative_figures_are_not_those_of_the_year() -> None:
    check_cumulative()


def test_document_numbers_and_articles_are_no_figures() -> None:
    check_documents()


def test_changes_on_the_year_before_are_no_counts() -> None:
    check_changes()


GUARDS: dict[str, tuple[Callable[[], None], Callable[[pytest.MonkeyPatch], None]]] = {
    "cumulative": (
        check_cumulative,
        lambda patch: patch.setattr(Around, "period", lambda *_: (False, False)),
    ),
    "document numbers": (
        check_documents,
        lambda patch: patch.setattr("toolkit.prose.text._MASKED", ()),
    ),
    "changes": (
        check_changes,
        lambda patch: patch.setattr("toolkit.prose.sentences.read_change", lambda *_: False),
    ),
}


@pytest.mark.parametrize("guard", GUARDS)
def test_without_its_guard_the_test_named_after_it_fails(
    guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, remove = GUARDS[guard]
    remove(monkeypatch)
    with pytest.raises(AssertionError):
        check()
