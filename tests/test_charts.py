"""Charts: what is drawn for which data, that nothing overlaps, and nothing is filled in."""

from __future__ import annotations

import itertools
import math
import xml.etree.ElementTree as ET

import matplotlib
import pandas as pd
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text

from toolkit import charts
from toolkit.charts.style import missing_characters
from toolkit.checks import check_reports, findings_frame
from toolkit.datadir import data_dir
from toolkit.errors import ParameterError, SourceError
from toolkit.figure import Figure, Finding
from toolkit.metrics import work_updates_share
from toolkit.panel import appeals, composition, coverage, outcomes, series
from toolkit.report import Report, figures_frame
from toolkit.structured import load_reports

PLOTS = {
    "work_updates_share": charts.plot_work_updates_share,
    "requests": charts.plot_requests,
    "appeals": charts.plot_appeals,
    "categories": charts.plot_categories,
    "outcomes": charts.plot_outcomes,
    "coverage": charts.plot_coverage,
}
REAL = ("653024", "430527", "611024", "320115", "350128")


def frames(reports, years, places=None):
    figures = figures_frame(reports)
    return {
        "work_updates_share": work_updates_share(figures, places, years),
        "requests": series(figures, "requests_received", places, years),
        "appeals": appeals(figures, places, years),
        "categories": composition(figures, places, years),
        "outcomes": outcomes(figures, places, years),
        "coverage": coverage(reports, places, years),
    }


@pytest.fixture(scope="module")
def real():
    return frames(load_reports(places=REAL), range(2011, 2026), REAL)


@pytest.fixture(scope="module")
def real_findings():
    return check_reports(load_reports(places=REAL))


@pytest.fixture(scope="module")
def demo():
    return frames(load_reports(data_dir() / "demo" / "reports"), range(2008, 2026))


def report(year, *figures, code="990101", place="甲县", form=None, synthetic=True):
    return Report(
        source="x", sha256="0", place=place, place_code=code, level="county", year=year, form=form,
        publisher=f"{place}人民政府", figures=figures, synthetic=synthetic,
    )  # fmt: skip


def received(values, form=None, **more):
    """Reports that state these numbers of requests; None is a blank cell."""
    return [
        report(
            y,
            Figure("requests_received", v, "件", missing="blank" if v is None else None),
            form=form(y) if form else None,
            **more,
        )
        for y, v in values.items()
    ]


def requests_of(reports, **more):
    figure = charts.plot_requests(series(figures_frame(reports), "requests_received"), **more)
    assert figure is not None
    return figure


def lines(figure, gid):
    return [a for a in figure.findobj(Line2D) if a.get_gid() == gid]


def words(figure):
    return [t.get_text() for t in figure.findobj(Text) if t.get_text().strip()]


# --- data to artists ------------------------------------------------------------------------------


def test_a_year_without_a_figure_is_a_gap():
    (line,) = lines(requests_of(received({2014: 3, 2015: 4, 2016: None, 2018: 9})), "line")
    assert list(line.get_xdata()) == [2014, 2015, 2016, 2017, 2018]
    drawn = [None if math.isnan(y) else y for y in line.get_ydata()]
    assert drawn == [3, 4, None, None, 9]


def test_a_single_year_is_a_visible_point():
    (points,) = lines(requests_of(received({2016: 5})), "exact")
    assert points.get_marker() not in ("", "None", None)
    assert list(points.get_ydata()) == [5]


def test_zero_is_drawn_and_blank_is_not():
    (points,) = lines(requests_of(received({2014: 0, 2015: None})), "exact")
    assert (list(points.get_xdata()), list(points.get_ydata())) == ([2014], [0])


def test_a_similar_join_is_dashed_and_noted():
    form = lambda year: "stat2014" if year < 2019 else "form2019"  # noqa: E731
    figure = requests_of(received({2017: 1, 2018: 2, 2019: 5}, form))
    (line,) = lines(figure, "line")
    assert list(line.get_xdata()) == [2017, 2018, 2018.5, 2019]
    assert math.isnan(line.get_ydata()[2])
    (join,) = lines(figure, "similar")
    assert (list(join.get_xdata()), list(join.get_ydata())) == ([2018, 2019], [2, 5])
    assert join.get_linestyle() == "--"
    (change,) = lines(figure, "change")
    assert list(change.get_xdata()) == [2018.5, 2018.5]
    assert any("2019年格式" in w for w in words(figure))
    assert any("《条例》" in w for w in words(figure))


