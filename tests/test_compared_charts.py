"""Charts that compare places: what is drawn for which data, by hand; nothing covers anything else."""

from __future__ import annotations

import itertools
import math
import zlib

import pandas as pd
import pytest
from matplotlib.patches import Rectangle, StepPatch
from test_charts import assert_readable, lines, visible_texts, words

from toolkit import charts
from toolkit.charts.labels import spread
from toolkit.charts.measure import measure_of
from toolkit.datadir import data_dir
from toolkit.errors import ParameterError
from toolkit.figure import Figure, Finding
from toolkit.metrics import METRICS, metric, peer_band, peer_group
from toolkit.metrics.ratio import COLUMNS
from toolkit.panel import series
from toolkit.panel.frames import typed
from toolkit.report import Report, figures_frame
from toolkit.structured import load_reports

NAMES = dict(zip("abcdefgh", "甲乙丙丁戊己庚辛", strict=True))


def row(place, year, value=None, **more):
    """One row of a metric frame: the share carried forward, unless said otherwise."""
    name = f"{NAMES[place]}县" if place in NAMES else place
    code = (
        f"9901{ord(place[0]) % 100:02d}"
        if place in NAMES
        else f"99{zlib.crc32(place.encode()) % 10**4:04d}"
    )
    plain = {
        "place_code": code, "place": name, "line": "main", "line_label": name, "year": year,
        "level": "county", "form": "form2021", "synthetic": True, "metric": "carry_forward_rate",
        "basis": "received", "value": value, "used": "published", "per": 1, "approximate": False,
        "conflict": False, "group": "since_2019", "form_assumed": False, "break_before": "none",
        "missing": None if value is not None else "not_stated", "indicators": "x",
    }  # fmt: skip
    return plain | more


def frame(*rows):
    return typed(rows, COLUMNS)


def counted(place, year, numerator, denominator, **more):
    """One row with its counts; the interval is only there, its ends do not matter."""
    value = numerator / denominator
    known = {
        "numerator": numerator, "denominator": denominator, "n": denominator, "interval": "wilson",
        "lower": max(0.0, value - 0.1), "upper": min(1.0, value + 0.1),
    }  # fmt: skip
    return row(place, year, value, **known | more)


def artists(figure, kind, gid):
    return [a for a in figure.findobj(kind) if a.get_gid() == gid]


def texts(figure, gid):
    return [t.get_text() for t in visible_texts(figure) if t.get_gid() == gid]


def noted(figure, text):
    return [w for w in words(figure) if text in w]


# --- peers ----------------------------------------------------------------------------------------


def band(place, year, spread=None, n_data=4, **more):
    ends = dict(zip(("least", "lower_quartile", "median", "upper_quartile", "most"),
                    spread or [None] * 5, strict=True))  # fmt: skip
    head = {k: row(place, year)[k] for k in ("place_code", "place", "metric", "basis")}
    return head | {"year": year, "n_group": 5, "n_data": n_data, "group_zh": "同组四县",
                   "group_en": "four counties"} | ends | more  # fmt: skip


def bands(*rows):
    made = pd.DataFrame(rows).assign(part=pd.NA)
    numbers = ["least", "lower_quartile", "median", "upper_quartile", "most"]
    return made.astype(dict.fromkeys(numbers, "Float64") | {"year": "Int64", "part": "string"})


def steps(figure, gid):
    """Lower and upper edge of the steps of each year; None where there is none."""
    (patch,) = artists(figure, StepPatch, gid)
    values, edges, baseline = patch.get_data()
    years = [int(e + 0.5) for e in edges[:-1]]
    base = values if baseline is None else baseline
    return {
        y: None if math.isnan(v) else (round(float(b), 6), round(float(v), 6))
        for y, b, v in zip(years, base, values, strict=True)
    }


