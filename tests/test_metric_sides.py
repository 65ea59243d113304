"""Metrics on the right side of 2019, between money of one unit, and of peers under their newest codes."""

from __future__ import annotations

from test_metrics import by, fig, report, rows

from toolkit.panel import outcomes
from toolkit.report import figures_frame

SENTENCES = [
    fig("requests_received", 20), fig("requests_carried_over", 2), fig("requests_answered", 18),
    fig("granted_full", 10), fig("granted_partial", 2), fig("denied_total", 3),
    fig("unable_total", 3), fig("requests_carried_forward", 4), fig("reconsideration_total", 2),
]  # fmt: skip
BEFORE = [fig("requests_answered", 10), fig("answers_granted", 6)]


def told(year, figures=SENTENCES):
    return report(*figures, year=year, form="prose")


def test_sentences_of_2022_count_as_the_regulations_of_2019_do():
    made = [told(2017, BEFORE), told(2022)]
    found = by(rows("outcome_shares", *made, basis="processed"), "part", "year")
    granted = found["granted", 2022]
    assert granted["value"] == 10 / 18
    assert (granted["group"], granted["form_assumed"]) == ("since_2019", True)
    assert granted["break_before"] == "break"
    assert found["unable", 2022]["value"] == 3 / 18
    assert found["granted", 2017]["value"] == 0.6
    assert not found["granted", 2017]["form_assumed"]
    groups = outcomes(figures_frame(made)).set_index(["year", "outcome"])["group"]
    assert groups[2022, "unable"] == "since_2019"
    assert groups[2017, "granted"] == "before_2019"


def test_appeals_are_by_what_the_series_of_processed_requests_holds():
    found = by(rows("appeals_per_100", told(2022)), "part")
    assert found["reconsideration"]["value"] == 200 / 18
    table = report(fig("requests_processed", 20), *SENTENCES[2:])
    assert by(rows("appeals_per_100", table), "part")["reconsideration"]["value"] == 10


def test_what_is_carried_forward_compares_only_roughly_across_2019():
    found = by(rows("carry_forward_rate", told(2017), told(2022)), "year")
    assert found[2017]["value"] == found[2022]["value"] == 4 / 22
    assert found[2022]["break_before"] == "similar"


def test_growth_of_counts_does_not_ask_for_the_word_that_counts_them():
    made = [
        report(fig("requests_received", 7, unit="件"), fig("request_fees", 5, unit="元"), year=2016,
               form="prose"),
        report(fig("requests_received", 14, unit="条"), fig("request_fees", 5, unit="万元"), year=2017,
               form="prose"),
    ]  # fmt: skip
    assert by(rows("growth", *made), "part", "year")["requests_received", 2017]["value"] == 1
    from toolkit.metrics import growth

    money = by(growth(figures_frame(made), "request_fees"), "year")[2017]
    assert money["missing"] == "break"