def test_a_break_is_never_joined():
    names = ["state_secret", "other_law", "security_stability", "third_party_rights"]
    names += ["internal_affairs", "deliberative", "enforcement_file", "administrative_query"]
    old = report(2018, Figure("answers_refused", 4), form="stat2014")
    new = report(2019, *(Figure(f"denied_{n}", 1) for n in names), form="form2019")
    figure = charts.plot_series(series(figures_frame([old, new]), "refusals"))
    assert figure is not None
    (line,) = lines(figure, "line")
    assert math.isnan(line.get_ydata()[1])
    assert lines(figure, "similar") == []
    assert any("不可比" in w for w in words(figure))


def test_approximate_points_are_hollow_and_noted():
    near = report(2021, Figure("requests_received", 700, "件", approximate=True))
    figure = requests_of([near, *received({2022: 650})])
    (hollow,) = lines(figure, "approximate")
    (exact,) = lines(figure, "exact")
    assert hollow.get_markerfacecolor() == "white" != exact.get_markerfacecolor()
    assert (list(hollow.get_xdata()), list(exact.get_xdata())) == ([2021], [2022])
    assert any("约数" in w for w in words(figure))


@pytest.mark.parametrize(
    ("language", "expected"), [("zh", "合成演示数据"), ("en", "synthetic demonstration data")]
)
@pytest.mark.parametrize("synthetic", [True, False])
def test_the_frame_decides_whether_a_chart_says_synthetic(language, expected, synthetic):
    figure = requests_of(received({2014: 3}, synthetic=synthetic), language=language)
    assert (expected in words(figure)) is synthetic


def test_more_than_six_lines_become_small_panels():
    reports = [
        r
        for i in range(7)
        for r in received({2014: i, 2015: 3}, code=f"99010{i}", place=f"{'甲乙丙丁戊己庚'[i]}县")
    ]
    assert len(requests_of(reports).axes) == 7
    assert len(requests_of(reports[:12]).axes) == 1


def test_places_without_a_figure_are_named():
    reports = [*received({2014: 3}), *received({2014: None}, code="990102", place="乙县")]
    assert any(w.startswith("无数字") and "乙县" in w for w in words(requests_of(reports)))


def test_the_merger_of_two_publishers_is_marked(real):
    figure = charts.plot_requests(real["requests"])
    assert {"区县合并", "平潭综合实验区", "平潭县"} <= set(words(figure))
    assert any("2014年起合并" in w for w in words(figure))
    joins = [list(a.get_xdata()) for a in lines(figure, "similar")]
    assert [2013, 2014] in joins


def test_years_are_whole_numbers():
    figure = requests_of(received({2019: 3, 2020: 4}))
    assert [t.get_text() for t in figure.axes[0].get_xticklabels()] == ["2019", "2020"]


def test_share_names_its_denominator_and_shows_the_portal_apart(real):
    figure = charts.plot_work_updates_share(real["work_updates_share"], language="en")
    assert any("denominator" in w for w in words(figure))
    assert {"江宁区 (portal)", "乌恰县", "绥宁县", "山阳县"} <= set(words(figure))
    # 乌恰 496 of 2959 and 636 of 4109; 绥宁 4792 of 10220 and 1364 of 3553; 山阳 2896 of 6391 and
    # 768 of 1816; 江宁 about 7400 of 11000.
    drawn = {
        round(y, 1)
        for g in ("exact", "approximate")
        for a in lines(figure, g)
        for y in a.get_ydata()
    }
    assert drawn == {16.8, 15.5, 46.9, 38.4, 45.3, 42.3, 67.3}
    assert sum(len(a.get_xdata()) for a in lines(figure, "approximate")) == 1