def test_a_band_is_a_step_a_year_and_a_gap_where_fewer_than_three_peers_have_data():
    own = frame(row("a", 2020, 0.20), row("a", 2021, 0.30), row("a", 2022, 0.25))
    around = bands(
        band("a", 2020, (0.1, 0.15, 0.2, 0.3, 0.4)),
        band("a", 2021, n_data=2),
        band("a", 2022, (0.0, 0.1, 0.25, 0.35, 0.5), n_data=5),
    )
    figure = charts.plot_peers(own, around)
    # shares are printed in per cent
    assert steps(figure, "band") == {2020: (15, 30), 2021: None, 2022: (10, 35)}
    assert steps(figure, "range") == {2020: (10, 40), 2021: None, 2022: (0, 50)}
    assert steps(figure, "median") == {2020: (20, 20), 2021: None, 2022: (25, 25)}
    (line,) = lines(figure, "line")
    assert [round(y, 6) for y in line.get_ydata()] == [20, 30, 25]
    assert texts(figure, "peers") == ["同组有数据：2–5 / 5"]
    assert noted(figure, "不足3个，不画带：甲县 2021")
    assert "同组：同组四县" in words(figure)
    assert_readable(figure)


def test_the_breaks_of_the_frame_stay():
    cut = {
        "break_before": "break",
        "break_cause": "form",
        "note_zh": "口径改变",
        "note_en": "counted anew",
    }
    own = frame(row("a", 2018, 0.2), row("a", 2019, 0.3, **cut), row("a", 2020, 0.4))
    figure = charts.plot_peers(own, bands(band("a", 2019, (0, 0, 0, 0, 0))), language="en")
    (line,) = lines(figure, "line")
    assert [math.isnan(y) for y in line.get_ydata()] == [False, True, False, False]
    assert noted(figure, "2019: not comparable across (line is cut): counted anew")


def test_each_place_has_a_panel_and_each_metric_its_own_scale():
    own = frame(row("a", 2020, 0.2), row("b", 2020, 0.4), row("c", 2020, 0.9))
    around = bands(band("a", 2020), band("b", 2020))
    figure = charts.plot_peers(own, around)
    # the third place has no band and is a peer only
    assert texts(figure, "panel") == ["甲县", "乙县"]
    assert figure.axes[0].get_ylim() == figure.axes[1].get_ylim()
    both = frame(
        row("a", 2020, 0.2), row("a", 2020, 40.0, metric="requests_per_100k", basis="census2020")
    )
    around = bands(band("a", 2020), band("a", 2020, metric="requests_per_100k", basis="census2020"))
    figure = charts.plot_peers(both, around, language="en")
    assert texts(figure, "panel") == [
        "Share carried forward",
        "Requests per 100,000 residents (2020 census)",
    ]
    assert [ax.get_ylabel() for ax in figure.axes] == ["%", "per 100,000"]
    assert figure.axes[0].get_ylim()[1] < 30 < 40 < figure.axes[1].get_ylim()[1]
    assert noted(figure, "No year has 3 peers with data")


def test_a_place_without_a_figure_is_named_and_more_than_twelve_are_counted():
    many = [f"{n}县" for n in "一二三四五六七八九十百千万"]
    own = frame(*(row(p, 2020, 0.1) for p in many), row("a", 2020))
    around = bands(*(band(p, 2020) for p in many), band("a", 2020))
    figure = charts.plot_peers(own, around, language="en")
    assert len(figure.axes) == 12
    assert noted(figure, "Panels that are not drawn: 1.")
    assert noted(figure, "No figures: 甲县")
    assert_readable(figure)


def test_what_falls_below_zero_is_on_the_panel():
    growth = {"metric": "growth", "basis": "year_before"}
    own = frame(row("a", 2020, -0.5, **growth), row("a", 2021, 0.25, **growth))
    figure = charts.plot_peers(own, bands(band("a", 2020, (-0.8, -0.4, 0, 0.1, 0.2), **growth)))
    low, high = figure.axes[0].get_ylim()
    assert low < -80 and high > 25
    assert steps(figure, "range") == {2020: (-80, 20), 2021: None}


