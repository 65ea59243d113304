"""What 收到 counts: new requests, new and carried over, or those handled, by the sum that closes."""

from __future__ import annotations

import pytest

from toolkit.checks.received import READINGS, received_findings
from toolkit.figure import Figure
from toolkit.readers import read_document
from toolkit.reading import assemble


def findings(received: float, over: float | None, answered: float | None, forward: float | None,
             **more: object) -> list[tuple[str, object]]:  # fmt: skip
    numbers = {"received": received, "carried_over": over, "answered": answered, "carried_forward": forward}  # fmt: skip
    figures = [
        Figure(f"requests_{name}", value, method="prose", **more)  # type: ignore[arg-type]
        for name, value in numbers.items()
        if value is not None
    ]
    return [(f.code, f.found) for f in received_findings(figures)]


@pytest.mark.parametrize(
    ("received", "over", "answered", "forward", "reading"),
    [
        (623, 9, 625, 7, "new"),  # 623 + 9 = 625 + 7
        (35, 1, 33, 2, "new_and_carried_over"),  # 35 = 33 + 2, of which 1 was carried over
        (5, 1, 5, None, "new_and_carried_over"),
        (40, 3, 40, 4, "handled"),  # neither 43 nor 40 is 44: the 40 are those answered
    ],
)
def test_the_reading_whose_sum_closes(
    received: float, over: float, answered: float, forward: float | None, reading: str
) -> None:
    assert findings(received, over, answered, forward) == [("requests_meaning", reading)]
    assert reading in READINGS


@pytest.mark.parametrize(
    ("received", "over", "answered", "forward"),
    [
        (12, 0, 12, 0),  # all readings are the same
        (12, None, 12, None),
        (12, None, 10, 2),  # what was carried over is not said
        (12, 3, None, 2),
    ],
)
def test_where_no_reading_can_be_told_nothing_is(
    received: float, over: float | None, answered: float | None, forward: float | None
) -> None:
    assert findings(received, over, answered, forward) == []


def test_a_sum_that_closes_in_no_reading_is_broken() -> None:
    assert findings(20, 2, 15, 1) == [("identity_broken", 22)]
    assert findings(20, 2, 15, 1, approximate=True) == []
    assert findings(20, 2, 15, 1, cumulative=True) == []


def test_a_report_records_it_and_keeps_the_figure_as_printed() -> None:
    text = (
        "砚溪县人民政府2022年政府信息公开工作年度报告\n一、总体情况\n"
        "2022年，全县共收到政府信息公开申请33件（其中2件为上年结转），答复30件，结转下年度3件。\n"
    )
    report = assemble(read_document(text.encode(), "report"))
    assert [f.value for f in report.values("requests_received")] == [33]
    (finding,) = (f for f in report.findings if f.code == "requests_meaning")
    assert (finding.found, finding.severity) == ("new_and_carried_over", "note")
