"""What other reports make doubtful: jumps, digits, parts of a place, two reports of one year."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log
from statistics import median

import pytest

from toolkit.checks import check_reports
from toolkit.checks.plausible import DEVIATIONS, FACTOR
from toolkit.checks.rules import load_year_rules, year_rules
from toolkit.errors import FormError
from toolkit.figure import Figure, Finding
from toolkit.report import Report


def report(year: int, *figures: Figure, **more: object) -> Report:
    head = {"place": "青禾县", "place_code": "990101", "publisher": "青禾县人民政府", "level": "county"}  # fmt: skip
    return Report("sample", "0" * 64, form="prose", year=year, figures=figures, **(head | more))  # type: ignore[arg-type]


def total(value: float, indicator: str = "disclosed_total", **more: object) -> Figure:
    return Figure(indicator, value, unit="条", **more)  # type: ignore[arg-type]


def history(*values: int | None, first: int = 2010, indicator: str = "disclosed_total") -> list[Report]:  # fmt: skip
    return [report(y, total(v, indicator)) for y, v in enumerate(values, first) if v is not None]


def asked(reports: list[Report], code: str) -> list[tuple[object, ...]]:
    return [(f.year, f.severity, f.found) for f in check_reports(reports) if f.code == code]


STEADY = (2400, 2600, 2500, 2700, 2300, 2500)


def test_a_jump_beyond_the_years_of_a_place_is_a_question() -> None:
    # Five times the median 2500 of steady years; never an error.
    assert asked(history(*STEADY, 13000), "change_implausible") == [(2016, "note", 13000)]
    assert asked(history(*STEADY, 480), "change_implausible") == [(2016, "note", 480)]
    (finding,) = check_reports(history(*STEADY, 13000))
    assert "5.2 times more" in finding.message
    assert "2010-2015 (2,500)" in finding.message
    assert finding.place_code == "990101"
    assert finding.publisher == "青禾县人民政府"
    assert finding.expected == 2500


def test_less_than_the_factor_is_never_asked_about() -> None:
    assert asked(history(*STEADY, 9900), "change_implausible") == []
    assert asked(history(*STEADY, 640), "change_implausible") == []


def test_a_place_whose_years_vary_may_vary_again() -> None:
    wild = (200, 2500, 700, 5000, 400, 1500)
    others = [log(v) for v in wild]
    spread = 1.4826 * median(abs(v - median(others)) for v in others)
    # By hand: 6000 is more than four times the median, and within five deviations of it.
    assert 6000 / exp(median(others)) > FACTOR
    assert abs(log(6000) - median(others)) < DEVIATIONS * spread
    assert asked(history(*wild, 6000), "change_implausible") == []


def test_growth_year_after_year_is_no_jump() -> None:
    grown = [round(100 * 1.4**n) for n in range(14)]
    assert asked(history(*grown), "change_implausible") == []


def test_four_other_years_are_no_history() -> None:
    assert asked(history(*STEADY[:4], 13000), "change_implausible") == []
    assert asked(history(*STEADY[:5], 13000), "change_implausible") == [(2015, "note", 13000)]


def test_small_counts_jump_by_chance() -> None:
    assert asked(history(3, 2, 4, 3, 2, 3, 25), "change_implausible") == []
    # 9 beside 40 is less than a quarter, but five standard deviations of such counts are a factor of 6.
    assert asked(history(40, 41, 39, 40, 41, 40, 9), "change_implausible") == []
    assert asked(history(40, 41, 39, 40, 41, 40, 200), "change_implausible") == [
        (2016, "note", 200)
    ]
    # 3 after 14 is as many times less as 500 after 2500, and says nothing.
    assert asked(history(14, 15, 13, 14, 15, 14, 3), "change_implausible") == []


def test_other_scopes_and_sums_since_the_beginning_are_no_history() -> None:
    for more in ({"scope": "portal"}, {"cumulative": True}, {"approximate": True}):
        assert check_reports([*history(*STEADY), report(2016, total(13000, **more))]) == []


@pytest.mark.parametrize(
    ("values", "shifted"),
    [
        ((2500, 27680, 2900), [27680]),  # 2768 with a 0
        ((2500, 22768, 2900), [22768]),  # 2768 with its 2 twice
        ((2500, 276, 2900), [276]),  # 2768 without its 8
        ((27000, 2768, 29000), [2768]),
        ((2500, 27680, 29000), []),  # of one neighbour only: a new level
        ((2500, 27680), []),
        ((3900, 27680, 4100), []),  # seven times, but no digit can be taken out to make 4000
        ((2500, 9000, 2900), []),
        ((2600, 12600, 2700), []),  # a 1 before 2600, but not about ten times
        ((3, 27, 2), []),  # small counts
        ((2500, None, 27680, 2900), [27680]),
        ((2500, None, None, 27680, 2900), []),  # what stood three years before is no neighbour
    ],
)
def test_a_digit_lost_or_added(values: tuple[int | None, ...], shifted: list[int]) -> None:
    found = asked(history(*values), "digits_shifted")
    assert [(severity, v) for _, severity, v in found] == [("warning", v) for v in shifted]


def test_one_figure_is_asked_about_once() -> None:
    codes = [f.code for f in check_reports(history(*STEADY, 27680, *STEADY))]
    assert codes == ["digits_shifted"]


@pytest.mark.parametrize(
    ("stock", "change", "severity"),
    [
        (396, 442, "note"),
        (396, 396, None),
        (396, -396, None),
        (396, -397, "warning"),
        (2, 20, None),  # a few items more
        (2, -3, "warning"),
    ],
)
def test_a_change_beside_its_stock(stock: int, change: int, severity: str | None) -> None:
    figures = [
        Figure(f"licences_items_{name}", value, method="table", form="form2019")
        for name, value in (("last_year", stock), ("change", change))
    ]
    found = [
        (f.code, f.severity, f.expected, f.found)
        for f in check_reports([report(2020, *figures)])
        if f.code != "identity_unchecked"
    ]
    assert found == ([("change_implausible", severity, stock, change)] if severity else [])
    blank = replace(figures[0], value=None, missing="blank")
    assert check_reports([report(2020, blank, figures[1])]) == []


def below(name: str, level: str, *figures: Figure, **more: object) -> Report:
    return report(2020, *figures, publisher=name, level=level, **more)


def differing(*reports: Report) -> list[tuple[object, ...]]:
    found = [f for f in check_reports(reports) if f.code == "children_differ"]
    return [(f.publisher, f.severity, f.indicator, f.expected, f.found) for f in found]


COUNTY = report(2020, total(100), total(9, "requests_received"))
NAME = "青禾县人民政府"


def test_departments_that_exceed_their_county_are_a_warning() -> None:
    parts = [
        below("青禾县教育局", "department", total(70)),
        below("东岭镇人民政府", "township", total(40)),
    ]
    assert differing(COUNTY, *parts) == [(NAME, "warning", "disclosed_total", 110, 100)]
    assert differing(*parts, COUNTY) == differing(COUNTY, *parts)
    assert differing(COUNTY, below("青禾县教育局", "department", total(101)))[0][1] == "warning"


def test_fewer_are_a_note_since_others_may_not_be_loaded() -> None:
    one, two = (below(f"{w}局", "department", total(30)) for w in ("教育", "水利"))
    assert differing(COUNTY, one, two) == [(NAME, "note", "disclosed_total", 60, 100)]
    assert differing(COUNTY, one) == []  # one department is no list
    (finding,) = (f for f in check_reports([COUNTY, one, two]))
    assert "not known to be all" in finding.message
    assert "教育局30" in finding.message_zh


def test_parts_that_add_up_are_silent() -> None:
    parts = [below("教育局", "department", total(60)), below("东岭镇", "township", total(40))]
    assert differing(COUNTY, *parts) == []


def test_who_publishes_the_report_of_the_county_is_no_part() -> None:
    office = below("青禾县人民政府办公室", "department", *COUNTY.figures)
    parts = [below("教育局", "department", total(60)), below("水利局", "department", total(40))]
    assert differing(COUNTY, office, *parts) == []
    other = replace(office, figures=(total(100), total(8, "requests_received")))
    assert differing(COUNTY, other, *parts)[0][1:] == ("warning", "disclosed_total", 200, 100)


def test_other_places_years_and_levels_are_no_parts() -> None:
    big = below("教育局", "department", total(500))
    assert differing(COUNTY, big) != []
    assert differing(COUNTY, replace(big, place_code="990102")) == []
    assert differing(COUNTY, replace(big, year=2019)) == []
    assert differing(COUNTY, replace(big, level="zone")) == []
    assert differing(COUNTY, replace(big, place_code=None)) == []
    assert differing(COUNTY, replace(big, figures=(total(500, scope="portal"),))) == []
    assert differing(COUNTY, replace(big, figures=(total(500, "training_meetings"),))) == []


def test_counties_are_parts_of_the_prefecture_of_their_code() -> None:
    city = replace(COUNTY, place_code="990100", level="prefecture", publisher="云泽市人民政府")
    county = replace(COUNTY, figures=(total(120),))
    assert differing(city, county) == [("云泽市人民政府", "warning", "disclosed_total", 120, 100)]
    assert differing(city, replace(county, place_code="990201")) == []


def two(*figures: Figure, **more: object) -> list[Finding]:
    other = report(2020, *figures, address="https://example.org/b", **more)
    mine = [total(100), total(5, "disclosed_by_category", label="甲")]
    first = report(2020, *mine, address="https://example.org/a")
    return [f for f in check_reports([first, other]) if f.code == "reports_differ"]


def test_two_reports_of_one_publisher_and_year() -> None:
    (finding,) = two(total(101, where="text:3-9", quote="101条"))
    assert (finding.severity, finding.expected, finding.found) == ("warning", 100, 101)
    assert (finding.where, finding.quote, finding.year) == ("text:3-9", "101条", 2020)
    for message in (finding.message, finding.message_zh):
        assert "https://example.org/a" in message
        assert "https://example.org/b" in message
    assert two(total(100)) == []
    assert [f.found for f in two(total(100), total(6, "disclosed_by_category", label="甲"))] == [6]


def test_what_is_not_the_same_figure_does_not_differ() -> None:
    assert two(total(101), publisher="青禾县政府办公室") == []
    assert two(total(101, cumulative=True)) == []
    assert two(total(101, scope="portal")) == []
    assert two(Figure("disclosed_total", None, missing="illegible")) == []
    assert two(total(6, "disclosed_by_category", label="乙")) == []
    assert two(total(101), total(100)) == []  # one that contradicts itself states both


def test_rules_name_what_is_wrong_with_them() -> None:
    assert year_rules().levels["county"] == ("department", "township")
    with pytest.raises(FormError, match=r"years\.yml: expected the keys"):
        load_year_rules("cumulative: {severity: warning}")
    text = """
    cumulative: {severity: warning, zh: 不减少, en: Never falls}
    change_on_year: {severity: SEVERITY, zh: 相符, en: Follows}
    children: {levels: {}, indicators: [INDICATOR]}
    plausible: {indicators: []}
    exceeds: []
    """
    for severity, indicator, problem in (
        ("error", "disclosed_total", "severity 'error' is unknown"),
        ("note", "no_such", "indicator 'no_such' is unknown"),
    ):
        with pytest.raises(FormError, match=problem):
            load_year_rules(text.replace("SEVERITY", severity).replace("INDICATOR", indicator))
    with pytest.raises(
        FormError, match=r"^years\.yml: cumulative: en is missing: say in a few words"
    ):
        load_year_rules(text.replace("SEVERITY", "note").replace(", en: Never falls", ""))
