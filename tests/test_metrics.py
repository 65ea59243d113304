"""Metrics: values derived by hand from published reports, blanks, broken sums, and every reason for no value."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

import toolkit
from toolkit.codebook import APPLICANTS, label_of, metrics
from toolkit.corrections import load_corrections
from toolkit.datadir import data_dir
from toolkit.errors import ParameterError
from toolkit.figure import Figure
from toolkit.metrics import METRICS, growth, metric, work_updates_share
from toolkit.report import Report, figures_frame
from toolkit.values import MISSING_KINDS

DENIED = list(metrics()["refusal_grounds"]["parts"])
#: Every row of outcomes that form2021 prints, by the group that it belongs to.
GROUPS = {
    "granted": ["granted_full"],
    "granted_partial": ["granted_partial"],
    "denied": DENIED,
    "unable": ["unable_not_held", "unable_not_compiled", "unable_unclear"],
    "not_processed": [
        "not_processed_petition", "not_processed_duplicate", "not_processed_publication",
        "not_processed_excessive", "not_processed_reconfirmation",
    ],
    "closed_other": ["closed_not_supplemented", "closed_fee_unpaid", "closed_other"],
}  # fmt: skip


def fig(indicator, value, missing=None, **more):
    return Figure(indicator, value, missing=missing, **({"method": "structured"} | more))


def report(*figures, year=2023, form="form2021", code="990101", place="甲县", **more):
    given = {"level": "county", "publisher": f"{place}人民政府", "synthetic": True} | more
    return Report(
        source="x", sha256="0", place=place, place_code=code, year=year, form=form,
        figures=tuple(figures), **given,
    )  # fmt: skip


def table(first, *rest, year=2023, **values):
    """Return a report of form2021 whose outcome rows are 0 but for those named."""
    rows = {i: 0 for group in GROUPS.values() for i in group} | values
    figures = [
        fig(i, None, v) if isinstance(v, str) else fig(i, v)
        for i, v in {first[0]: first[1], **rows}.items()
    ]
    return report(*figures, *rest, year=year)


def rows(name, *reports, **more):
    return metric(figures_frame(list(reports)), name, **more)


def by(frame, *keys):
    return {tuple(r[k] for k in keys) if keys[1:] else r[keys[0]]: r for _, r in frame.iterrows()}


def published(name, code, year, **more):
    reports = toolkit.load_reports(places=[code], years=[year])
    frame = metric(figures_frame(reports), name, [code], [year], **more)
    return frame[frame["line"] == "main"]


def one(frame):
    assert len(frame) == 1
    return frame.iloc[0]


def same_as_wilson(row, count, n):
    low, high = proportion_confint(count, n, method="wilson")
    assert (row["lower"], row["upper"]) == (
        pytest.approx(low, abs=1e-12), pytest.approx(high, abs=1e-12),
    )  # fmt: skip
    other = binomtest(count, n).proportion_ci(method="wilson")
    assert (row["lower"], row["upper"]) == (pytest.approx(other.low), pytest.approx(other.high))
    assert (row["interval"], row["n"]) == ("wilson", n)


def same_as_garwood(row, count, exposure, per):
    low, high = confint_poisson(count, exposure, method="exact-c")
    assert (row["lower"], row["upper"]) == (
        pytest.approx(low * per), pytest.approx(high * per),
    )  # fmt: skip
    assert row["interval"] == "poisson"


# --- by hand from published reports ---------------------------------------------------------------
# 平潭县 2024, data/reports/35/350128-2024-ser_065.yml: table 3 has 218 new requests (217 of natural
# persons, 1 of a business), 0 carried over, 218 processed, 0 carried forward.


def test_requests_per_100k_of_pingtan():
    # 385981 residents (data/population_2020.csv): 218 / 385981 = 0.000564794, times 100000 = 56.4794…
    row = one(published("requests_per_100k", "350128", 2024))
    assert row["value"] == pytest.approx(56.4794, abs=1e-4)
    assert (row["numerator"], row["denominator"], row["n"], row["per"]) == (218, 385981, 218, 1e5)
    same_as_garwood(row, 218, 385981, 1e5)
    assert row["lower"] == pytest.approx(chi2.ppf(0.025, 436) / 2 / 385981 * 1e5)


def test_applicant_mix_of_pingtan():
    found = by(published("applicant_mix", "350128", 2024), "part")
    assert list(found) == [a for a in APPLICANTS if a != "total"]
    assert found["natural_person"]["value"] == pytest.approx(0.9954128, abs=1e-7)  # 217 / 218
    assert found["business"]["value"] == pytest.approx(0.0045872, abs=1e-7)  # 1 / 218
    assert found["ngo"]["value"] == 0  # a printed 0
    same_as_wilson(found["natural_person"], 217, 218)
    same_as_wilson(found["ngo"], 0, 218)


def test_outcome_shares_of_pingtan_by_three_denominators():
    # granted 71, in part 29, denied 4 + 3 + 32 = 39, unable 75, not processed 1, otherwise 1 + 2 = 3:
    # 71 + 29 + 39 + 75 + 1 + 3 = 218; decided 71 + 29 + 39 + 75 = 214; on hand 218 + 0.
    found = by(published("outcome_shares", "350128", 2024), "basis", "part")
    counts = {
        "granted": 71, "granted_partial": 29, "granted_any": 100, "denied": 39, "unable": 75,
        "not_processed": 1, "closed_other": 3,
    }  # fmt: skip
    for part, n in counts.items():
        assert found["processed", part]["value"] == pytest.approx(n / 218)
        assert found["received", part]["value"] == pytest.approx(n / 218)
        same_as_wilson(found["processed", part], n, 218)
    assert found["decided", "denied"]["value"] == pytest.approx(0.1822430, abs=1e-7)  # 39 / 214
    same_as_wilson(found["decided", "denied"], 39, 214)
    assert ("decided", "not_processed") not in found
    assert found["processed", "answered_other"]["missing"] == "not_in_form"


def test_outcome_shares_told_in_sentences():
    # 松江区 2024, data/reports/31/310117-2024-*.yml: 376 + 24 + 65 + 603 + 49 + 219 = 1336 answered;
    # decided 376 + 24 + 65 + 603 = 1068. What was carried over is not among what was read.
    found = by(published("outcome_shares", "310117", 2024), "basis", "part")
    assert found["processed", "denied"]["value"] == pytest.approx(0.0486527, abs=1e-7)  # 65 / 1336
    assert found["decided", "denied"]["value"] == pytest.approx(0.0608614, abs=1e-7)  # 65 / 1068
    assert found["received", "denied"]["missing"] == "not_stated"
    assert found["received", "denied"]["missing_what"] == "denominator"


def test_refusal_grounds_of_pingtan():
    found = by(published("refusal_grounds", "350128", 2024), "part")
    assert found["denied_internal_affairs"]["value"] == pytest.approx(0.8205128, abs=1e-7)  # 32/39
    assert found["denied_state_secret"]["value"] == pytest.approx(0.1025641, abs=1e-7)  # 4 / 39
    assert sum(r["value"] for r in found.values()) == pytest.approx(1)
    same_as_wilson(found["denied_internal_affairs"], 32, 39)


def test_carry_forward_rate_of_pingtan():
    # data/reports/35/350128-2025-ser_066.yml: 6 carried forward of 154 new and 0 carried over.
    row = one(published("carry_forward_rate", "350128", 2025))
    assert row["value"] == pytest.approx(0.0389610, abs=1e-7)
    assert (row["numerator"], row["denominator"]) == (6, 154)
    same_as_wilson(row, 6, 154)


def test_appeals_per_100_of_pingtan():
    # 7 cases of reconsideration; litigation 0 direct and 19 after reconsideration; 218 processed.
    found = by(published("appeals_per_100", "350128", 2024), "part")
    values = {"reconsideration": 3.2110092, "litigation": 8.7155963, "appeals": 11.9266055}
    for part, n in {"reconsideration": 7, "litigation": 19, "appeals": 26}.items():
        assert found[part]["value"] == pytest.approx(values[part], abs=1e-7)
        same_as_garwood(found[part], n, 218, 100)
        assert found[part]["n"] == 218


def test_correction_rates_of_pingtan():
    # Reconsideration: upheld 2, corrected 1, other 3, pending 1 (left out): 1 / 6.
    row = one(published("reconsideration_correction_rate", "350128", 2024))
    assert (row["value"], row["numerator"], row["n"]) == (pytest.approx(1 / 6), 1, 6)
    same_as_wilson(row, 1, 6)
    # Litigation: direct all 0, after reconsideration upheld 13, corrected 2, other 4: 2 / 19.
    row = one(published("litigation_correction_rate", "350128", 2024))
    assert row["value"] == pytest.approx(0.1052632, abs=1e-7)
    same_as_wilson(row, 2, 19)


def test_growth_of_pingtan():
    # 81 requests in 2023 (350128-2023-ser_064.yml), 218 in 2024: (218 - 81) / 81 = 1.6913580.
    reports = toolkit.load_reports(places=["350128"], years=[2023, 2024])
    frame = growth(figures_frame(reports), "requests_received", years=[2024])
    row = one(frame)
    assert row["value"] == pytest.approx(1.6913580, abs=1e-7)
    assert (row["numerator"], row["denominator"], row["n"]) == (137, 81, 81)
    assert pd.isna(row["interval"])
    assert row["part"] == "requests_received"


def test_concentration_of_wuqia():
    # 乌恰县 2025, data/reports/65/653024-2025-*.yml: 3473 + 636 = 4109, the stated total.
    # (3473² + 636²) / 4109² = (12061729 + 404496) / 16883881 = 0.7383507.
    found = by(published("concentration", "653024", 2025), "basis", "part")
    assert found["complete", "herfindahl"]["value"] == pytest.approx(0.7383507, abs=1e-7)
    assert found["complete", "classes"]["value"] == 2
    assert found["listed", "covered"]["value"] == 1
    assert found["complete", "herfindahl"]["n"] == 4109


def test_the_share_of_work_updates_has_an_interval_here_and_bounds_there():
    # 乌恰县 2025: 636 of 4109 items.
    row = one(published("work_updates_share", "653024", 2025))
    assert row["value"] == pytest.approx(0.1547822, abs=1e-7)
    same_as_wilson(row, 636, 4109)
    reports = toolkit.load_reports(places=["653024"], years=[2025])
    bounds = one(work_updates_share(figures_frame(reports)))
    assert bounds["lower"] == bounds["upper"] == row["value"]


def test_a_broken_sum_of_a_published_report_gives_no_share():
    # 平潭县 2020, 350128-2020-ser_061.yml: 7 + 6 + 4 + 3 + 3 + 4 = 27 outcomes, 21 printed as their total.
    found = by(published("outcome_shares", "350128", 2020), "basis", "part")
    for basis in ("processed", "received"):
        assert pd.isna(found[basis, "granted"]["value"])
        assert found[basis, "granted"]["missing"] == "parts_differ"
    assert found["processed", "granted"]["note"] == "27 ≠ 21"
    # Those decided are a sum of the same rows, 7 + 6 + 7: told with the same remark.
    assert found["decided", "granted"]["value"] == pytest.approx(7 / 20)
    assert found["decided", "granted"]["note"] == "27 ≠ 21"


# --- blanks -----------------------------------------------------------------------------------------


def test_blank_refusals_are_not_zero_per_cent():
    # 5 granted and 2 unable; all eight rows of refusal are left blank, and 9 were processed.
    blank = dict.fromkeys(DENIED, "blank")
    made = table(("requests_processed", 9), granted_full=5, unable_not_held=2, **blank)
    found = by(rows("outcome_shares", made), "basis", "part")
    denied = found["processed", "denied"]
    assert pd.isna(denied["value"])
    assert (denied["missing"], denied["missing_what"]) == ("blank", "numerator")
    assert found["processed", "granted"]["value"] == pytest.approx(5 / 9)
    # Of those decided, the refusals are a part that nobody knows.
    granted = found["decided", "granted"]
    assert (granted["missing"], granted["missing_what"]) == ("blank", "denominator")
    grounds = rows("refusal_grounds", made)
    assert grounds["value"].isna().all()
    assert set(grounds["missing"]) == {"blank"}
    # Not even where the other outcomes make the total.
    made = table(("requests_processed", 7), granted_full=5, unable_not_held=2, **blank)
    denied = by(rows("outcome_shares", made), "basis", "part")["processed", "denied"]
    assert pd.isna(denied["value"])
    assert denied["missing"] == "blank"


def test_blank_rows_add_nothing_where_the_stated_ones_make_the_total():
    # 5 granted + 2 refused as internal affairs + 1 unable = 8, the total; the other grounds are blank.
    blank = dict.fromkeys(DENIED, "blank") | {"denied_internal_affairs": 2}
    made = table(("requests_processed", 8), granted_full=5, unable_not_held=1, **blank)
    assert by(rows("outcome_shares", made), "basis", "part")["processed", "denied"]["value"] == 0.25
    grounds = by(rows("refusal_grounds", made), "part")
    assert grounds["denied_internal_affairs"]["value"] == 1
    assert grounds["denied_state_secret"]["missing"] == "blank"
    # One more processed than is stated: any of the blanks may be that one.
    made = table(("requests_processed", 9), granted_full=5, unable_not_held=1, **blank)
    assert rows("refusal_grounds", made)["value"].isna().all()


def test_each_metric_is_missing_as_blank_where_a_side_is_blank():
    made = report(
        fig("requests_received", None, "blank"), fig("requests_carried_over", 3),
        fig("requests_carried_forward", 1), fig("requests_processed", None, "blank"),
        fig("requests_received", 4, applicant="natural_person"),
        fig("reconsideration_total", 2), fig("reconsideration_upheld", 1),
        fig("reconsideration_corrected", 1), fig("reconsideration_other", None, "blank"),
        *(fig(f"litigation_direct_{e}", 1) for e in ("upheld", "corrected", "other", "total")),
        *(fig(f"litigation_after_reconsideration_{e}", None, "blank")
          for e in ("upheld", "corrected", "other", "total")),
        fig("disclosed_by_category", 30, label="公文"), fig("disclosed_total", 30),
        fig("disclosed_by_category", 10, label="人事"),
        fig("disclosed_by_category", None, "blank", label="财政"),
    )  # fmt: skip
    # The numerator and the denominator that the blank stands in.
    for name, side in {
        "requests_per_100k": "numerator", "carry_forward_rate": "denominator",
        "reconsideration_correction_rate": "denominator",
        "litigation_correction_rate": "numerator+denominator",
    }.items():  # fmt: skip
        row = one(rows(name, made))
        assert (row["missing"], row["missing_what"]) == ("blank", side), name
        assert pd.isna(row["value"])
    natural = by(rows("applicant_mix", made), "part")["natural_person"]
    assert (natural["missing"], natural["missing_what"]) == ("blank", "denominator")
    appeals = by(rows("appeals_per_100", made), "part")
    assert appeals["reconsideration"]["missing"] == "blank"
    assert appeals["reconsideration"]["missing_what"] == "denominator"
    assert set(rows("concentration", made)["missing"]) == {"blank"}
    before = report(fig("requests_received", 5), year=2022)
    grown = by(metric(figures_frame([before, made]), "growth"), "part", "year")
    assert grown["requests_received", 2023]["missing"] == "blank"


def test_an_applicant_left_blank_leaves_the_others_their_shares():
    made = report(
        fig("requests_received", 10), fig("requests_received", 8, applicant="natural_person"),
        fig("requests_received", None, "blank", applicant="business"),
    )  # fmt: skip
    found = by(rows("applicant_mix", made), "part")
    assert found["natural_person"]["value"] == 0.8
    assert found["business"]["missing"] == "blank"
    assert found["research"]["missing"] == "not_stated"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 40) | st.just("blank"), min_size=6, max_size=6), st.integers(0, 3))
def test_no_share_exceeds_one_and_no_blank_becomes_one(parts, more):
    names = [a for a in APPLICANTS if a != "total"]
    total = sum(p for p in parts if p != "blank") + more
    figures = [fig("requests_received", total)]
    for name, n in zip(names, parts, strict=True):
        value, kind = (None, n) if n == "blank" else (n, None)
        figures.append(fig("requests_received", value, kind, applicant=name))
    found = by(rows("applicant_mix", report(*figures)), "part")
    for name, n in zip(names, parts, strict=True):
        row = found[name]
        if n == "blank":
            assert row["missing"] == "blank"
        elif more and "blank" not in parts:
            assert row["missing"] == "parts_differ"
        elif not total:
            assert row["missing"] == "no_cases"
        else:
            assert row["value"] == pytest.approx(n / total)
            assert 0 <= row["lower"] <= row["value"] <= row["upper"] <= 1


# --- other reasons ----------------------------------------------------------------------------------


def test_more_than_the_whole_is_no_share():
    # Table 4 without its total, so that no sum tells; carried forward is more than there was.
    made = report(
        fig("requests_received", 4), fig("requests_carried_over", 0),
        fig("requests_carried_forward", 6),
    )  # fmt: skip
    row = one(rows("carry_forward_rate", made))
    assert pd.isna(row["value"])
    assert row["missing"] in ("exceeds", "parts_differ")
    # 4 + 0 is not 1 + 2: requests are lost between the rows.
    made = report(
        fig("requests_received", 4), fig("requests_carried_over", 0),
        fig("requests_carried_forward", 2), fig("requests_processed", 1),
    )  # fmt: skip
    row = one(rows("carry_forward_rate", made))
    assert (row["missing"], row["missing_what"]) == ("parts_differ", "numerator+denominator")


def test_corrections_of_a_block_that_does_not_add_up():
    ends = [fig(f"reconsideration_{e}", n) for e, n in
            {"upheld": 2, "corrected": 1, "other": 0, "pending": 1, "total": 5}.items()]  # fmt: skip
    assert one(rows("reconsideration_correction_rate", report(*ends)))["missing"] == "parts_differ"
    good = [replace(f, value=4) if f.indicator.endswith("total") else f for f in ends]
    assert one(rows("reconsideration_correction_rate", report(*good)))["value"] == pytest.approx(
        1 / 3
    )
    none = [replace(f, value=0) for f in ends]
    assert one(rows("reconsideration_correction_rate", report(*none)))["missing"] == "no_cases"
    old = report(*(f for f in good if "pending" not in f.indicator), form="stat2014", year=2016)
    assert one(rows("reconsideration_correction_rate", old))["missing"] == "parts_differ"  # 3 of 4


def test_litigation_needs_both_kinds():
    direct = [fig(f"litigation_direct_{e}", n) for e, n in
              {"upheld": 3, "corrected": 1, "other": 0, "pending": 0, "total": 4}.items()]  # fmt: skip
    row = one(rows("litigation_correction_rate", report(*direct)))
    assert row["missing"] == "not_stated"
    after = [
        replace(f, indicator=f.indicator.replace("direct", "after_reconsideration")) for f in direct
    ]
    row = one(rows("litigation_correction_rate", report(*direct, *after)))
    assert (row["value"], row["n"]) == (0.25, 8)


def test_appeals_may_be_more_than_the_requests():
    made = report(fig("requests_processed", 2), fig("reconsideration_total", 5))
    assert by(rows("appeals_per_100", made), "part")["reconsideration"]["value"] == 250


def test_growth_stops_at_a_break_and_says_where_years_are_only_similar():
    made = [
        report(fig("answers_refused", 4), fig("requests_received", 10), year=2018, form="stat2014"),
        report(*(fig(g, 1) for g in DENIED), fig("requests_received", 15), year=2019, form="form2019"),
        report(*(fig(g, 2) for g in DENIED), fig("requests_received", 0), year=2020, form="form2019"),
        report(fig("requests_received", 7), year=2021),
        report(fig("requests_received", 7), year=2023),
    ]  # fmt: skip
    found = by(rows("growth", *made), "part", "year")
    assert found["refusals", 2019]["missing"] == "break"
    assert found["refusals", 2020]["value"] == 1  # from 8 to 16
    similar = found["requests_received", 2019]
    assert (similar["value"], similar["break_before"]) == (0.5, "similar")
    assert similar["note_en"].startswith("Revised Regulations")
    assert found["requests_received", 2020]["value"] == -1
    assert found["requests_received", 2021]["missing"] == "no_cases"
    assert found["requests_received", 2018]["missing"] == "no_report"
    # 2022 has no report: growth is never taken over two years.
    assert found["requests_received", 2023]["missing"] == "no_report"


def test_growth_never_mixes_the_place_with_its_portal():
    made = [
        report(fig("disclosed_total", 900, scope="portal"), year=2022),
        report(fig("disclosed_total", 8000, scope="whole_county")),
    ]
    assert by(rows("growth", *made), "part", "year")["disclosed_total", 2023]["missing"] == "scope"


def test_shares_across_2019_bear_the_break():
    made = [
        report(fig("answers_total", 10), fig("answers_granted", 6), fig("answers_already_public", 0),
               year=2018, form="stat2014"),
        table(("requests_processed", 4), granted_full=4, year=2021),
    ]  # fmt: skip
    found = by(rows("outcome_shares", *made, basis="processed"), "part", "year")
    assert found["granted", 2018]["value"] == 0.6
    assert found["granted", 2021]["break_before"] == "break"
    assert found["unable", 2018]["missing"] == "not_in_form"
    assert found["answered_other", 2021]["missing"] == "not_in_form"
    decided = by(rows("outcome_shares", *made, basis="decided"), "part", "year")
    assert decided["granted", 2018]["missing"] == "not_in_form"
    # The table of 2014 asks for refusals, and does not ask who makes requests.
    assert found["denied", 2018]["missing"] == "not_stated"
    mix = by(rows("applicant_mix", *made), "part", "year")["business", 2018]
    assert (mix["missing"], mix["missing_what"]) == ("not_in_form", "numerator+denominator")


def test_classes_that_do_not_make_the_total():
    parts = [fig("disclosed_by_category", n, label=x) for x, n in (("公文", 60), ("人事", 20))]
    found = by(rows("concentration", report(fig("disclosed_total", 100), *parts)), "basis", "part")
    assert found["complete", "herfindahl"]["missing"] == "incomplete"
    # (60² + 20²) / 80² = 4000 / 6400
    assert found["listed", "herfindahl"]["value"] == 0.625
    assert found["listed", "covered"]["value"] == 0.8
    assert found["listed", "herfindahl"]["note"] == "80 / 100"
    found = by(rows("concentration", report(fig("disclosed_total", 70), *parts)), "basis", "part")
    assert found["complete", "herfindahl"]["missing"] == "exceeds"
    assert found["listed", "covered"]["missing"] == "exceeds"
    found = by(rows("concentration", report(*parts)), "basis", "part")
    assert found["complete", "herfindahl"]["missing"] == "no_total"
    found = by(rows("concentration", report(*parts[:1])), "basis", "part")
    assert found["listed", "herfindahl"]["missing"] == "one_class"


def test_a_zone_beside_its_county_has_no_residents():
    # 平潭 2012: the zone and the county both reported.
    reports = toolkit.load_reports(places=["350128"], years=[2012])
    lines = by(metric(figures_frame(reports), "requests_per_100k"), "line")
    assert lines["zone"]["missing"] == "no_population"
    assert lines["main"]["denominator"] == 385981


def test_corrected_values_stand_beside_the_published_ones():
    # data/demo/corrections.yml: 云桥县 2019 received 49 and not 50 requests; 412528 residents.
    reports = toolkit.load_reports(data_dir() / "demo" / "reports", places=["990102"])
    laid = load_corrections(data_dir() / "demo" / "corrections.yml").over(figures_frame(reports))
    for values, n in (("published", 50), ("corrected", 49)):
        row = by(metric(laid, "requests_per_100k", values=values), "year")[2019]
        assert (row["used"], row["numerator"]) == (values, n)
        assert row["published"] == pytest.approx(50 / 412528 * 1e5)
        assert row["corrected"] == pytest.approx(49 / 412528 * 1e5)
        assert not pd.isna(row["corrected_by"])


# --- frames and words -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo():
    return figures_frame(toolkit.load_reports(data_dir() / "demo" / "reports"))


@pytest.fixture(scope="module")
def bundled():
    return figures_frame(toolkit.load_reports())


@pytest.mark.parametrize("name", METRICS)
def test_every_frame_is_tidy_and_every_word_is_in_the_codebook(demo, bundled, name):
    said = metrics()[name]
    kinds = {
        "year": "Int64", "value": "Float64", "lower": "Float64", "numerator": "Float64",
        "n": "Float64", "per": "Float64", "approximate": "boolean", "conflict": "boolean",
        "part": "string", "missing": "string", "interval": "string",
    }  # fmt: skip
    for figures in (demo, bundled, figures_frame([])):
        frame = metric(figures, name)
        assert isinstance(frame.index, pd.RangeIndex)
        assert {c: str(frame[c].dtype) for c in kinds} == kinds
        assert not frame.duplicated(["place_code", "line", "year", "basis", "part"]).any()
        assert (frame["value"].isna() == frame["missing"].notna()).all()
        assert (frame["missing"].isna() == frame["missing_what"].isna()).all()
        assert set(frame["basis"]) <= set(said["bases"])
        valued = frame[frame["value"].notna()]
        if said["interval"] == "wilson":
            assert valued["value"].between(0, 1).all()
        if said["interval"]:
            assert (valued["lower"] <= valued["value"]).all()
            assert (valued["value"] <= valued["upper"]).all()
        else:
            assert frame[["lower", "upper", "interval"]].isna().all(axis=None)
        if name not in ("growth", "concentration"):
            ratio = valued["numerator"] / valued["denominator"] * valued["per"]
            assert ((valued["value"] - ratio).abs() < 1e-9).all()
        known = {*MISSING_KINDS, "no_report", *said.get("missing", {}), *said.get("relations", {})}
        reasons = {str(m).partition(":")[0] for m in frame["missing"].dropna()}
        assert reasons <= known | {"abstained"}
        if name != "growth":
            assert set(frame["part"].dropna()) <= set(said.get("parts", {}))
    again = metric(demo.sample(frac=1, random_state=1), name)
    pd.testing.assert_frame_equal(again, metric(demo, name))


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_says_what_it_means_in_two_languages(name):
    said = metrics()[name]
    for key in ("definition", "blanks", "unit", "n"):
        assert set(said[key]) == {"zh", "en"}, key
        assert all(said[key].values())
    for group in ("bases", "parts", "missing"):
        assert all(set(entry) == {"zh", "en"} for entry in said.get(group, {}).values())
    for part, terms in said.get("sums", {}).items():
        assert {part, *terms} <= set(said["parts"])
    assert label_of(name, "en") != label_of(name, "zh")


def test_the_census_is_named_wherever_the_rate_is():
    said = metrics()["requests_per_100k"]
    for language in ("zh", "en"):
        for text in (said[language], said["definition"][language], said["unit"][language]):
            assert "2020" in text


def test_only_what_was_asked_for(demo):
    frame = metric(demo, "outcome_shares", ["星湖区"], [2022, 2023], basis="decided")
    assert set(frame["place_code"]) == {"990101"}
    assert set(frame["year"]) == {2022, 2023}
    assert set(frame["basis"]) == {"decided"}


def test_unknown_names_are_refused_in_one_line(demo):
    with pytest.raises(ParameterError, match="metric 'refusals' is unknown: use one of"):
        metric(demo, "refusals")
    with pytest.raises(ParameterError, match="basis 'all' of outcome_shares is unknown"):
        metric(demo, "outcome_shares", basis="all")
    with pytest.raises(ParameterError, match="series 'x' is unknown"):
        growth(demo, "x")