def test_categories_show_what_is_not_listed_and_name_what_nobody_classed():
    parts = {"工作动态": ("work_updates", 50), "旅游资讯": (None, 20)}
    figures = [
        Figure("disclosed_by_category", v, label=label, category=c)
        for label, (c, v) in parts.items()
    ]
    frame = composition(figures_frame([report(2020, Figure("disclosed_total", 100), *figures)]))
    figure = charts.plot_categories(frame)
    widths = {p.get_gid(): p.get_width() for p in figure.axes[0].patches}
    assert widths == {"work_updates": 50, "?旅游资讯": 20, "(remainder)": 30}
    assert {"未归类：旅游资讯", "未列出"} <= set(words(figure))


def test_outcomes_are_per_cent_with_their_number(real):
    # 平潭 2024, table 3: 71 granted and 29 in part of 218 processed.
    figure = charts.plot_outcomes(real["outcomes"])
    heights = {
        p.get_gid(): p.get_height()
        for p in figure.axes[0].patches
        if abs(p.get_x() + p.get_width() / 2 - 2024) < 0.1
    }
    assert heights["granted"] == pytest.approx(71 / 218 * 100)
    assert heights["granted_partial"] == pytest.approx(29 / 218 * 100)
    assert sum(heights.values()) == pytest.approx(100)
    assert "218" in words(figure)


def test_coverage_has_a_tile_a_place_and_year(real):
    figure = charts.plot_coverage(real["coverage"])
    tiles = [p.get_gid() for p in figure.axes[0].patches]
    assert len(tiles) == 5 * 15
    assert tiles.count("fujian") == 8  # 平潭 2011 - 2018
    assert tiles.count("form2021") == 5  # 平潭 2021 - 2025


# --- nothing to draw ------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", PLOTS)
def test_without_data_there_is_no_figure_but_a_sentence(chart):
    empty = frames([report(2020, Figure("site_visits", 1))], range(2020, 2021))[chart]
    if chart == "coverage":
        empty = coverage([], ["甲县"], [2020])
    assert PLOTS[chart](empty) is None
    for language in ("zh", "en"):
        sentence = charts.no_data_sentence(chart, ["甲县"], [2011, 2025], language)
        assert "甲县" in sentence
        assert "2011–2025" in sentence


def test_unknown_chart_and_language():
    with pytest.raises(ParameterError, match="coverage"):
        charts.no_data_sentence("pie", ["甲县"], [2020])
    with pytest.raises(ParameterError, match="zh"):
        requests_of(received({2014: 3}), language="fr")


# --- every chart of the real and the demonstration data -------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("chart", PLOTS)
def test_every_chart_of_real_places_is_readable(real, chart, language):
    assert_readable(PLOTS[chart](real[chart], language=language))
    assert_described(real[chart], chart, language)


# Twelve panels take a second each: one language of each chart at once, the other with the slow ones.
SOON = dict(zip(PLOTS, ("zh", "en", "en", "en", "zh", "en"), strict=True))
LATER = {chart: "en" if language == "zh" else "zh" for chart, language in SOON.items()}


@pytest.mark.parametrize(
    ("chart", "language"),
    [*SOON.items(), *(pytest.param(*i, marks=pytest.mark.slow) for i in LATER.items())],
)
def test_every_chart_of_the_demonstration_is_readable(demo, chart, language):
    figure = PLOTS[chart](demo[chart], language=language)
    assert_readable(figure)
    said = {"zh": "合成演示数据", "en": "synthetic demonstration data"}[language]
    assert said in words(figure)
    assert_described(demo[chart], chart, language)


def assert_described(frame, chart, language):
    alt = charts.alt_text(frame, chart, language)
    assert 20 < len(alt) < 600
    assert ("合成演示数据" in alt or "synthetic" in alt) is bool(frame["synthetic"].any())


