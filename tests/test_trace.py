"""Trace: every point of every chart leads to published figures that make it, byte for byte."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import yaml

from toolkit.charts.footnotes import findings_of
from toolkit.checks import check_reports, findings_frame
from toolkit.codebook import APPLICANTS, indicators
from toolkit.codebook import series as series_table
from toolkit.corrections import load_corrections
from toolkit.datadir import data_dir
from toolkit.errors import ParameterError
from toolkit.figure import Figure, Finding
from toolkit.metrics import BASES, work_updates_share
from toolkit.panel import appeals, outcomes, panel, series, touching, trace
from toolkit.reading import read_report
from toolkit.report import Report, figures_frame
from toolkit.structured import load_reports

PAGE = data_dir() / "demo" / "report_990103_2024.html"


@cache
def published(source: str) -> tuple[str, dict]:
    """Return the hash of a file and the numbers that stand in it, read without the toolkit."""
    content = Path(source).read_bytes()
    data = yaml.load(content, yaml.CSafeLoader)
    found = defaultdict(set)
    for part in (data, *(data.get("documents") or ())):
        for row in part.get("figures") or ():
            key = (row["indicator"], row.get("applicant", "total"), row.get("label"))
            found[key].add(row.get("value"))
        for name, value in (part.get("table") or {}).items():
            found[name, "total", None].add(number(value))
        for name, row in (part.get("requests") or {}).items():
            for applicant, value in zip(APPLICANTS, row, strict=True):
                found[name, applicant, None].add(number(value))
    return hashlib.sha256(content).hexdigest(), found


def number(cell):
    if not isinstance(cell, str):
        return cell
    digits = re.search(r"[\d.]+", cell)
    return float(digits[0]) if digits else None


def assert_made(found, value):
    """The figures of a number make its value, and each stands in its file."""
    sides = defaultdict(float)
    for row in found.itertuples():
        if row.role == "total":
            continue
        sides[row.role] += row.value
        sha, stated = published(row.source)
        assert row.sha256 == sha
        label = None if pd.isna(row.label) else row.label
        assert row.value in stated[row.indicator, row.applicant, label], row
    made = sides["numerator"] / sides["denominator"] if "numerator" in sides else sides["value"]
    assert made == pytest.approx(value, abs=1e-9)


#: Series that the quick tests look at: those that charts and briefs show, and one in eight of the others.
QUICK = {
    "requests_received", "reconsideration", "litigation", "refusals", "disclosed_total", "work_updates",
    *list(series_table())[::8],
}  # fmt: skip


def points(figures, names):
    """Yield name, detail, place, line, year and value of every point that a chart can show."""
    for name in names:
        for r in series(figures, name).itertuples():
            yield name, None, r
    for r in work_updates_share(figures, bases=BASES).itertuples():
        yield "work_updates_share", r.basis, r
    for r in outcomes(figures).itertuples():
        yield "outcomes", r.outcome, r
    for r in appeals(figures).itertuples():
        yield "appeals", r.series, r


def check_every_point(folder, some=None, names=QUICK):
    reports = defaultdict(list)
    for r in load_reports(folder):
        if (
            r.level in ("county", "zone")
            and r.place_code
            and (some is None or r.place_code in some)
        ):
            reports[r.place_code].append(r)
    seen = 0
    for code, own in reports.items():
        figures = figures_frame(own)
        traced = {}
        for name, detail, point in points(figures, [n for n in series_table() if n in names]):
            if pd.isna(point.value):
                continue
            key = (name, point.year)
            if key not in traced:
                traced[key] = trace(figures, code, point.year, name).frame
            found = traced[key]
            found = found[(found["line"] == point.line)]
            if name == "appeals":
                found = found[found["number"] == detail]
            elif detail is not None:
                found = found[found["detail"] == detail]
            assert len(found), (code, name, detail, point.year)
            assert_made(found, point.value)
            seen += 1
    return seen


def test_points_of_the_bundled_reports():
    assert check_every_point(data_dir() / "reports") > 300


@pytest.mark.slow
def test_every_point_of_the_bundled_reports():
    assert check_every_point(data_dir() / "reports", names=series_table()) > 700


def test_points_of_the_demonstration():
    assert check_every_point(data_dir() / "demo" / "reports", ("990101", "990205")) > 300


@pytest.mark.slow
def test_every_point_of_the_demonstration():
    assert check_every_point(data_dir() / "demo" / "reports", names=series_table()) > 2000


# --- by hand --------------------------------------------------------------------------------------


def test_litigation_since_2019_is_two_rows_of_table_4():
    # 平潭 2024, table 4: 0 direct, 19 after reconsideration
    found = trace(load_reports(places=["平潭县"]), "平潭县", 2024, "litigation")
    (one,) = found.numbers
    assert one.value == 19
    assert list(found.frame[["indicator", "value"]].itertuples(index=False, name=None)) == [
        ("litigation_direct_total", 0),
        ("litigation_after_reconsideration_total", 19),
    ]
    assert set(found.frame["address"]) == {
        "https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/202503/t20250310_97791.htm"
    }


def test_a_share_has_two_sides():
    # 绥宁 2025: 1364 of 3553
    found = trace(load_reports(places=["绥宁县"]), "绥宁县", 2025, "work_updates_share").frame
    found = found[found["detail"] == "report"]
    assert list(zip(found["role"], found["value"], strict=True)) == [
        ("numerator", 1364),
        ("denominator", 3553),
    ]


def test_words_and_place_exist_in_the_document():
    page = read_report(PAGE)
    raw = hashlib.sha256(PAGE.read_bytes()).hexdigest()
    names = ("work_updates_share", "outcomes", "requests_received", "litigation")
    rows = pd.concat([trace([page], "990103", 2024, n).frame for n in names])
    assert len(rows) > 15
    assert set(rows["sha256"]) == {raw}
    kinds = set()
    for row in rows.itertuples():
        if span := re.fullmatch(r"text:(\d+)-(\d+)", row.where):
            words = page.document.text[int(span[1]) : int(span[2])]
            assert row.quote in words or words in row.quote
        else:
            table, r, c = map(int, re.fullmatch(r"table:(\d+)!r(\d+)c(\d+)", row.where).groups())
            cell = next(t for t in page.document.tables if t.index == table).grid[r - 1][c - 1]
            assert float(cell.text) == row.value
        kinds.add(row.where.partition(":")[0])
    assert kinds == {"text", "table"}


def make(year, *figures, **more):
    more = {"place": "甲县", "place_code": "990101", "level": "county"} | more
    return Report(
        source=f"{year}.yml", sha256="0", year=year, form="form2021", publisher="甲县人民政府",
        figures=figures, synthetic=True, **more,
    )  # fmt: skip


def cell(indicator, value, applicant="total", missing=None):
    return Figure(indicator, value, applicant=applicant, method="table", missing=missing)


def errors(found):
    return [f for f in found.findings if f.severity == "error"]


def test_findings_of_both_years_touch_what_was_carried():
    reports = [
        make(2022, cell("requests_carried_forward", 8)),
        make(2023, cell("requests_carried_over", 9), cell("requests_received", 3)),
    ]
    for year, name in ((2022, "requests_carried_forward"), (2023, "requests_carried_over")):
        (finding,) = errors(trace(reports, "甲县", year, name))
        assert (finding.code, finding.expected, finding.found) == ("continuity_broken", 8, 9)
    # what it was carried into could not be added up: a note, no error
    found = trace(reports, "甲县", 2023, "requests_received")
    assert [f.code for f in found.findings] == ["identity_unchecked"]
    assert errors(found) == []


SUM = {"received": 50, "carried_over": 4, "processed": 50, "carried_forward": 6}


@pytest.mark.parametrize("name", SUM)
def test_a_broken_sum_speaks_of_each_of_its_figures(name):
    # 50 + 4 is not 50 + 6
    reports = [make(2022, *(cell(f"requests_{k}", v) for k, v in SUM.items()))]
    (finding,) = errors(trace(reports, "甲县", 2022, f"requests_{name}"))
    assert (finding.indicator, finding.expected, finding.found) == ("requests_processed", 54, 56)
    assert errors(trace(reports, "甲县", 2022, f"requests_{name}", "business")) == []


def test_columns_that_do_not_make_their_total_are_spoken_of_as_well():
    reports = [make(2022, *(cell("requests_received", 1, a) for a in APPLICANTS))]
    for applicant in ("natural_person", "total"):
        (finding,) = errors(trace(reports, "甲县", 2022, "requests_received", applicant))
        assert (finding.expected, finding.found) == (6, 1)


def test_sums_of_several_rows_that_could_not_be_checked_touch_each_row():
    rows = ("requests_received", "requests_carried_over")
    figures = [cell(i, None if a == "business" else 1, a) for i in rows for a in APPLICANTS]
    reports = [make(2022, *figures)]
    for name in rows:
        told = [f.message for f in trace(reports, "甲县", 2022, name).findings]
        assert any("Applicant columns" in m and "Businesses missing" in m for m in told), told


def spoken(indicator, value, label=None, **more):
    return Figure(indicator, value, label=label, unit="条", **more)


def test_a_change_that_does_not_follow_speaks_of_both_years_and_of_its_class_only():
    def change(label):
        return Figure("printed_change", 15, unit="条", quote="增加15条", label=label)

    name = "disclosed_total"
    total = [
        make(2021, spoken(name, 100)),
        make(2022, spoken(name, 110), change(indicators()[name].zh)),
    ]
    for year in (2021, 2022):
        (finding,) = trace(total, "甲县", year, "disclosed_total").findings
        assert (finding.code, finding.expected) == ("continuity_broken", 10)
    name = "disclosed_by_category"
    of_class = [
        make(2021, spoken(name, 100, "规划"), spoken(name, 7, "其他")),
        make(2022, spoken(name, 110, "规划"), change("规划")),
    ]
    for year in (2021, 2022):
        found = trace(of_class, "甲县", year, "disclosed_by_category")
        told = {n.detail: [f.expected for u in n.used for f in u.findings] for n in found.numbers}
        assert told.pop("其他", []) == []
        assert told == {"规划": [10]}


def test_a_share_that_does_not_follow_speaks_of_its_class_and_the_total():
    figures = (
        spoken("disclosed_total", 200),
        spoken("disclosed_by_category", 50, "规划", category="plans"),
        Figure("printed_share", 30.0, unit="%", label="规划", quote="30.0%"),
        spoken("disclosed_by_category", 150, "动态", category="work_updates"),
    )
    reports = [make(2022, *figures)]
    (finding,) = check_reports(reports)
    assert (finding.code, finding.expected, finding.label) == ("printed_share_mismatch", 25, "规划")
    assert trace(reports, "甲县", 2022, "disclosed_total").findings == (finding,)
    found = trace(reports, "甲县", 2022, "disclosed_by_category")
    told = {n.detail: [f for u in n.used for f in u.findings] for n in found.numbers}
    assert told == {"规划": [finding], "动态": []}


def test_figures_of_a_finding_go_into_a_table_and_back():
    reports = [make(2022, *(cell(f"requests_{k}", v) for k, v in SUM.items()))]
    found = [f for f in check_reports(reports) if f.severity == "error"]
    frame = findings_frame(found)
    assert list(frame["about"]) == [
        "requests_received/total/; requests_carried_over/total/; requests_processed/total/; "
        "requests_carried_forward/total/"
    ]
    assert findings_of(frame)[0].about == findings_of(found)[0].about == found[0].about


def test_a_breakdown_leads_to_the_figure_of_each_label():
    # 云桥县 2022: 128, 2675 and 1882 items
    reports = load_reports(data_dir() / "demo" / "reports", places=["990102"])
    found = trace(reports, "990102", 2022, "disclosed_by_category")
    assert [(n.detail, n.value) for n in found.numbers] == [
        ("概况类信息", 128), ("政务动态信息", 2675), ("信息公开目录信息更新量", 1882),
    ]  # fmt: skip
    assert all(f"({n.detail}) = " in str(found) for n in found.numbers)
    (none,) = trace(
        [make(2023, cell("requests_received", 1))], "甲县", 2023, "disclosed_by_body"
    ).numbers
    assert (none.value, none.missing, none.used) == (None, "not_stated", ())


@pytest.mark.parametrize(
    ("name", "said"),
    [("disclosed_by_category", "panel.composition"), ("requests_by_applicant", "panel.trace")],
)
def test_a_breakdown_is_no_series(name, said):
    for make_frame in (series, panel):
        with pytest.raises(ParameterError, match=said) as caught:
            make_frame(figures_frame([]), name)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_trace_shows_corrections_and_verdicts(language):
    reports = load_reports(data_dir() / "demo" / "reports", places=["990102"])
    said = load_corrections(data_dir() / "demo" / "corrections.yml").within(["990102"])
    figures = said.over(figures_frame(reports))
    judged = said.judge(check_reports(reports))
    found = trace(figures, "990102", 2019, "requests_received", findings=judged, language=language)
    (one,) = found.numbers
    # 50 as printed; the six columns make 49
    assert (one.value, one.used[0].corrected) == (50, 49)
    assert "六类申请人相加为49件" in one.used[0].correction
    verdict = {"zh": "判断：发布机关之误。", "en": "Verdict: error of the publisher."}[language]
    for text in (" ".join(str(found).split()), found._repr_html_()):
        assert {"zh": "更正为: 49 · ", "en": "corrected: 49 · "}[language] in text
        assert verdict in text and "(Gongkai" in text
    (row,) = found.frame.itertuples()
    assert (row.value, row.corrected) == (50, 49)
    assert "publisher_error" in row.findings
    other = trace(figures, "990102", 2020, "requests_received", findings=judged)
    assert other.numbers[0].used[0].corrected is None


def test_an_applicant_has_its_own_figure_and_findings():
    names = ("natural_person", "business", "research", "public_benefit", "legal_service", "other")
    names = [a for a in APPLICANTS if a != "total"] or names
    figures = [cell("requests_received", 1, a) for a in names] + [cell("requests_received", 9)]
    reports = [make(2023, *figures)]
    (finding,) = [f for f in check_reports(reports) if f.severity == "error"]
    assert finding.applicant in (None, "total")
    found = trace(reports, "甲县", 2023, "requests_received", names[0])
    assert list(found.frame["value"]) == [1]
    assert errors(trace(reports, "甲县", 2023, "requests_received")) == [finding]


def test_what_is_missing_says_how():
    reports = [make(2023, cell("requests_received", None, missing="blank"))]
    found = trace(reports, "甲县", 2023, "requests_received", language="en")
    (one,) = found.numbers
    assert (one.value, one.missing, len(one.used)) == (None, "blank", 1)
    assert "blank" in str(found) and "= 0" not in str(found)
    found = trace(reports, "甲县", 2023, "disclosed_total")
    assert found.numbers[0].missing == "not_stated"
    assert found.frame.empty


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_trace_shows_words_hash_and_findings(language):
    page = read_report(PAGE)
    found = trace([page], "990103", 2024, "work_updates_share", language=language)
    for text in (str(found), found._repr_html_()):
        assert page.sha256 in text
        assert "61.21 %" in text
        assert {"zh": "虚构", "en": "synthetic"}[language] in text
        assert {"zh": "分母", "en": "denominator"}[language] in text
        assert "政务动态" in text
    assert "<script" not in found._repr_html_()
    assert trace([page], "990103", 2024, "outcomes", language=language)._repr_html_()


def test_a_finding_of_another_label_applicant_or_publisher_does_not_touch():
    finding = Finding(
        "unmapped_category", "note", "n", indicator="disclosed_by_category", found="旅游",
        place_code="1", year=2020, publisher="a",
    )  # fmt: skip
    where = {"place_code": "1", "year": 2020, "indicator": "disclosed_by_category"}
    assert touching([finding], **where, label="旅游") == [finding]
    assert touching([finding], **where, label="新闻") == []
    assert touching([finding], **where, label="旅游", publisher="b") == []
    assert touching([finding], **(where | {"year": 2021}), label="旅游") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("亚特兰蒂斯县", 2023, "litigation"), "亚特兰蒂斯县"),
        (("平潭县", 2023, "litigation"), "no report of 平潭县 in the data"),
        (("甲县", 2005, "litigation"), "the data hold 2023"),
        (("甲县", 2023, "litigatoin"), "did you mean litigation"),
        (("甲县", 2023, "requests_received", "nobody"), "applicant 'nobody'"),
        (("甲县", 2023, "outcomes", "natural_person"), "no row of table 3"),
    ],
)
def test_mistakes_are_one_line(words, said):
    with pytest.raises(ParameterError, match=re.escape(said)) as caught:
        trace([make(2023, cell("requests_received", 1))], *words)
    assert "\n" not in str(caught.value)


def test_a_finding_on_the_portal_is_none_of_the_whole_place():
    portal = Finding(
        "identity_broken", "warning", "m", year=2022, place_code="990101", scope="portal",
        about=(("disclosed_total", "total", None),),
    )  # fmt: skip
    where = {"place_code": "990101", "year": 2022, "indicator": "disclosed_total"}
    assert touching([portal], **where, scope="portal") == [portal]
    assert touching([portal], **where, scope="whole_county") == []
    assert touching([portal], **where) == [portal]


def test_a_finding_across_years_speaks_of_a_publisher_that_changed_its_name():
    chain = Finding(
        "continuity_broken", "error", "m", year=2022, place_code="990101", publisher="new",
        publisher_before="old", about=(("requests_carried_forward", "total", 2021),
                                       ("requests_carried_over", "total", 2022)),
    )  # fmt: skip
    where = {"place_code": "990101", "indicator": "requests_carried_forward", "year": 2021}
    assert touching([chain], **where, publisher="old") == [chain]
    assert touching([chain], **where, publisher="zone") == []
    later = where | {"indicator": "requests_carried_over", "year": 2022}
    assert touching([chain], **later, publisher="new") == [chain]
    assert touching([chain], **later, publisher="old") == []
