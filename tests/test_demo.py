"""The demonstration panel: fictional, reproducible, and broken only where it says so."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from toolkit.checks import check_reports
from toolkit.corrections import find_corrections
from toolkit.report import figures_frame
from toolkit.structured import load_reports

DATA = Path(__file__).resolve().parents[1] / "data"
COLUMNS = (
    "natural_person",
    "business",
    "research",
    "ngo",
    "legal_service",
    "other_organisation",
    "total",
)


@pytest.fixture(scope="module")
def demo():
    return {
        (d["place_code"], d["year"]): d
        for d in (
            yaml.load(p.read_bytes(), yaml.CSafeLoader)
            for p in (DATA / "demo/reports").glob("*.yml")
        )
    }


def test_the_script_makes_the_same_bytes(tmp_path, module):
    module(DATA / "demo/make_demo.py").main(tmp_path)
    fresh = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    for path, content in fresh.items():
        assert (DATA / "demo" / path).read_bytes() == content, path
    kept = {p.relative_to(DATA / "demo") for p in (DATA / "demo/reports").rglob("*.yml")}
    assert kept == {p for p in fresh if p.suffix == ".yml"}


def test_the_panel_is_fictional_and_covers_every_form(demo):
    assert len({code for code, _ in demo}) == 12
    assert {code[:4] for code, _ in demo} == {"9901", "9902"}
    assert {year for _, year in demo} == set(range(2008, 2026))
    assert all(d["synthetic"] is True for d in demo.values())
    assert {d["form"] for d in demo.values()} == {"prose", "stat2014", "form2019", "form2021"}
    sites = [year for (_, year), d in demo.items() if d.get("documents")]
    assert min(sites) == 2017
    assert len(demo) < 12 * 18  # some years have no report
    cells = [c for d in demo.values() for row in (*d.get("requests", {}).values(), d.get("table", {}).values())
             for c in row]  # fmt: skip
    assert {"blank", "slash"} <= {c for c in cells if isinstance(c, str)}


def number(cell):
    return cell if isinstance(cell, int | float) else None


def broken_sums(table, sums):
    for whole, parts in sums.items():
        cells = [number(table.get(p)) for p in parts]
        if whole in table and None not in cells and sum(cells) != table[whole]:
            yield whole


ENDS = ("upheld", "corrected", "other", "pending")
SUMS = {
    "form2019": {f"{b}_total": [f"{b}_{e}" for e in ENDS]
                 for b in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")},
    "stat2014": {
        "requests_received": [f"requests_channel_{k}" for k in ("in_person", "fax", "online", "letter")],
        "requests_closed": ["requests_closed_on_time", "requests_closed_extended"],
        "answers_total": ["answers_" + k for k in (
            "already_public", "granted", "granted_in_part", "refused", "other_agency", "does_not_exist",
            "amendment_requested", "other_route")],
        "answers_refused": ["answers_refused_" + k for k in (
            "state_secret", "trade_secret", "privacy", "security", "not_government_information", "other_law")],
        "reconsideration_total": [f"reconsideration_{e}" for e in ENDS[:3]],
        "litigation_total": [f"litigation_{e}" for e in ENDS[:3]],
        "capacity_staff": ["capacity_staff_full_time", "capacity_staff_part_time"],
    },
    "website2017": {
        "site_items_total": ["site_items_overview", "site_items_work_updates", "site_items_catalogue"],
        "site_cases_total": ["site_cases_natural", "site_cases_legal"],
    },
}  # fmt: skip
SUMS["form2021"] = SUMS["form2019"]
ENDINGS = ("granted_", "denied_", "unable_", "not_processed_", "closed_")
STOCKS = ("licences", "other_services", "penalties", "compulsory_measures", "fees")


def broken_within(d):
    """Every rule that one report breaks, worked out here without the toolkit."""
    table, rows = d.get("table", {}), d.get("requests", {})
    for whole in broken_sums(table, SUMS.get(d["form"], {})):
        yield "identity_broken", whole, "total"
    for part in d.get("documents", []):
        for whole in broken_sums(part["table"], SUMS[part["form"]]):
            yield "identity_broken", whole, "total"
    for id_, row in rows.items():
        if None not in map(number, row) and sum(row[:6]) != row[6]:
            yield "identity_broken", id_, "total"
    for i, applicant in enumerate(COLUMNS):
        if not rows:
            continue
        column = {id_: 0 if row[i] == "blank" else row[i] for id_, row in rows.items()}
        done = column["requests_processed"]
        ends = sum(n for id_, n in column.items() if id_.startswith(ENDINGS))
        begun = column["requests_received"] + column["requests_carried_over"]
        if ends != done or begun != done + column["requests_carried_forward"]:
            yield "identity_broken", "requests_processed", applicant
    said = {f["indicator"]: f["value"] for f in d.get("figures", [])}
    for id_ in ("disclosed_total", "requests_received"):
        in_table = rows[id_][6] if id_ in rows else table.get(id_)
        if id_ in said and in_table is not None and said[id_] != in_table:
            yield "prose_table_mismatch", id_, "total"
    parts = {
        f["label"]: f["value"]
        for f in d.get("figures", [])
        if f["indicator"] == "disclosed_by_category"
    }
    if parts and sum(parts.values()) != said["disclosed_total"]:
        yield "identity_broken", "disclosed_total", "total"
    for f in d.get("figures", []):
        if f["indicator"] == "printed_share":
            exact = 100 * parts[f["label"]] / said["disclosed_total"]
            if abs(exact - f["value"]) > 0.05 + 1e-9:
                yield "printed_share_mismatch", "printed_share", "total"
    channels = [n for id_, n in table.items() if id_.startswith("disclosed_channel_")]
    assert not channels or table["disclosed_total"] <= sum(channels)
    if d["published"] <= f"{d['year']}-12-31":
        yield "date_implausible", "", "total"


def broken_across(before, d):
    for i, applicant in enumerate(COLUMNS):
        if "requests" in before and "requests" in d:
            left, taken = (x["requests"][k][i] for x, k in
                           ((before, "requests_carried_forward"), (d, "requests_carried_over")))  # fmt: skip
            if left != taken:
                yield "continuity_broken", "requests_carried_over", applicant
    old, new = before.get("table", {}), d.get("table", {})
    id_ = "normative_documents_in_force"
    if id_ in old and id_ in new:
        due = old[id_] + new["normative_documents_issued"] - new["normative_documents_repealed"]
        if new[id_] != due:
            yield "continuity_broken", id_, "total"
    for kind in STOCKS:
        last, change = f"{kind}_items_last_year", f"{kind}_items_change"
        if last in old and last in new and new[last] != old[last] + old[change]:
            yield "continuity_broken", last, "total"


def test_every_planted_error_is_there_and_nothing_else_is_broken(demo):
    found = set()
    for (code, year), d in demo.items():
        found |= {(code, year, *broken) for broken in broken_within(d)}
        if (code, year - 1) in demo:
            found |= {(code, year, *broken) for broken in broken_across(demo[code, year - 1], d)}
    with (DATA / "demo/planted_errors.csv").open(encoding="utf-8") as handle:
        listed = {(r["place_code"], int(r["year"]), r["code"], r["indicator"], r["applicant"])
                  for r in csv.DictReader(handle)}  # fmt: skip
    assert found == listed
    assert len({(code, year) for code, year, *_ in listed}) >= 10
    assert {kind for _, _, kind, *_ in listed} == {
        "identity_broken", "continuity_broken", "printed_share_mismatch", "prose_table_mismatch",
        "date_implausible",
    }  # fmt: skip


def test_the_corrections_apply_but_for_the_one_that_is_stale_on_purpose():
    reports = load_reports(DATA / "demo/reports")
    corrections = find_corrections(DATA / "demo/reports")
    judged = corrections.judge(check_reports(reports))
    (stale,) = corrections.findings(figures_frame(reports))
    assert (stale.code, stale.severity, stale.place, stale.year) == (
        "correction_stale", "error", "云桥县", 2021,
    )  # fmt: skip
    assert (stale.indicator, stale.expected, stale.found) == ("requests_received", 87, 78)
    # Every verdict has its finding, and no error is added to those that were planted.
    assert not any(f.code.startswith("correction") for f in judged)
    assert [(f.place, f.year, f.verdict, f.severity) for f in judged if f.verdict] == [
        ("云桥县", 2019, "publisher_error", "error"),
        ("月塘县", 2024, "explained", "note"),
    ]


def test_the_bundled_corrections_fit_the_bundled_reports():
    reports = load_reports(DATA / "reports")
    corrections = find_corrections(DATA / "reports")
    figures = figures_frame(reports)
    assert corrections.findings(figures) == []
    findings = check_reports(reports)
    judged = corrections.judge(findings)
    assert len(judged) == len(findings)
    said = sum(e.verdict is not None for e in corrections.entries)
    assert sum(bool(f.verdict) for f in judged) == said
    assert corrections.over(figures)["corrected"].notna().sum() == len(corrections.entries) - said