def assert_readable(figure):
    assert figure.get_figwidth() * 25.4 == pytest.approx(170)
    assert figure.get_figheight() * 25.4 < 240, "no room on a page"
    assert charts.check_glyphs(figure) == ""
    figure.draw_without_rendering()
    boxes = []
    for text in visible_texts(figure):
        box = text.get_window_extent()
        assert box.x0 >= -1, text.get_text()
        assert box.x1 <= figure.bbox.x1 + 1, text.get_text()
        assert box.y0 >= -1, text.get_text()
        assert box.y1 <= figure.bbox.y1 + 1, text.get_text()
        boxes.append((text.get_text(), box.padded(-0.75)))
    for (a, one), (b, two) in itertools.combinations(boxes, 2):
        assert not one.overlaps(two), f"{a!r} covers {b!r}"
    assert any(ax.get_xlabel() for ax in figure.axes)
    for ax in figure.axes:
        assert ax.get_xlabel() or all(len(t) == 4 for t in labels(ax.get_xticklabels()))
        if ax.yaxis.get_tick_params()["labelleft"]:
            numbers = [t.replace(",", "") for t in labels(ax.get_yticklabels())]
            years = all(t.startswith("20") and len(t) == 4 for t in numbers)
            counted = any(t.isdigit() for t in numbers) and not years
            assert ax.get_ylabel() or not counted, "an axis of numbers without its unit"


def labels(ticks):
    return [t.get_text() for t in ticks if t.get_text() and t.get_visible()]


def visible_texts(figure):
    hidden = set()
    for ax in figure.axes:
        for axis, (low, high) in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, sorted(ax.get_ylim()))):
            for tick in axis.get_major_ticks():
                if not low <= tick.get_loc() <= high:
                    hidden |= {tick.label1, tick.label2}
    for text in figure.findobj(Text):
        if text.get_text().strip() and text.get_visible() and text not in hidden:
            yield text


# --- findings under a chart -----------------------------------------------------------------------


def broken(year, indicator="requests_received", severity="error", **more):
    said = {"message": f"{year} does not add up", "message_zh": f"{year}年合计不符"} | more
    return Finding(
        "identity_broken", severity, indicator=indicator, year=year, place_code="990101", **said
    )  # fmt: skip


def signs(figure):
    """The signed points of a chart of lines, in the coordinates of the data."""
    return [t.xy for t in figure.findobj(Text) if t.get_gid() == "finding"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "§ 甲县 2015：2015年合计不符"), ("en", "§ 甲县 2015: 2015 does not add up")],
)
def test_a_touched_point_has_a_sign_and_the_words_of_its_finding(language, said):
    reports = received({2014: 3, 2015: 4, 2016: 5})
    figure = requests_of(reports, findings=[broken(2015)], language=language)
    assert signs(figure) == [(2015, 4)]
    assert said in words(figure)
    assert len([w for w in words(figure) if w.startswith("§ ")]) == 1
    assert_readable(figure)


@pytest.mark.parametrize(
    "finding",
    [
        broken(2015, severity="note"),
        broken(2015, "disclosed_total"),
        broken(2015, applicant="natural_person"),
        broken(2019),
    ],
    ids=["a note", "another indicator", "one applicant", "a year without a point"],
)
def test_what_speaks_of_no_plotted_point_leaves_no_sign(finding):
    figure = requests_of(received({2014: 3, 2015: 4}), findings=[finding])
    assert signs(figure) == []
    assert not [w for w in words(figure) if "§" in w]


def test_without_findings_a_chart_is_the_same_bytes():
    frame = series(figures_frame(received({2014: 3, 2015: 4})), "requests_received")
    bare, none, empty = (
        charts.svg(charts.plot_requests(frame, **more))
        for more in ({}, {"findings": None}, {"findings": []})
    )
    assert bare == none == empty
    assert "§" not in bare


def test_four_findings_are_told_errors_first_and_the_others_counted():
    reports = received({y: y - 2000 for y in range(2010, 2017)})
    found = [broken(y, severity="warning") for y in range(2010, 2016)] + [broken(2016)]
    figure = requests_of(reports, findings=found, language="en")
    assert len(signs(figure)) == 7
    told = [w for w in words(figure) if w.startswith("§ ")]
    assert [w.split()[2] for w in told] == ["2016:", "2010:", "2011:", "2012:"]
    assert "and 3 more: see the notes, or gongkai check" in " ".join(words(figure))
    assert_readable(figure)