def test_panels_that_lack_the_same_years_are_told_once():
    own = frame(*(row(p, y, 0.2) for p in "ab" for y in (2020, 2021)))
    full = (0.1, 0.1, 0.2, 0.3, 0.4)
    around = bands(*(b for p in "ab" for b in (band(p, 2020), band(p, 2021, full))))
    figure = charts.plot_peers(own, around, language="en")
    assert noted(figure, "Fewer than 3 peers with data, no band: 2020.")


def test_peers_whose_forms_do_not_compare_are_told():
    own = frame(row("a", 2020, 0.2))
    figure = charts.plot_peers(own, bands(band("a", 2020, n_other_form=2)), language="en")
    assert noted(figure, "compare with the place's are left out: 甲县 2020")


# --- funnel ---------------------------------------------------------------------------------------
# Four places of 100 cases: 5, 48, 52 and 95, together 200 of 400, 50 %. The standard deviation of a
# share of 100 cases is 5 %, so that the 95 % limits lie near 40 and 60, the others near 35 and 65.

FOUR = {"a": 5, "b": 48, "c": 52, "d": 95}


def four(**more):
    return frame(*(counted(p, 2022, k, 100, **more) for p, k in FOUR.items()))


def test_a_funnel_has_points_by_cases_and_names_only_what_lies_outside():
    figure = charts.plot_funnel(four(), 2022)
    points = {(float(p.get_xdata()[0]), round(float(p.get_ydata()[0]), 6), p.get_label())
              for p in lines(figure, "exact")}  # fmt: skip
    assert points == {(100, 5, "beyond998"), (100, 48, "inside"), (100, 52, "inside"),
                      (100, 95, "beyond998")}  # fmt: skip
    (pooled,) = lines(figure, "pooled")
    assert [round(float(y), 6) for y in pooled.get_ydata()] == [50, 50]
    assert sorted(texts(figure, "label")) == ["丁县", "甲县"]
    assert noted(figure, "不显示差别，不排名次")
    assert "4个地区中4个有数据；合计为50.0 %" in words(figure)
    assert_readable(figure)


def test_the_limits_of_a_funnel_are_two_pairs_around_the_pooled_value():
    figure = charts.plot_funnel(four(), 2022)
    for gid, low, high in (("limit95", 40, 60), ("limit998", 35, 65)):
        here = [dict(zip(a.get_xdata(), a.get_ydata(), strict=True)) for a in lines(figure, gid)]
        near = sorted(at[min(at, key=lambda x: abs(x - 100))] for at in here)
        assert near == pytest.approx([low, high], abs=1.5)


@pytest.mark.parametrize("asked", ["乙县", "9901" + f"{ord('b') % 100:02d}"])
def test_places_asked_for_are_named_inside_the_limits_too(asked):
    figure = charts.plot_funnel(four(), 2022, named=[asked])
    assert sorted(texts(figure, "label")) == ["丁县", "乙县", "甲县"]


def test_places_without_a_point_are_told_with_the_reason():
    more = [
        row("e", 2022, missing="blank"),
        row("f", 2021, 0.3),
        counted("g", 2022, 1, 9, approximate=True),
    ]
    figure = charts.plot_funnel(pd.concat([four(), frame(*more)]), 2022, language="en")
    assert noted(figure, "No figures (left blank): 戊县")
    assert noted(figure, "No figures (no report): 己县")
    assert len(lines(figure, "approximate")) == 1
    assert noted(figure, "Hollow points")


def test_forms_that_do_not_compare_make_no_common_funnel():
    of = {"metric": "outcome_shares", "basis": "processed", "part": "denied"}
    other = frame(*(counted(p, 2022, 10, 20, group="before_2019", **of) for p in "ef"))
    figure = charts.plot_funnel(pd.concat([four(**of), other]), 2022)
    assert len(lines(figure, "exact")) == 4
    assert noted(figure, "表式不可比、未画：戊县、己县")


