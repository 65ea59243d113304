"""Figures tables made for benchmarks: the same each time, of the size asked for, fictional, and they add up."""

from __future__ import annotations

import pandas as pd
from made.figures import FIGURES, figures_tables, made

from toolkit.checks import identity_frame
from toolkit.report import FIGURE_COLUMNS


def test_the_same_seed_gives_the_same_tables() -> None:
    one, other = (list(figures_tables(40, seed=5, block=2)) for _ in range(2))
    assert len(one) == len(other)
    for a, b in zip(one, other, strict=True):
        pd.testing.assert_frame_equal(a, b)
    third = pd.concat(figures_tables(40, seed=6, block=2))
    assert not third["value"].equals(pd.concat(one)["value"])


def test_size_years_and_places() -> None:
    frames = list(figures_tables(40, block=2))
    whole = pd.concat(frames)
    assert tuple(whole) == FIGURE_COLUMNS
    assert whole["sha256"].nunique() == 40
    assert len(whole) == 40 * FIGURES
    assert max(len(f) for f in frames) == 2 * FIGURES
    # 17 years of three places make 51 reports: the last years have none.
    assert sorted(whole["year"].unique()) == list(range(2008, 2022))
    assert whole["place_code"].str.startswith("9900").all()
    assert whole["synthetic"].all()


def test_forms_follow_the_years() -> None:
    forms = pd.concat(figures_tables(17)).groupby("year")["form"].agg(lambda f: {*f.astype(str)})
    assert forms[2013] == {"prose"}
    assert forms[2014] == {"stat2014"}
    assert forms[2018] == {"stat2014", "website2017"}
    assert forms[2024] == {"form2021", "website2017"}


def test_figures_add_up_but_for_a_few() -> None:
    outcomes = identity_frame(made(600))["outcome"].value_counts(normalize=True)
    assert outcomes["holds"] > 0.9
    assert 0 < outcomes["broken"] < 0.01