def test_a_frame_of_findings_does_as_well():
    reports = received({2014: 3, 2015: 4})
    figure = requests_of(reports, findings=findings_frame([broken(2015)]))
    assert signs(figure) == [(2015, 4)]


def test_both_sides_of_what_is_carried_bear_a_sign():
    reports = [
        report(2022, Figure("requests_carried_forward", 8, method="table"), form="form2021"),
        report(2023, Figure("requests_carried_over", 9, method="table"), form="form2021"),
    ]
    found = check_reports(reports)
    for name, point in (
        ("requests_carried_forward", (2022, 8)),
        ("requests_carried_over", (2023, 9)),
    ):
        frame = series(figures_frame(reports), name)
        assert signs(charts.plot_series(frame, findings=found)) == [point]


def test_every_side_of_a_broken_sum_bears_a_sign():
    # 50 received and 4 carried over are not 50 processed and 6 carried forward
    sides = {"received": 50, "carried_over": 4, "processed": 50, "carried_forward": 6}
    figures = [Figure(f"requests_{k}", v, method="table") for k, v in sides.items()]
    reports = [report(2022, *figures, form="form2021")]
    found = check_reports(reports)
    for name, value in sides.items():
        frame = series(figures_frame(reports), f"requests_{name}")
        assert signs(charts.plot_series(frame, findings=found)) == [(2022, value)]


@pytest.mark.parametrize(("label", "signed"), [("动态", [(2012, 75.0)]), ("规划", [])])
def test_a_share_that_is_printed_wrong_signs_the_share_of_its_class(label, signed):
    classes = {"规划": (50, "plans"), "动态": (150, "work_updates")}
    figures = [Figure("disclosed_total", 200)]
    for name, (value, category) in classes.items():
        figures.append(Figure("disclosed_by_category", value, category=category, label=name))
        if name == label:
            figures.append(Figure("printed_share", 1.0, unit="%", label=name, quote="1.0%"))
    reports = [report(2012, *figures)]
    found = check_reports(reports)
    assert [f.code for f in found] == ["printed_share_mismatch"]
    shares = work_updates_share(figures_frame(reports))
    assert signs(charts.plot_work_updates_share(shares, findings=found)) == signed
    bars = charts.plot_categories(composition(figures_frame(reports)), findings=found)
    assert [t.get_text() for t in bars.axes[0].get_yticklabels()] == ["2012§"]


def test_the_share_of_the_demonstration_that_is_printed_wrong_is_signed():
    # 松烟县 2012: 37.7 % printed, 425 of 1146 is 37.1 %
    reports = load_reports(data_dir() / "demo" / "reports", places=["990103"])
    shares = work_updates_share(figures_frame(reports))
    figure = charts.plot_work_updates_share(shares, findings=check_reports(reports))
    assert 2012 in [x for x, _ in signs(figure)]


def test_entries_of_corrections_that_do_not_fit_leave_no_sign():
    stale = [
        Finding(code, "error", "m", indicator="requests_received", year=2015, place_code="990101")
        for code in ("correction_stale", "correction_refused")
    ]
    assert signs(requests_of(received({2014: 3, 2015: 4}), findings=stale)) == []


def test_a_corrected_point_bears_no_sign_of_what_was_published():
    figures = figures_frame(received({2014: 3, 2015: 4}))
    corrected = [30.0 if year == 2015 else None for year in figures["year"]]
    why = [None if c is None else "why (who)" for c in corrected]
    figures = figures.assign(
        corrected=pd.array(corrected, dtype="Float64"), correction=pd.array(why, dtype="string")
    )
    found = [broken(2014), broken(2015)]
    for values, signed in (("published", [(2014, 3), (2015, 4)]), ("corrected", [(2014, 3)])):
        frame = series(figures, "requests_received", values=values)
        assert signs(charts.plot_series(frame, findings=found)) == signed