def test_two_places_make_no_funnel_and_counts_none_at_all():
    assert charts.plot_funnel(four().head(2), 2022) is None
    assert charts.plot_funnel(four(), 1999) is None
    counts = series(figures_frame(received("a", {2022: 5})), "requests_received")
    with pytest.raises(ParameterError, match="no number of cases"):
        charts.plot_funnel(counts, 2022)


def test_many_outside_are_said_not_to_share_one_level():
    assert noted(charts.plot_funnel(four(), 2022, language="en"), "More than a quarter")


# --- slope ----------------------------------------------------------------------------------------


def received(place, values, form="form2021"):
    code, name = row(place, 2020)["place_code"], row(place, 2020)["place"]
    return [
        Report(
            source="x", sha256="0", place=name, place_code=code, level="county", year=y, form=form,
            publisher=f"{name}人民政府", figures=(Figure("requests_received", v, "件"),), synthetic=True,
        )
        for y, v in values.items()
    ]  # fmt: skip


def slope_ends(figure, gid):
    return sorted([round(float(y), 6) for y in a.get_ydata()] for a in lines(figure, gid))


def test_a_slope_joins_two_years_and_names_both_ends():
    reports = received("a", {2021: 3, 2024: 9}) + received("b", {2021: 8, 2022: 1, 2024: 2})
    reports += received("c", {2021: 5})
    figure = charts.plot_slope(series(figures_frame(reports), "requests_received"), (2024, 2021))
    assert slope_ends(figure, "line") == [[3, 9], [8, 2]]
    assert sorted(texts(figure, "label")) == ["2  乙县", "9  甲县", "乙县  8", "甲县  3"]
    assert noted(figure, "只有其中一年的数字，未画：丙县 2021")
    assert {"上升", "下降"} <= set(words(figure))
    assert_readable(figure)


def test_across_a_break_there_are_points_and_no_line():
    cut = {
        "break_before": "break",
        "break_cause": "form",
        "note_zh": "改",
        "note_en": "counted anew",
    }
    rows = frame(row("a", 2018, 0.2), row("a", 2019, 0.3, **cut), row("a", 2020, 0.4),
                 row("b", 2018, 0.5), row("b", 2020, 0.6))  # fmt: skip
    figure = charts.plot_slope(rows, (2018, 2020), language="en")
    assert slope_ends(figure, "line") == [[50, 60]]
    assert len(lines(figure, "exact")) == 4
    assert noted(figure, "points without a line: 甲县")
    assert noted(figure, "2019: not comparable across: counted anew")
    # a break before the first year is none between the two
    figure = charts.plot_slope(rows, (2019, 2020))
    assert slope_ends(figure, "line") == [[30, 40]]


def test_intervals_say_nothing_across_a_break():
    cut = {"break_before": "break", "break_cause": "form", "note_zh": "改", "note_en": "x"}
    rows = frame(counted("a", 2018, 20, 100), counted("a", 2019, 25, 100, **cut))
    figure = charts.plot_slope(rows, (2018, 2019), language="en")
    assert len(lines(figure, "interval")) == 2
    assert not noted(figure, "no difference")


def test_a_similar_join_is_dotted():
    near = {"break_before": "similar", "break_cause": "form", "note_zh": "改", "note_en": "x"}
    figure = charts.plot_slope(
        frame(row("a", 2018, 0.2), row("a", 2019, 0.3, **near)), (2018, 2019)
    )
    assert slope_ends(figure, "similar") == [[20, 30]]
    assert lines(figure, "line") == []
    assert noted(figure, "不尽可比")


