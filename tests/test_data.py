"""The data that come with the package: valid, loadable, and as they were read or made."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from toolkit.divisions import division
from toolkit.structured import load_reports

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="module")
def real():
    return load_reports(DATA / "reports")


def one(reports, code, year, level="county"):
    (found,) = [r for r in reports if (r.place_code, r.year, r.level) == (code, year, level)]
    return found


def values(report, indicator, **where):
    return [f.value for f in report.values(indicator, **where)]


# The data package


def test_the_data_package_is_valid():
    from frictionless import Package

    found = Package(str(DATA / "datapackage.json")).validate()
    assert found.valid, found.flatten(["type", "message"])[:5]
    named = {r["path"] for r in json.loads((DATA / "datapackage.json").read_text())["resources"]}
    tables = {p.relative_to(DATA).as_posix() for p in DATA.rglob("*.csv")}
    assert tables <= named


def test_the_indexes_list_the_files(module):
    make_index = module(DATA / "make_index.py")
    for name, folder in make_index.INDEXES.items():
        fresh = make_index.index_text(DATA / folder)
        assert (DATA / name).read_text(encoding="utf-8") == fresh, (
            f"run data/make_index.py for {name}"
        )


# Real reports: expected values were read off the pages and the transcriptions by hand


def test_every_real_report_loads_with_address_and_known_place(real):
    assert len(real) == 303
    for r in real:
        assert r.address.startswith("http"), r.source
        assert not r.synthetic
        if r.place_code and r.level in ("county", "prefecture", "province"):
            assert r.place == division(r.place_code, r.year).name, r.source
        if r.place_code is None:
            assert r.level in ("zone", "township", "department"), r.source
        assert Path(r.source).parent.name.isdigit()


def test_no_report_stands_twice(real):
    assert not [k for k, n in Counter((r.address, r.year) for r in real).items() if n > 1]
    same = Counter((r.place_code, r.place, r.year, r.publisher) for r in real)
    assert not [k for k, n in same.items() if n > 1]


def test_no_report_states_one_figure_twice(real):
    for r in real:
        keys = Counter(f.key for f in r.figures)
        assert not [k for k, n in keys.items() if n > 1], r.source


def test_the_pingtan_series_has_two_publishers_until_2013_and_one_from_2014(real):
    pingtan = {(r.year, r.level): r for r in real if r.place_code == "350128"}
    assert set(pingtan) == {(y, "county") for y in range(2011, 2026)} | {
        (y, "zone") for y in (2011, 2012, 2013)
    }
    totals = {k: values(r, "disclosed_total", method="prose") for k, r in pingtan.items()}
    expected = [
        425,
        2026,
        1853,
        2543,
        2949,
        3460,
        2122,
        2069,
        2599,
        2602,
        2645,
        14571,
        13561,
        10407,
        7700,
    ]
    assert [totals[y, "county"] for y in range(2011, 2026)] == [[n] for n in expected]
    assert [totals[y, "zone"] for y in (2011, 2012, 2013)] == [[425], [1913], [4970]]
    forms = [pingtan[y, "county"].form for y in range(2011, 2026)]
    assert forms == ["fujian"] * 8 + ["form2019"] * 2 + ["form2021"] * 5


def test_pingtan_tables_keep_the_year_and_the_years_together_apart(real):
    r = one(real, "350128", 2018)
    assert values(r, "disclosed_total", method="table") == [2069, 12106]
    assert [f.cumulative for f in r.values("disclosed_total", method="table")] == [False, True]
    r = one(real, "350128", 2012)
    assert values(r, "disclosed_channel_website", method="table") == [1795, 3304]
    assert values(r, "printed_share", label="县直各单位") == [62.2]


def test_pingtan_prose_and_table_of_2022_both_stand(real):
    r = one(real, "350128", 2022)
    assert values(r, "requests_received", method="prose") == [75]
    assert values(r, "requests_received", method="table") == [71, 3, 0, 0, 0, 0, 74]
    assert values(r, "requests_carried_over", applicant="total") == [1]
    assert values(r, "litigation_direct_upheld") == [1]


def test_pingtan_table_3_of_2024(real):
    r = one(real, "350128", 2024)
    assert values(r, "requests_processed") == [217, 1, 0, 0, 0, 0, 218]
    assert values(r, "unable_not_held") == [75, 0, 0, 0, 0, 0, 75]
    assert values(r, "litigation_after_reconsideration_total") == [19]
    assert values(r, "normative_documents_in_force") == [440]
    assert values(r, "fees_charged") == [18651.06]
    assert r.published == "2025-03-10"


def test_pingtan_equals_what_was_read_by_eye(real, shared):
    facts = json.loads((shared / "real/pingtan/facts.json").read_text(encoding="utf-8"))
    for fact in facts["reports"]:
        r = one(real, "350128", fact["report_year"])
        assert r.address == fact["url"]
        for row in (fact.get("table3") or {}).get("rows", []):
            assert row["values"] in [
                [f.value for f in r.values(id_, method="table") if f.cumulative is False]
                for id_ in {f.indicator for f in r.figures}
            ], (r.year, row["label"])
        if fact["table4"]:
            found = [f.value for f in r.figures if f.method == "table"
                     and f.indicator.startswith(("reconsideration_", "litigation_"))]  # fmt: skip
            assert found == fact["table4"]["values"]
        for row in (fact.get("statistics_table") or {}).get("rows", []):
            assert row[2:] in [
                values(r, i, method="table") for i in {f.indicator for f in r.figures}
            ]
        spoken = [f.value for f in r.values("disclosed_by_category")]
        assert spoken == [row[1] for row in fact["categories"]]


def test_figures_of_other_counties(real):
    r = one(real, "320115", 2023)  # 江宁区
    assert values(r, "requests_received") == [821]
    assert values(r, "requests_carried_over") == [2]
    (updates,) = r.values("disclosed_by_category", category="work_updates")
    assert (updates.value, updates.approximate, updates.scope) == (7400, True, "portal")
    r = one(real, "611024", 2020)  # 山阳县
    assert values(r, "disclosed_by_category", category="work_updates") == [2896]
    r = one(real, "430527", 2019)  # 绥宁县
    assert values(r, "disclosed_by_category", category="work_updates") == [4792]
    r = one(real, "653024", 2025)  # 乌恰县
    assert (values(r, "disclosed_total"), values(r, "disclosed_by_category")) == (
        [4109],
        [3473, 636],
    )


def test_updates_counted_beside_the_total_are_no_part_of_it(real):
    r = one(real, "650103", 2023)  # 沙依巴克区: 812 beside a total of 779
    assert values(r, "disclosed_total") == [779]
    assert values(r, "disclosed_beside_total") == [812]
    assert not r.values("disclosed_by_category", category="work_updates")


def test_yearly_wording_with_累计_is_not_cumulative(real):
    r = one(real, "653122", 2019)  # 疏勒县
    assert [(f.value, f.cumulative) for f in r.values("disclosed_total")] == [(8635, False)]
    since = [f for r in real for f in r.figures if f.cumulative and r.place_code != "350128"]
    assert {f.value for f in since} == {100, 74, 1007, 545, 52}