def test_bars_bear_the_sign_beside_their_number_or_name(real):
    # 平潭 2020: the outcome rows make 27, table 3 prints 21; 2024 closes with 218
    found = check_reports(load_reports(places=["350128"]))
    figure = charts.plot_outcomes(real["outcomes"], findings=found)
    assert [w for w in words(figure) if "§" in w and w[0].isdigit()] == ["27*§"]
    assert any("不等于办理结果总计 21" in w for w in words(figure))
    assert_readable(figure)
    alone = composition(figures_frame(load_reports(places=["350128"])))
    named = [
        t.get_text()
        for t in charts.plot_categories(alone, findings=found).axes[0].get_yticklabels()
    ]
    # 2020: the categories make 2603, one more than the total of 2602
    assert "2020§" in named and "2015" in named


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("chart", PLOTS)
def test_every_chart_of_real_places_with_its_findings_is_readable(
    real, real_findings, chart, language
):
    assert_readable(PLOTS[chart](real[chart], language=language, findings=real_findings))


@pytest.mark.parametrize(
    ("chart", "language"), [pytest.param(c, x, marks=pytest.mark.slow) for c, x in SOON.items()]
)
def test_every_chart_of_the_demonstration_with_its_findings_is_readable(demo, chart, language):
    found = check_reports(load_reports(data_dir() / "demo" / "reports"))
    assert_readable(PLOTS[chart](demo[chart], language=language, findings=found))


# --- style ----------------------------------------------------------------------------------------


def test_importing_and_drawing_leave_the_settings_alone():
    before = dict(matplotlib.rcParams)
    requests_of(received({2014: 3, 2015: 4}))
    assert dict(matplotlib.rcParams) == before


def test_svg_has_real_text_and_equal_bytes():
    frame = series(figures_frame(received({2014: 3, 2015: 4})), "requests_received")
    one, two = (charts.svg(charts.plot_requests(frame)) for _ in range(2))
    assert one == two
    found = [e.text for e in ET.fromstring(one).iter("{http://www.w3.org/2000/svg}text")]
    assert "甲县" in found
    assert "Noto Sans SC" in one
    assert "SimHei" not in one


def test_a_character_that_the_font_lacks_stops_the_chart(tmp_path):
    assert missing_characters("县\U000e0041") == "\U000e0041"
    figure = requests_of(received({2014: 3}, place="甲\U000e0041县"))
    assert charts.check_glyphs(figure) == "\U000e0041"
    with pytest.raises(SourceError, match="glyph"):
        charts.save(figure, tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == []


def test_save_writes_whole_files_or_nothing(tmp_path):
    figure = requests_of(received({2014: 3}))
    assert charts.save(figure, tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"
    with pytest.raises(SourceError, match="suffix"):
        charts.save(figure, tmp_path / "a.bmp")
    with pytest.raises(SourceError, match="cannot write"):
        charts.save(figure, tmp_path / "none" / "a.png")
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.filterwarnings("error:Glyph")
def test_drawing_on_given_axes(real):
    from matplotlib.figure import Figure as Canvas

    for chart in ("requests", "coverage", "categories", "outcomes", "work_updates_share"):
        figure = Canvas()
        ax = figure.subplots()
        assert PLOTS[chart](real[chart], ax=ax, source="来源：测试") is figure
        assert figure.axes == [ax]
        assert "来源：测试" in words(figure)


def test_alt_text_gives_the_range():
    frame = series(figures_frame(received({2014: 3, 2015: 40})), "requests_received")
    text = charts.alt_text(frame, "requests", "en")
    assert "From 3 cases (甲县 2014) to 40 cases (甲县 2015)" in text
    assert "synthetic" in text
    assert "没有数字" in charts.alt_text(frame.assign(value=pd.NA), "requests", "zh")


def test_what_a_count_of_documents_is_called():
    from toolkit.charts.words import unit_label

    names = ("normative_documents_issued", "licences_decisions", "rules_issued", "refusals")
    assert [unit_label("件", "en", n) for n in names] == [
        "documents",
        "decisions",
        "rules",
        "cases",
    ]
    assert {unit_label("件", "zh", n) for n in names} == {"件"}
