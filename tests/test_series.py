"""Series across forms: every figure has its place, and no line crosses a break without a mark."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from drawn import segments
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.lines import Line2D
from matplotlib.text import Text

from toolkit import charts, codebook
from toolkit.codebook import apart, indicators
from toolkit.codebook import series as table
from toolkit.codebook.joins import used_by
from toolkit.errors import FormError, ParameterError
from toolkit.figure import Figure
from toolkit.panel import breaks, series
from toolkit.report import Report, figures_frame

SHEET = "website2017"
SEVERITY = ("same", "similar", "break")


def make(year, *figures, form=None, **more):
    more = {"publisher": "甲县人民政府", "synthetic": True, "level": "county"} | more
    return Report(
        source="x", sha256="0", place="甲县", place_code="990101", year=year, form=form,
        figures=tuple(figures), **more,
    )  # fmt: skip


def fig(indicator, value, missing=None, **more):
    return Figure(indicator, value, missing=missing, **({"method": "table"} | more))


def of(reports, name):
    return series(figures_frame(reports), name).set_index("year")


# --- the table itself -----------------------------------------------------------------------------


def test_every_figure_of_several_forms_is_in_a_series_or_is_said_to_make_none():
    """In each form that holds it, the same series takes it; else ``apart.yml`` says why not."""
    none = {i for entry in apart().values() for i in entry["indicators"]}
    for own in indicators().values():
        if len(own.forms) == 1 or own.id in none:
            continue
        taking = [
            name
            for name, entry in table().items()
            if all(
                any(form in g["forms"] and own.id in used_by(g) for g in entry["groups"])
                for form in own.forms
            )
        ]
        assert taking, f"{own.id} is held by {', '.join(own.forms)} and no series takes all of them"


def test_what_makes_no_series_is_known_and_has_its_reason():
    taken = {i for entry in table().values() for g in entry["groups"] for i in used_by(g)}
    for name, entry in apart().items():
        assert entry["zh"] and entry["en"], name
        for i in entry["indicators"]:
            assert i in indicators(), i
            assert i not in taken, f"{i} stands in a series and among those that make none"


@pytest.mark.parametrize("name", table())
def test_a_series_says_what_it_counts_and_why_its_sides_compare(name):
    entry = table()[name]
    for language in codebook.LANGUAGES:
        assert len(entry["definition"][language]) > 8
        assert all(len(j[language]) > 5 for j in entry["joins"])
    # an issue of 2021 that would go unseen between two groups that stand together
    forms = [f for g in entry["groups"] for f in g["forms"]]
    assert len(forms) == len(set(forms)), "a form stands in one group only"
    assert {"form2019", "form2021"} <= set(forms) or name in (
        "answers_other", "disclosed_normative_documents",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "form", "kind"),
    [
        # national-forms: the Regulations of 2019, pending cases, grounds redefined, no national figure
        ("requests_received", "form2019", "similar"),
        ("reconsideration", "form2019", "similar"),
        ("litigation", "form2019", "similar"),
        # 受理 is not always 收到; labels of work updates vary before the sheet of the portal
        ("requests_received", "prose", "similar"),
        ("work_updates", "form2019", "similar"),
        ("refusals", "form2019", "break"),
        ("disclosed_total", "form2019", "similar"),
        ("work_updates", "website2017", "break"),
        # table 2 was asked for otherwise from 2021 on; tables 3 and 4 were not
        ("normative_documents_in_force", "form2021", "break"),
        ("licences_decisions", "form2021", "similar"),
        ("closed_otherwise", "form2021", "same"),
        ("requests_received", "form2021", "same"),
    ],
)
def test_joins_are_those_of_the_forms(name, form, kind):
    entry = table()[name]
    joins = dict(zip([g["id"] for g in entry["groups"][1:]], entry["joins"], strict=True))
    assert joins[form]["comparability"] == kind


def test_a_comma_without_quotes_is_found(monkeypatch):
    from toolkit.codebook import joins

    entry = yaml.safe_load("""
        definition: {zh: 甲, en: a}
        groups: {form2019: rules_made, form2021: rules_issued}
        joins: {form2021: {comparability: same, zh: 甲, en: only in sentences, with varying scope}}
    """)
    with pytest.raises(FormError, match="rules_issued: a join has comparability, zh and en"):
        joins._spelled_out("rules_issued", entry)


# --- which side, which figure ---------------------------------------------------------------------


def test_the_break_stands_at_the_first_report_of_the_new_side():
    """Also where 2018 has no report at all, and where 2019 states no such figure."""
    denied = [i for i in indicators() if i.startswith("denied_") and i != "denied_total"]
    new = [fig(i, 1) for i in denied]
    frame = of(
        [
            make(2017, fig("answers_refused", 4), form="stat2014"),
            make(2019, fig("requests_received", 1), form="form2019"),
            make(2020, *new, form="form2019"),
            make(2021, *new, form="form2021"),
        ],
        "refusals",
    )
    assert frame["break_before"].to_dict() == {
        2017: "none", 2019: "break", 2020: "none", 2021: "none",
    }  # fmt: skip
    assert frame["comparability"].fillna("").tolist() == ["", "break", "", "same"]
    assert frame["value"].fillna(-1).tolist() == [4, -1, 8, 8]


def test_between_forms_further_apart_the_worst_join_counts():
    # 2019: open to the public, not in force; a report of 2020 is missing, prose and form2021 alike
    one = make(2018, fig("normative_documents_in_force", 80, method="prose"), form="prose")
    other = make(2021, fig("normative_documents_in_force", 90), form="form2021")
    row = breaks(of([one, other], "normative_documents_in_force").reset_index()).iloc[0]
    assert (row["year"], row["kind"], row["cause"]) == (2021, "break", "form")
    assert "现行有效" in row["zh"] and "in force" in row["en"]


@pytest.mark.parametrize("name", ["reconsideration", "reconsideration_total"])
def test_an_indicator_by_itself_is_marked_as_its_series_is(name):
    one = fig("reconsideration_total", 3)
    frame = of([make(2018, one, form="stat2014"), make(2019, one, form="form2019")], name)
    assert frame["break_before"].tolist() == ["none", "similar"]


def test_no_figure_is_lost_where_an_indicator_is_asked_for_by_itself():
    # 不予公开 in the sentences of a report of 2015, whose table has another name for it
    said = make(2015, fig("denied_total", 2, method="prose"), form="stat2014")
    later = make(2019, fig("denied_total", 5, method="prose"), form="form2019")
    frame = of([said, later], "denied_total")
    assert frame["value"].tolist() == [2, 5]
    assert frame["break_before"].tolist() == ["none", "break"]


def test_a_form_that_does_not_ask_says_so():
    reports = [
        make(2013, fig("requests_received", 3), form="fujian"),
        make(2019, fig("denied_deliberative", 1), form="form2019"),
        make(2020, fig("requests_received", 3), form="form2019"),
    ]
    frame = of(reports, "denied_deliberative")
    assert frame["missing"].fillna("").tolist() == ["not_in_form", "", "not_stated"]
    assert frame["group"].fillna("").tolist() == ["", "form2019", "form2019"]
    assert (frame["break_before"] == "none").all()


def test_a_sum_gives_way_to_what_the_report_states_instead():
    # table 4 has two blocks; Pingtan's report of 2025 is transcribed with their sum, 9
    frame = of([make(2025, fig("litigation_total", 9), form="form2021")], "litigation")
    assert (frame.loc[2025, "value"], frame.loc[2025, "indicators"]) == (9, "litigation_total")
    both = [fig("litigation_total", 9), fig("reconsideration_total", 36)]
    assert of([make(2025, *both, form="form2021")], "appeals_together").loc[2025, "value"] == 45


def test_another_figure_of_the_same_form_is_another_side_where_it_counts_something_else():
    # a report of the form of 2019 whose table was not read: its sentences say what is in force
    open_to_all = fig("normative_documents_disclosed_total", 166)
    in_force = fig("normative_documents_in_force", 90, method="prose")
    reports = [
        make(2019, open_to_all, form="form2019"),
        make(2020, in_force, form="form2019"),
        make(2021, in_force, form="form2021"),
    ]
    frame = of(reports, "normative_documents_in_force")
    assert frame["value"].tolist() == [166, 90, 90]
    assert frame["break_before"].tolist() == ["none", "break", "break"]
    assert frame["break_cause"].fillna("").tolist() == ["", "figure", "form"]
    # closed in one year and answered in the next, a year without either between them
    closed, answered = (fig(i, 5) for i in ("requests_closed", "answers_total"))
    years = {2014: closed, 2015: fig("requests_received", 5), 2016: answered, 2017: answered}
    frame = of([make(y, f, form="stat2014") for y, f in years.items()], "requests_processed")
    assert frame["break_before"].tolist() == ["none", "none", "similar", "none"]
    # what is the same quantity under two names makes no mark
    both = [fig("litigation_direct_total", 4), fig("litigation_after_reconsideration_total", 5)]
    reports = [
        make(2021, fig("litigation_total", 9), form="form2021"),
        make(2022, *both, form="form2021"),
    ]
    assert of(reports, "litigation")["break_before"].tolist() == ["none", "none"]


def test_the_websites_sheet_is_another_side_also_where_the_report_has_the_same_figure():
    sheet, own = {"form": SHEET, "scope": "portal"}, fig("requests_received", 1)
    reports = [
        make(2018, own, fig("site_visits", 900, **sheet), form="stat2014"),
        make(2019, fig("site_visits", 500, method="prose"), fig("site_visits", 700, **sheet)),
        make(2020, fig("requests_received", 1), form="form2019"),
        make(2021, own, fig("site_visits", 800, **sheet), form="form2021"),
    ]
    frame = of(reports, "site_visits")
    assert frame["group"].tolist() == [SHEET, "form2019", "form2019", SHEET]
    assert frame["value"].fillna(-1).tolist() == [900, 500, -1, 800]
    assert frame["break_before"].tolist() == ["none", "similar", "none", "similar"]


def test_a_year_without_a_figure_does_not_end_the_side_of_the_sheet():
    sheet = {"form": SHEET, "scope": "portal"}
    reports = [
        make(2018, fig("site_items_work_updates", 90, **sheet), form="stat2014"),
        make(2019, fig("requests_received", 1), form="form2019"),
        make(2020, fig("site_items_work_updates", 80, **sheet), form="form2019"),
    ]
    assert (of(reports, "work_updates")["break_before"] == "none").all()


def test_a_page_of_sentences_since_2019_is_on_the_side_of_its_year():
    """The Regulations tell what it counts; that no table was read of it makes no break of its own."""
    one = fig("requests_received", 3)
    reports = [make(y, one, form=f) for y, f in ((2020, "form2019"), (2021, "prose"))]
    frame = of(reports, "requests_received")
    assert frame["group"].tolist() == ["form2019", "form2021"]
    assert frame["break_before"].tolist() == ["none", "none"]
    assert frame["form_assumed"].tolist() == [False, True]


def test_an_unknown_form_between_known_ones_is_not_taken_for_another():
    forms = {2014: "stat2014", 2015: None, 2016: "stat2014", 2017: None, 2018: "fujian"}
    reports = [make(y, fig("disclosed_total", 1), form=f) for y, f in forms.items()]
    frame = of(reports, "disclosed_total")
    # 2015 and 2017 may as well have the table of 2014; that 2018 has another one is known
    assert frame["break_before"].tolist() == ["none", "none", "none", "none", "similar"]


def test_money_in_another_unit_is_cut():
    figures = [(2016, 0, "元"), (2017, 5000, "元"), (2018, 0, "万元"), (2019, 0.5, "万元")]
    reports = [make(y, fig("request_fees", v, unit=u)) for y, v, u in figures]
    frame = of(reports, "request_fees")
    assert frame["break_before"].tolist() == ["none", "none", "none", "break"]
    assert "unit" in frame.loc[2019, "break_cause"]
    assert "元→万元" in frame.loc[2019, "note_zh"]


def test_places_that_print_money_in_other_units_are_compared_in_one():
    """0.6 (万元) and 5000 (元) stood side by side on one scale, under the unit of one of them."""
    from toolkit.charts.measure import main_line, measure_of
    from toolkit.metrics import peer_band, peer_group
    from toolkit.panel import panel

    units = {
        "990101": (5000, "元"),
        "990102": (0.6, "万元"),
        "990103": (0.57, "万元"),
        "990104": (0, "元"),
    }
    reports = [
        Report(source=c, sha256="0", place=c, place_code=c, year=2023, form="form2021", level="county",
               publisher="x", synthetic=True, figures=(fig("request_fees", v, unit=u),))
        for c, (v, u) in units.items()
    ]  # fmt: skip
    figures = figures_frame(reports)
    frame = series(figures, "request_fees")
    assert frame["value"].tolist() == [5000, 0.6, 0.57, 0], "a series keeps what is printed"
    shown = main_line(frame)
    assert shown["value"].tolist() == [5000, 6000, 5700, 0]
    assert measure_of(shown, "en").unit == "yuan"
    assert panel(figures, "request_fees")["request_fees", 2023].tolist() == [5000, 6000, 5700, 0]
    band = peer_band(frame, peer_group("990104", "own", codes=list(units)[:3]))
    assert (band["least"].item(), band["median"].item(), band["most"].item()) == (5000, 5700, 6000)
    for figure in (
        charts.plot_heatmap(frame, language="en"),
        charts.plot_series(frame, language="en"),
    ):
        said = " ".join(t.get_text() for t in figure.findobj(Text))
        assert "unit: yuan" in said and "10,000 yuan" not in said


def test_an_unknown_name_is_one_line_with_names_like_it():
    with pytest.raises(ParameterError, match="did you mean refusals") as caught:
        series(figures_frame([]), "refusal")
    assert "\n" not in str(caught.value)


# --- no line crosses a break ----------------------------------------------------------------------

RAW = yaml.safe_load((Path(codebook.__file__).parent / "series.yml").read_text("utf-8"))
NAMES = [n for n in RAW if not n.startswith("_")]


def worst(name, one, other):
    """How two forms compare, straight from the file: the worst join on the way."""
    order = list(RAW[name]["groups"])
    low, high = sorted((order.index(one), order.index(other)))
    on_the_way = [RAW[name]["joins"][f]["comparability"] for f in order[low + 1 : high + 1]]
    return max(on_the_way, key=SEVERITY.index, default="same")


def stated(name, form, value):
    """The figures that make ``value`` for one form, straight from the file."""
    taken = RAW[name]["groups"][form]
    more = {"form": SHEET} if form == SHEET else {}
    if isinstance(taken, dict):
        return [fig(taken["of"], value, label="工作动态", category=taken["category"], **more)]
    first, *rest = [i.strip() for i in taken.split("|")[0].split("+")]
    return [fig(first, value, **more), *(fig(i, 0, **more) for i in rest)]


@st.composite
def histories(draw):
    """A series, and for each of some years the form of the report and which documents state a value."""
    name = draw(st.sampled_from(NAMES))
    forms = [f for f in RAW[name]["groups"] if f != SHEET]
    has_sheet = SHEET in RAW[name]["groups"]
    years = {}
    for year in draw(st.lists(st.integers(2008, 2025), min_size=2, max_size=10, unique=True)):
        form = draw(st.sampled_from([f for f in forms if f != "prose" or year < 2019] or forms))
        states = draw(st.sampled_from(["value", "value", "value", "blank", "nothing"]))
        sheet = has_sheet and draw(st.booleans())
        years[year] = (form, states, sheet)
    return name, dict(sorted(years.items()))


def reports_of(name, years):
    for year, (form, states, sheet) in years.items():
        figures = []
        if states == "value":
            figures += stated(name, form, year - 2000)
        elif states == "blank":
            figures += [fig(f.indicator, None, "blank") for f in stated(name, form, 1)]
        if sheet:
            figures += stated(name, SHEET, 7)
        yield make(year, *figures, fig("gazette_issues", 1), form=form)


def sides(years):
    """Year to the form that its value comes from; years without a value are not there."""
    out = {}
    for year, (form, states, sheet) in years.items():
        if states == "value" or sheet:
            out[year] = form if states == "value" else SHEET
    return out


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_no_series_joins_across_a_break_without_a_marker(history):
    name, years = history
    frame = of(list(reports_of(name, years)), name)
    valued = sides(years)
    assert dict(frame["group"][frame["value"].notna()]) == valued
    for (y1, one), (y2, other) in pairwise(valued.items()):
        between = frame.loc[(frame.index > y1) & (frame.index <= y2), "break_before"]
        marked = max(("same", *between.replace("none", "same")), key=SEVERITY.index)
        kind = worst(name, one, other)
        assert SEVERITY.index(marked) >= SEVERITY.index(kind), (y1, y2)
        # and nowhere else: neighbouring years of one side, or of sides that are the same
        if y2 == y1 + 1:
            assert marked == kind, (y1, y2)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_no_drawn_line_spans_a_break(history):
    name, years = history
    frame = series(figures_frame(list(reports_of(name, years))), name)
    valued = sides(years)
    figure = charts.plot_series(frame)
    if figure is None:
        assert not valued
        return
    artists = figure.findobj(Line2D)
    wanted = {"same": set(), "similar": set(), "break": set()}
    for (y1, one), (y2, other) in pairwise(valued.items()):
        if y2 == y1 + 1:
            wanted[worst(name, one, other)].add((y1, y2))
    assert segments(artists, "line") == wanted["same"]
    assert segments(artists, "similar") == wanted["similar"]


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.integers(2008, 2025),
        st.tuples(
            st.sampled_from([None, None, "prose", "fujian", "stat2014", "form2019", "form2021"]),
            st.booleans(),
            st.booleans(),
        ),
        min_size=2,
    )
)
def test_refusals_of_two_kinds_are_never_joined_whatever_is_known_of_the_form(years):
    """Which figures were taken tells the side, independent of forms, years and groups."""
    grounds = [i for i in indicators() if i.startswith("denied_") and i != "denied_total"]
    reports = []
    for year, (form, old, new) in sorted(years.items()):
        figures = [fig("answers_refused", 3)] if old else []
        figures += [fig(i, 1) for i in grounds] if new else []
        reports.append(make(year, *figures, fig("gazette_issues", 1), form=form))
    frame = of(reports, "refusals")
    valued = frame[frame["value"].notna()]
    for (y1, one), (y2, other) in pairwise(valued["indicators"].items()):
        if one != other:
            between = frame.loc[(frame.index > y1) & (frame.index <= y2), "break_before"]
            assert "break" in set(between), (y1, y2)