def test_intervals_are_bars_and_where_they_overlap_no_difference_is_shown():
    # 20 of 100 and 25 of 100 lie within 10 per cent of each other, 20 and 80 do not
    rows = frame(counted("a", 2020, 20, 100), counted("a", 2021, 25, 100),
                 counted("b", 2020, 20, 100), counted("b", 2021, 80, 100))  # fmt: skip
    figure = charts.plot_slope(rows, (2020, 2021), language="en")
    assert slope_ends(figure, "interval") == [[10, 30], [10, 30], [15, 35], [70, 90]]
    colours = {
        tuple(round(float(y)) for y in a.get_ydata()): a.get_color() for a in lines(figure, "line")
    }
    assert colours[20, 25] != colours[20, 80]
    assert {"no difference shown", "rise", "95 % interval"} <= set(words(figure))
    assert noted(figure, "no difference is shown")


def test_bounds_of_the_share_of_updates_are_no_interval():
    rows = frame(
        row("a", 2020, 0.2, lower=0.1, upper=0.9), row("a", 2021, 0.3, lower=0.1, upper=0.9)
    )
    figure = charts.plot_slope(rows, (2020, 2021))
    assert lines(figure, "interval") == []
    assert "上升" in words(figure)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_thirty_long_names_do_not_cover_each_other(language):
    rows = []
    for i in range(30):
        name = f"巴音郭楞蒙古自治州第{i}县" if i % 3 else f"{i}县"
        rows += [counted(name, y, 40 + i // 3, 100) for y in (2020, 2021)]
    figure = charts.plot_slope(frame(*rows), (2020, 2021), language=language)
    assert len(texts(figure, "label")) == 60
    assert_readable(figure)


def test_labels_spread_in_order_within_their_room():
    wanted = [5.0, 5.0, 5.0, 50.0, 0.0]
    stood = spread(wanted, 4.0, 0.0, 60.0)
    assert stood[3] == 50
    ordered = sorted(stood)
    assert all(b - a >= 4 - 1e-9 for a, b in itertools.pairwise(ordered))
    assert stood[4] == ordered[0] >= 0
    # the three that want 5 stand around it as far as the one below lets them
    assert spread([5.0, 5.0, 5.0], 4.0, 0.0, 60.0) == [1, 5, 9]
    assert spread([59.0, 60.0], 4.0, 0.0, 60.0) == [56, 60]


@pytest.mark.parametrize("years", [(2020,), (2020, 2020), (2019, 2020, 2021)])
def test_a_slope_is_of_two_years(years):
    with pytest.raises(ParameterError, match="two different"):
        charts.plot_slope(four(), years)


# --- heat map -------------------------------------------------------------------------------------


def tiles(figure):
    (mesh,) = [a for a in figure.axes[0].collections if a.get_gid() == "tiles"]
    return mesh.get_array()


def test_zero_is_a_colour_and_every_kind_of_missing_has_its_sign():
    rows = frame(
        row("a", 2020, 0.0), row("a", 2021, 0.5), row("a", 2022, missing="blank"),
        row("b", 2020, 1.0), row("b", 2022, missing="abstained: two_candidates"),
        row("c", 2020, 0.25), row("c", 2021), row("c", 2022, missing="parts_differ"),
    )  # fmt: skip
    figure = charts.plot_heatmap(rows, language="en")
    drawn = tiles(figure)
    assert drawn.mask.tolist() == [[False, False, True], [False, True, True], [False, True, True]]
    assert drawn[~drawn.mask].tolist() == [0, 50, 100, 25]
    holes = {
        (int(p.get_x()), int(p.get_y())): p.get_gid().removeprefix("missing:")
        for p in figure.findobj(Rectangle) if str(p.get_gid()).startswith("missing:")
    }  # fmt: skip
    assert holes == {(2, 0): "blank", (1, 1): "no_report", (2, 1): "abstained", (1, 2): "not_stated",
                     (2, 2): "parts_differ"}  # fmt: skip
    assert sorted(texts(figure, "sign")) == sorted(["□", "?", "·", "△"])
    assert sorted(texts(figure, "value")) == ["0", "100.0", "25.0", "50.0"]
    legend = {"no report", "□ left blank", "· not stated", "? seen and not read",
              "△ the printed parts do not make the printed whole"}  # fmt: skip
    assert legend <= set(words(figure))
    assert_readable(figure)


def test_colours_grow_darker_with_the_value():
    figure = charts.plot_heatmap(frame(*(row("a", 2018 + i, i / 6) for i in range(7))))
    (mesh,) = [a for a in figure.axes[0].collections if a.get_gid() == "tiles"]
    # what grey print makes of red, green and blue
    grey = [
        0.299 * r + 0.587 * g + 0.114 * b
        for r, g, b, _ in mesh.cmap(mesh.norm(mesh.get_array()))[0]
    ]
    assert grey == sorted(grey, reverse=True)
    assert 0.85 < grey[0] < 0.98, "zero is light and not the white of the page"


def test_breaks_are_lines_on_the_left_of_their_year_only():
    cut = {"break_before": "break", "note_zh": "口径改变", "note_en": "counted anew"}
    near = {"break_before": "similar", "note_zh": "略异", "note_en": "a little otherwise"}
    rows = frame(row("a", 2019, 0.2), row("a", 2020, 0.3, **cut), row("b", 2019, 0.1),
                 row("b", 2020, 0.2), row("b", 2021, 0.3, **near))  # fmt: skip
    figure = charts.plot_heatmap(rows)
    (line,) = lines(figure, "break")
    assert list(line.get_xdata()) == [1, 1]
    assert [int(y) for y in line.get_ydata()] == [0, 0]
    (dashed,) = lines(figure, "similar")
    assert list(dashed.get_xdata()) == [2, 2]
    assert [int(y) for y in dashed.get_ydata()] == [1, 1]
    assert noted(figure, "2020年前后不可比（格左粗线）：口径改变")
    assert noted(figure, "2021年前后不尽可比（格左虚线）：略异")


def test_a_place_without_any_value_is_named_below_and_approximate_ones_are_marked():
    figure = charts.plot_heatmap(frame(row("a", 2020, 0.2, approximate=True), row("b", 2020)))
    assert texts(figure, "value") == ["≈20.0"]
    assert noted(figure, "无数字：乙县")
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == ["甲县"]


def test_a_signed_tile_bears_the_sign_beside_its_number():
    reports = received("a", {2021: 3, 2022: 4})
    code = row("a", 2020)["place_code"]
    found = [Finding("identity_broken", "error", "does not add up", indicator="requests_received",
                     year=2022, place_code=code)]  # fmt: skip
    counts = series(figures_frame(reports), "requests_received")
    figure = charts.plot_heatmap(counts, findings=found)
    assert sorted(texts(figure, "value")) == ["3", "4§"]
    assert noted(figure, "§ 甲县 2022")


# --- parts ----------------------------------------------------------------------------------------


def outcome(place, year, total=100, **parts):
    whole = {"metric": "outcome_shares", "basis": "processed"}
    return [
        row(place, year, missing=v, part=k, **whole) if isinstance(v, str)
        else counted(place, year, v, total, part=k, **whole)
        for k, v in parts.items()
    ]  # fmt: skip


def widths(figure):
    return {
        (round(p.get_y() + p.get_height() / 2), p.get_gid()): round(p.get_width(), 6)
        for p in figure.axes[0].patches
    }


def test_parts_that_leave_a_rest_are_not_stretched():
    rows = frame(*outcome("a", 2020, granted=50, denied=20, unable="blank"),
                 *outcome("a", 2021, granted=60, denied=40))  # fmt: skip
    figure = charts.plot_parts(rows)
    assert widths(figure) == {(0, "granted"): 50, (0, "denied"): 20, (0, "(rest)"): 30,
                              (1, "granted"): 60, (1, "denied"): 40}  # fmt: skip
    assert noted(figure, "缺失（空白）：2020：无法提供")
    assert "不在所列各项之中" in words(figure)
    assert texts(figure, "n") == ["100", "100"]
    assert_readable(figure)


def test_a_sum_of_parts_is_not_counted_beside_them():
    split = outcome("a", 2020, granted=50, granted_partial=20, granted_any=70, denied=30)
    whole = outcome("a", 2021, granted="not_stated", granted_partial="not_stated", granted_any=70,
                    denied=30)  # fmt: skip
    figure = charts.plot_parts(frame(*split, *whole))
    assert widths(figure) == {
        (0, "granted"): 50, (0, "granted_partial"): 20, (0, "denied"): 30,
        (1, "granted_any"): 70, (1, "denied"): 30,
    }  # fmt: skip
    assert not noted(figure, "缺失")


def test_what_a_form_does_not_ask_for_is_missing_only_from_a_bar_that_is_not_whole():
    full = outcome("a", 2020, granted=60, denied=40, answered_other="not_in_form")
    short = outcome("a", 2021, granted=60, denied=30, answered_other="not_in_form")
    figure = charts.plot_parts(frame(*full, *short), language="en")
    assert noted(figure, "Missing (not asked for by the form): 2021: Other answers (before 2019).")
    assert not noted(figure, "2020:")


def test_parts_of_more_than_the_whole_are_drawn_as_they_are():
    figure = charts.plot_parts(frame(*outcome("a", 2020, granted=80, denied=40)), language="en")
    assert widths(figure) == {(0, "granted"): 80, (0, "denied"): 40}
    assert len(lines(figure, "whole")) == 1
    assert noted(figure, "exceed the stated total: 2020")


def test_of_several_places_the_last_year_of_each_or_the_one_asked_for():
    rows = frame(*outcome("a", 2020, granted=100), *outcome("a", 2021, granted=90, denied=10),
                 *outcome("b", 2020, granted=70, denied=30), *outcome("c", 2021, granted="blank"))  # fmt: skip
    figure = charts.plot_parts(rows)
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == ["甲县 2021", "乙县 2020"]
    assert noted(figure, "无数字：丙县")
    figure = charts.plot_parts(rows, 2020)
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == ["甲县 2020", "乙县 2020"]


def test_years_across_a_break_are_parted_by_a_line():
    cut = {"break_before": "break", "note_zh": "重新分类", "note_en": "classed anew"}
    old, new = outcome("a", 2018, granted=100), outcome("a", 2019, granted=60, denied=40)
    figure = charts.plot_parts(frame(*old, *(r | cut for r in new)))
    (line,) = lines(figure, "break")
    assert list(line.get_ydata()) == [0.5, 0.5]
    assert noted(figure, "2019年前后不可比（横线隔开）：重新分类")


def test_parts_that_are_no_shares_are_refused():
    with pytest.raises(ParameterError, match="no shares"):
        charts.plot_parts(frame(row("a", 2020, 3.0, metric="appeals_per_100", basis="processed",
                                    part="appeals", per=100)))  # fmt: skip
    with pytest.raises(ParameterError, match="no parts"):
        charts.plot_parts(four())


# --- all of them ----------------------------------------------------------------------------------

DRAW = {
    "funnel": lambda f, **o: charts.plot_funnel(f, 2022, **o),
    "slope": lambda f, **o: charts.plot_slope(f, (2021, 2022), **o),
    "heatmap": charts.plot_heatmap,
    "parts": charts.plot_parts,
}


@pytest.mark.parametrize("kind", DRAW)
def test_without_a_value_there_is_no_figure_but_a_sentence(kind):
    assert DRAW[kind](frame()) is None
    assert DRAW[kind](frame(row("a", 2022), row("a", 2021))) is None
    for language in ("zh", "en"):
        assert "甲县" in charts.no_data_sentence(kind, ["甲县"], [2022], language)


def test_peers_without_a_value_make_no_figure():
    assert charts.plot_peers(frame(), bands(band("a", 2020))) is None
    assert charts.plot_peers(frame(row("a", 2020)), bands(band("a", 2020))) is None


@pytest.mark.parametrize("kind", DRAW)
def test_a_frame_of_several_denominators_is_refused_in_one_line(kind):
    rows = frame(*outcome("a", 2022, granted=50), *outcome("b", 2022, granted=50))
    several = pd.concat([rows, rows.assign(basis="decided")])
    with pytest.raises(ParameterError, match="several of 'basis'") as error:
        DRAW[kind](several)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("value", "of", "expected"),
    [
        (0.0, {}, "0"),
        (0.4567, {}, "45.7"),
        (6.0, {"metric": "requests_per_100k", "basis": "census2020", "per": 100000}, "6.0"),
        (0.256, {"metric": "requests_per_100k", "basis": "census2020", "per": 100000}, "0.26"),
        (1234.5, {"metric": "requests_per_100k", "basis": "census2020", "per": 100000}, "1,234"),
        (-0.25, {"metric": "growth", "basis": "year_before"}, "−25.0"),
    ],
)
def test_values_are_printed_in_their_unit(value, of, expected):
    measure = measure_of(frame(row("a", 2020, value, **of)), "zh")
    assert measure.text(value) == expected


def test_a_count_keeps_its_digits():
    measure = measure_of(series(figures_frame(received("a", {2022: 5})), "requests_received"), "zh")
    assert (measure.text(5.0), measure.unit) == ("5", "件")


@pytest.fixture(scope="module")
def demo():
    return figures_frame(load_reports(data_dir() / "demo" / "reports"))


def of_demo(figures, name):
    made = metric(figures, name)
    first = made["basis"].dropna().iloc[0]
    return made[made["basis"] == first]


@pytest.mark.parametrize(
    ("kind", "language"), list(zip(DRAW, ("zh", "en", "zh", "en"), strict=True))
)
def test_charts_of_the_demonstration_are_readable(demo, kind, language):
    made = of_demo(demo, "outcome_shares")
    made = made if kind == "parts" else made[made["part"] == "granted_any"]
    figure = DRAW[kind](made, language=language)
    assert_readable(figure)
    assert charts.check_glyphs(figure) == ""
    said = {"zh": "合成演示数据", "en": "synthetic demonstration data"}[language]
    assert said in words(figure)
    alt = charts.alt_text(made, kind, language)
    assert 20 < len(alt) < 1200
    assert "%" in alt


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", METRICS)
def test_every_metric_of_the_demonstration_is_readable(demo, name, language):
    made = of_demo(demo, name)
    group = peer_group("990102", "province", year=2024)
    parts = list(dict.fromkeys(made["part"].dropna())) or [None]
    for part in parts[:2]:
        one = made if part is None else made[made["part"] == part]
        for kind, draw in DRAW.items():
            if kind == "parts" or (kind == "funnel" and one["interval"].isna().all()):
                continue
            figure = draw(one, language=language)
            assert figure is None or assert_readable(figure) is None
        assert_readable(charts.plot_peers(one, peer_band(one, group), language=language))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_twelve_panels_of_the_demonstration_are_readable(demo, language):
    rates = metric(demo, "requests_per_100k")
    around = pd.concat(
        [
            peer_band(rates, peer_group(c, "province", year=2024))
            for c in rates["place_code"].unique()
        ]
    )
    assert_readable(charts.plot_peers(rates, around, language=language))


def test_charts_on_axes_that_are_given(demo):
    from matplotlib.figure import Figure as Canvas

    rates = metric(demo, "requests_per_100k")
    group = peer_group("990102", "prefecture", year=2024)
    for draw in (
        *(d for k, d in DRAW.items() if k != "parts"),
        lambda f, **o: charts.plot_peers(f, peer_band(f, group), **o),
    ):
        figure = Canvas()
        ax = figure.subplots()
        assert draw(rates, ax=ax, source="来源：测试") is figure
        assert "来源：测试" in words(figure)
        assert figure.axes == [ax]
