"""Intervals and what is built on them: ranks, pairs in words, funnel limits; against other implementations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, poisson
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

import toolkit
from toolkit.datadir import data_dir
from toolkit.errors import ParameterError
from toolkit.figure import Figure
from toolkit.metrics import compare, funnel_limits, garwood, growth, metric, ranks, wilson
from toolkit.metrics.funnel import limits
from toolkit.panel import series
from toolkit.report import Report, figures_frame


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(max_examples=200, deadline=None)
def test_wilson_is_that_of_scipy_and_statsmodels(case):
    k, n = case
    low, high = wilson(k, n)
    other = binomtest(k, n).proportion_ci(method="wilson")
    assert (low, high) == (pytest.approx(other.low, abs=1e-9), pytest.approx(other.high, abs=1e-9))
    assert (low, high) == pytest.approx(proportion_confint(k, n, method="wilson"), abs=1e-9)
    assert 0 <= low <= k / n <= high <= 1


@given(st.integers(0, 20_000), st.integers(1, 5_000_000))
@settings(max_examples=200, deadline=None)
def test_garwood_is_that_of_statsmodels(k, exposure):
    low, high = garwood(k, exposure)
    assert (low, high) == pytest.approx(confint_poisson(k, exposure, method="exact-c"), rel=1e-9)
    # Its definition: as many or more, as many or fewer, each with a chance of 2.5 %.
    if k:
        assert poisson.sf(k - 1, low * exposure) == pytest.approx(0.025)
    assert poisson.cdf(k, high * exposure) == pytest.approx(0.025)


def test_intervals_take_whole_columns_and_leave_out_what_is_none():
    low, high = wilson([0, 3, 5, 1, np.nan, -1], [10, 10, 5, 0, 4, 3])
    assert list(np.isnan(low)) == list(np.isnan(high)) == [False, False, False, True, True, True]
    assert (low[0], high[2]) == (0, 1)
    low, high = garwood([0, 2, 2, -1], [4, 4, 0, 4])
    assert list(np.isnan(low)) == list(np.isnan(high)) == [False, False, True, True]
    assert low[0] == 0
    # Too many of the kind: no interval of a share.
    assert np.isnan(wilson(11, 10)).all()


# --- ranks and pairs --------------------------------------------------------------------------------


def county(i, granted, processed, year=2023, **more):
    code = f"9901{i:02}"
    figures = [
        Figure("granted_full", granted, method="structured"),
        Figure("requests_processed", processed, method="structured"),
        Figure("answers_granted", granted, method="structured"),
        Figure("answers_already_public", 0, method="structured"),
        Figure("answers_total", processed, method="structured"),
    ]
    given = {"place": f"县{i}", "form": "form2021"} | more
    return Report(
        source="x", sha256=str(i), place_code=code, level="county", year=year, synthetic=True,
        publisher=f"县{i}人民政府", figures=tuple(f for f in figures if f.value is not None), **given,
    )  # fmt: skip


def granted(*reports):
    frame = metric(figures_frame(list(reports)), "outcome_shares", basis="processed")
    return frame[frame["part"] == "granted"].reset_index(drop=True)


def test_a_rank_stands_only_where_no_interval_overlaps():
    # Wilson, 95 %: 90/100 is 0.826 - 0.945, 50/100 is 0.404 - 0.596, 11/20 is 0.342 - 0.742,
    # 5/100 is 0.022 - 0.112. The middle two overlap each other and nobody else.
    frame = granted(county(1, 50, 100), county(2, 5, 100), county(3, 90, 100), county(4, 11, 20))
    found = ranks(frame, 2023)
    assert list(found["place"]) == ["县3", "县4", "县1", "县2"]
    assert [None if pd.isna(r) else r for r in found["rank"]] == [1, None, None, 4]
    assert list(found["rank_from"]) == [1, 2, 2, 4]
    assert list(found["rank_to"]) == [1, 3, 3, 4]
    assert list(found["tied"]) == [False, True, True, False]
    assert set(found["n_ranked"]) == {4}
    assert str(found["rank"].dtype) == "Int64"


def test_places_without_a_value_or_on_another_side_of_a_break_are_not_ranked_among_the_others():
    frame = granted(
        county(1, 90, 100), county(2, None, 100), county(3, 5, 100), county(4, 50, 100, form="stat2014")
    )  # fmt: skip
    found = ranks(frame, 2023).set_index("place")
    assert pd.isna(found.loc["县2", "rank_from"])
    assert found.loc["县2", "missing"] == "not_stated"
    assert (found.loc["县1", "rank"], found.loc["县3", "rank"]) == (1, 2)
    assert (found.loc["县1", "n_ranked"], found.loc["县4", "n_ranked"]) == (2, 1)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(60, 90)), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_ranks_agree_with_pairs(cases):
    frame = granted(*(county(i, k, n) for i, (k, n) in enumerate(cases)))
    found = ranks(frame, 2023).set_index("place_code")
    for code, row in found.iterrows():
        others = [
            compare(frame, code, c, 2023)["outcome"].iloc[0] for c in found.index if c != code
        ]
        assert row["rank_from"] == 1 + others.count("lower")
        assert row["rank_to"] == len(cases) - others.count("higher")
        assert bool(row["tied"]) == ("not_shown" in others)


def test_no_difference_is_said_in_words_with_n():
    frame = granted(county(1, 50, 100), county(4, 11, 20), county(2, 5, 100), county(3, None, 7))
    pair = compare(frame, "县1", "990104", 2023).iloc[0]
    assert pair["outcome"] == "not_shown"
    assert "no difference shown between 县1 (50.0%, n = 100) and 县4 (55.0%, n = 20)" in pair["en"]
    assert "县1（50.0%，n=100）与县4（55.0%，n=20）未显示差异" in pair["zh"]
    pair = compare(frame, "县1", "县2", 2023).iloc[0]
    assert pair["outcome"] == "higher"
    assert "县1 (50.0%, n = 100) is higher than 县2 (5.0%, n = 100)" in pair["en"]
    assert "高于县2" in pair["zh"]
    pair = compare(frame, "县3", "县2", 2023).iloc[0]
    assert pair["outcome"] == "no_value"
    assert "县3没有数值（所录部分未说明）" in pair["zh"]
    assert "县3 has no value (not stated" in pair["en"]


def test_pairs_that_cannot_be_compared():
    frame = granted(
        county(1, 5, 10), county(2, 5, 10, form="stat2014"), county(3, 1, 2, year=2022),
        county(5, 1, 2, place="县1"),
    )  # fmt: skip
    assert compare(frame, "990101", "990102", 2023)["outcome"].tolist() == ["other_side"]
    told = compare(frame, "990101", "990103", 2023).iloc[0]
    assert (told["outcome"], told["n_one"]) == ("no_value", 10)
    assert "no report" in told["en"]
    assert told["one"] == "县1 (990101)"  # another place bears the name
    with pytest.raises(
        ParameterError, match="县1 is ambiguous: give one of the codes 990101, 990105"
    ):
        compare(frame, "县1", "990102", 2023)
    with pytest.raises(ParameterError, match="乙县 is not in the frame"):
        compare(frame, "乙县", "990102", 2023)
    with pytest.raises(ParameterError, match="no row of 2011 in the frame: it holds 2022, 2023"):
        ranks(frame, 2011)
    with pytest.raises(ParameterError, match="the frame has no intervals"):
        ranks(series(figures_frame([county(1, 1, 2)]), "granted_full"), 2023)


def test_what_has_no_interval_is_not_compared():
    figures = figures_frame([
        Report(source="x", sha256="0", place=f"县{i}", place_code=f"99010{i}", level="county", year=y,
               form="form2021", synthetic=True, publisher="x",
               figures=(Figure("requests_received", n, method="structured"),))
        for i, y, n in ((1, 2022, 10), (1, 2023, 12), (2, 2022, 10), (2, 2023, 15))
    ])  # fmt: skip
    frame = growth(figures, "requests_received")
    pair = compare(frame, "县1", "县2", 2023).iloc[0]
    assert pair["outcome"] == "no_interval"
    assert "(0.2)" in pair["en"]
    assert ranks(frame, 2023)["rank_from"].isna().all()
    with pytest.raises(ParameterError, match="growth has no interval"):
        funnel_limits(frame, 2023)


# --- funnels ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "tail"), [("95", 0.025), ("998", 0.001)])
@pytest.mark.parametrize(
    ("kind", "pooled", "size", "chance"),
    [
        ("wilson", 0.3, 7, binom(7, 0.3)), ("wilson", 0.3, 100, binom(100, 0.3)),
        ("wilson", 0.02, 60, binom(60, 0.02)), ("poisson", 1e-4, 200_000, poisson(20)),
        ("poisson", 3e-6, 500_000, poisson(1.5)),
    ],
)  # fmt: skip
def test_outside_are_the_counts_that_chance_alone_makes_too_seldom(
    kind, pooled, size, chance, ending, tail
):
    edges = limits(kind, pooled, np.array([float(size)]))
    low, high = (edges[f"{side}_{ending}"][0] for side in ("lower", "upper"))
    for count in range(min(size, 60) + 1):
        few, many = chance.cdf(count) < tail, chance.sf(count - 1) < tail
        assert (count / size < low - 1e-15) == few
        assert (count / size > high + 1e-15) == many


def test_limits_of_many_are_close_to_those_of_the_normal_distribution():
    edges = limits("wilson", 0.3, np.array([10_000.0]))
    for ending, z in (("95", 1.959964), ("998", 3.090232)):
        half = z * (0.3 * 0.7 / 10_000) ** 0.5
        assert edges[f"lower_{ending}"][0] == pytest.approx(0.3 - half, abs=2e-4)
        assert edges[f"upper_{ending}"][0] == pytest.approx(0.3 + half, abs=2e-4)


def test_a_funnel_tells_who_lies_outside():
    # Pooled (45 + 46 + 52 + 6 + 28) / (100 + 100 + 100 + 60 + 100) = 177 / 460 = 0.3847826.
    # Of 100, 38.5 are expected with a deviation of 4.87: 45 lies 1.3 above, 46 lies 1.5 above,
    # 52 lies 2.8 above, 28 lies 2.2 below. Of 60, 23.1 with 3.77: 6 lies 4.5 below.
    frame = granted(
        county(1, 45, 100), county(2, 46, 100), county(3, 52, 100), county(4, 6, 60),
        county(5, 28, 100), county(6, None, 70),
    )  # fmt: skip
    found = funnel_limits(frame, 2023)
    assert found.places["pooled"].iloc[0] == pytest.approx(0.3847826, abs=1e-7)
    outside = {r["place"]: r["outside"] for _, r in found.places.iterrows()}
    assert pd.isna(outside.pop("县6"))
    assert outside == {"县1": "no", "县2": "no", "县3": "95", "县4": "998", "县5": "95"}
    grid = found.limits
    assert set(grid["n_places"]) == {5}
    assert grid["denominator"].is_monotonic_increasing
    assert grid["denominator"].max() > 100
    assert grid[["lower_998", "lower_95", "upper_95", "upper_998"]].notna().all(axis=None)
    assert (grid["lower_998"] <= grid["lower_95"]).all()
    assert grid["upper_998"].le(1).all()
    # What the flag says is what the drawn limits show.
    for _, row in found.places.dropna(subset=["value"]).iterrows():
        inside = row["lower_95"] <= row["value"] <= row["upper_95"]
        assert inside == (row["outside"] == "no")


def test_a_funnel_of_the_demonstration_data_is_in_its_own_unit():
    figures = figures_frame(toolkit.load_reports(data_dir() / "demo" / "reports", years=[2023]))
    found = funnel_limits(metric(figures, "requests_per_100k"), 2023)
    # The rates of twelve counties lie between 10 and 50 in 100,000, and so do their limits.
    assert found.limits["pooled"].between(20, 35).all()
    assert found.limits["upper_95"].max() < 100
    assert len(found.places) == 12
    assert bool(found.places["synthetic"].all())


def test_two_places_make_no_funnel():
    found = funnel_limits(granted(county(1, 5, 10), county(2, 6, 10)), 2023)
    assert found.limits.empty
    assert found.places["outside"].isna().all()
    assert len(found.places) == 2
