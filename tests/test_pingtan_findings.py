"""Pingtan: what its eight documents say against themselves and each other, and nothing else.

``FOUND`` was written from the pages: each finding with the words that it rests on, of one document or
of two years. Whoever changes a check reads the page again before changing a line here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from toolkit.checks import chain, check_reports
from toolkit.figure import Finding
from toolkit.reading import read_report
from toolkit.report import Report
from toolkit.structured import load_report_file

ROOT = Path(__file__).resolve().parents[1]

#: What says how a page was read, not what it says.
READING = {"abstained", "digits_separated", "identity_unchecked"}

#: year, code, severity, indicator, applicant, expected, found: words, each with the year whose document holds them.
#: A row of a table is its cells with | between them; of 2016 and 2022 only run-together text is kept.
FOUND: list[tuple[tuple[object, ...], list[tuple[int, str]]]] = [
    ((2012, "identity_broken", "warning", "information_produced_total", None, 3926, 3978),
     [(2012, "制作、获取政府信息总数3978条，其中主动公开政府信息2026条，作为依申请公开信息数46条，不予公开信息数1854条")]),
    ((2012, "identity_broken", "warning", "disclosed_total", None, 3978, 2026),
     [(2012, "县直各单位主动公开政府信息2475条，占62.2%。各乡镇主动公开政府信息1503条，占37.8%")]),
    ((2012, "printed_share_mismatch", "warning", "printed_share", None, 122.2, 62.2),
     [(2012, "县直各单位主动公开政府信息2475条，占62.2%")]),
    ((2012, "printed_share_mismatch", "warning", "printed_share", None, 74.2, 37.8),
     [(2012, "各乡镇主动公开政府信息1503条，占37.8%")]),
    ((2012, "printed_share_mismatch", "warning", "printed_share", None, 3.0, 2.9),
     [(2012, "规划计划类信息60条，占2.9%"), (2012, "主动公开的2026条政府信息中")]),
    # "2026条…中": a list out of the 2026, whose printed shares make 57.9 %; it does not claim to be all.
    ((2012, "identity_broken", "note", "disclosed_total", None, 1175, 2026),
     [(2012, "主动公开的2026条政府信息中，机构职能、主要职能、办事程序信息161条"), (2012, "安全生产、应急管理类信息199条，占9.8%。")]),
    ((2012, "prose_table_mismatch", "warning", "disclosed_channel_website", "total", 1795, 2026),
     [(2012, "在平潭综合实验区管委会网站主动公开的2026条"), (2012, "其中：1.网站公开|条|1795|3304")]),
    ((2012, "identity_broken", "note", "disclosed_total", "total", 1795, 2026),
     [(2012, "主动公开信息数|条|2026|3542"), (2012, "网站公开|条|1795|3304"), (2012, "政府公报公开|条|0|7")]),
    ((2012, "identity_broken", "note", "disclosed_total", "total", 3311, 3542),
     [(2012, "主动公开信息数|条|2026|3542"), (2012, "网站公开|条|1795|3304"), (2012, "政府公报公开|条|0|7")]),
    ((2014, "identity_broken", "warning", "disclosed_total", None, 2641, 2543),
     [(2014, "2014年主动公开政府信息2543条"), (2014, "其他应主动公开的信息946条")]),
    ((2014, "continuity_broken", "warning", "disclosed_channel_gazette", "total", 7, 0),
     [(2012, "政府公报公开|条|0|7"), (2014, "政府公报公开数|条|0|0")]),
    ((2014, "continuity_broken", "warning", "requests_received", "total", 21, 1),
     [(2012, "受理依申请公开信息总数|条|21|21"), (2014, "受理依申请公开信息总数|条|1|1")]),
    ((2014, "continuity_broken", "warning", "requests_channel_in_person", "total", 18, 0),
     [(2012, "当面申请数|条|18|18"), (2014, "当面申请数|条|0|0")]),
    ((2014, "continuity_broken", "warning", "answers_total", "total", 21, 1),
     [(2012, "对申请的答复数|条|21|21"), (2014, "对申请的答复总数|条|1|1")]),
    ((2014, "continuity_broken", "warning", "answers_granted", "total", 17, 1),
     [(2012, "同意公开答复数|条|17|17"), (2014, "同意公开答复数|条|1|1")]),
    ((2014, "continuity_broken", "warning", "answers_granted_in_part", "total", 2, 0),
     [(2012, "同意部分公开答复数|条|2|2"), (2014, "同意部分公开答复数|条|0|0")]),
    ((2014, "continuity_broken", "warning", "answers_refused", "total", 2, 0),
     [(2012, "否决公开答复数|条|2|2"), (2014, "不予公开答复数|条|0|0")]),
    ((2016, "continuity_broken", "warning", "requests_received", "total", 1, 0),
     [(2014, "受理依申请公开信息总数|条|1|1"), (2016, "受理依申请公开信息总数条00")]),
    ((2016, "continuity_broken", "warning", "requests_channel_letter_or_fax", "total", 1, 0),
     [(2014, "信函、传真申请数|条|1|1"), (2016, "信函、传真申请数条00")]),
    ((2016, "continuity_broken", "warning", "answers_total", "total", 1, 0),
     [(2014, "对申请的答复总数|条|1|1"), (2016, "对申请的答复总数条00")]),
    ((2016, "continuity_broken", "warning", "answers_granted", "total", 1, 0),
     [(2014, "同意公开答复数|条|1|1"), (2016, "同意公开答复数条00")]),
    # The 85376 of 2016 runs together with 3460 in the text that is kept, and is not read.
    ((2018, "continuity_broken", "warning", "disclosed_total", "total", 78967, 12106),
     [(2014, "主动公开文件数|条|2543|78967"), (2016, "主动公开文件数条346085376"), (2018, "主动公开文件数|条|2069|12106")]),
    ((2018, "continuity_broken", "warning", "disclosed_channel_website", "total", 78967, 12106),
     [(2014, "政府网站公开数|条|2543|78967"), (2018, "政府网站公开数|条|2069|12106")]),
    ((2020, "identity_broken", "error", "requests_processed", "natural_person", 26, 20),
     [(2020, "（七）总计|20|0|0|0|0|1|21"), (2020, "（六）其他处理|4|0|0|0|0|0|4")]),
    ((2020, "identity_broken", "error", "requests_processed", "total", 27, 21),
     [(2020, "（七）总计|20|0|0|0|0|1|21"), (2020, "（一）予以公开|6|0|0|0|0|1|7")]),
    # Of the web page and of its text: 2020 is here twice.
    ((2020, "identity_broken", "warning", "disclosed_total", None, 2603, 2602),
     [(2020, "共公布政府信息2602条(其中机构职能类信息82条"), (2020, "其他应主动公开政府信息1053条")]),
    ((2020, "identity_broken", "warning", "disclosed_total", None, 2603, 2602),
     [(2020, "共公布政府信息2602条(其中机构职能类信息82条")]),
    ((2020, "change_implausible", "note", "licences_items_change", "total", 396, 442),
     [(2020, "行政许可|396|442|278")]),
    ((2022, "requests_meaning", "note", "requests_received", "total", 74, "new_and_carried_over"),
     [(2022, "全区收到政府信息公开申请75件"), (2022, "一、本年新收政府信息公开申请数量713000074"), (2022, "二、上年结转政府信息公开申请数量1000001")]),
    ((2022, "requests_meaning", "note", "requests_by_applicant", "natural_person", 71, "new_and_carried_over"),
     [(2022, "涉及自然人72件、商业企业3件")]),
    # 2026 to 3460 in the five other years that state it of the whole place: a question that the page does not answer.
    ((2022, "change_implausible", "note", "disclosed_total", "total", 2543, 14571),
     [(2022, "2022年全区共主动公开政府信息14571条")]),
]  # fmt: skip

#: The notes of the person who read the pages, by year and beginning, and the findings that say the same:
#: expected and found. None: no number contradicts another.
NOTES: dict[tuple[int, str], list[tuple[object, object]] | None] = {
    (2022, "正文“收到"): [(74, "new_and_carried_over"), (71, "new_and_carried_over")],
    (2022, "表4标题"): None,
    (2020, "分类条数合计2603"): [(2603, 2602)],
    (2020, "表3各办理结果行合计27"): [(27, 21), (26, 20)],
    (2020, "表2行政许可"): [(396, 442)],
    # Its 85376 is read where the report was typed in: see below.
    (2018, "历年累计12106"): [(78967, 12106)],
    (2016, "受理申请历年累计为0"): [(1, 0)],
    (2016, "改进措施写"): None,
    (2014, "分类条数合计2641"): [(2641, 2543)],
    (2014, "受理申请历年累计1"): [(21, 1)],
    (2012, "2026+46+1854=3926"): [(3926, 3978)],
    (2012, "“主动公开的政府信息"): [(3978, 2026), (122.2, 62.2), (74.2, 37.8)],
    (2012, "分类合计1175"): [(1175, 2026), (3.0, 2.9)],
    (2012, "正文称网站"): [(1795, 2026), (3311, 3542)],
    (2012, "正文“其它公开2条"): None,
}


@pytest.fixture(scope="module")
def reports(shared: Path) -> list[Report]:
    return [read_report(p) for p in sorted((shared / "real/pingtan").glob("20*.*"))]


@pytest.fixture(scope="module")
def findings(reports: list[Report]) -> list[Finding]:
    return [f for f in check_reports(reports) if f.code not in READING]


def as_row(f: Finding) -> tuple[object, ...]:
    return (f.year, f.code, f.severity, f.indicator, f.applicant, f.expected, f.found)


def test_the_documents_are_eight_of_seven_years(reports: list[Report]) -> None:
    years = [r.year for r in reports]
    assert sorted(years) == [2012, 2014, 2016, 2018, 2020, 2020, 2022, 2024]


def test_all_that_stands_in_the_table_is_found_and_nothing_else(findings: list[Finding]) -> None:
    assert Counter(map(as_row, findings)) == Counter(row for row, _ in FOUND)


def test_no_other_error_is_found(reports: list[Report]) -> None:
    errors = [as_row(f) for f in check_reports(reports) if f.severity == "error"]
    assert errors == [row for row, _ in FOUND if row[2] == "error"]
    assert len(errors) == 2


def test_the_words_stand_in_the_documents(reports: list[Report]) -> None:
    texts: dict[int | None, str] = {}
    for r in reports:
        assert r.document is not None
        rows = [
            "|".join(cell.text for cell in dict.fromkeys(row) if cell)
            for table in r.document.tables
            for row in table.grid
        ]
        for part in (r.document.text, *rows):
            texts[r.year] = texts.get(r.year, "") + "".join(part.split()) + "\n"
    for _, words in FOUND:
        for year, said in words:
            assert said in texts[year], (year, said)


def test_every_note_of_the_person_who_read_the_pages(shared: Path, findings: list[Finding]) -> None:
    facts = json.loads((shared / "real/pingtan/facts.json").read_text(encoding="utf-8"))
    notes = [(r["report_year"], n) for r in facts["reports"] for n in r["inconsistencies"]]
    found = {(f.year, f.expected, f.found) for f in findings}
    for year, note in notes:
        (key,) = (k for k in NOTES if k[0] == year and note.startswith(k[1]))
        assert all((year, *pair) in found for pair in NOTES[key] or []), note
    assert len(notes) == len(NOTES)


def test_each_is_said_in_two_languages_with_its_place(findings: list[Finding]) -> None:
    for f in findings:
        assert f.message and re.search("[一-鿿]", f.message_zh), f
        assert (f.place, f.place_code) == ("平潭县", "350128"), f
        assert f.publisher, f


def test_the_sum_of_2016_where_it_was_typed_in(reports: list[Report]) -> None:
    typed = load_report_file(ROOT / "data/reports/35/350128-2016-ser_057.yml")
    kept = [r for r in reports if r.year != 2016]
    fallen = [
        f for f in check_reports([*kept, typed])
        if f.indicator == "disclosed_total" and f.code == "continuity_broken"
    ]  # fmt: skip
    assert [(f.year, f.expected, f.found) for f in fallen] == [(2018, 85376, 12106)]
    assert "2016" in fallen[0].message
    assert "2018" in fallen[0].message_zh


def test_what_was_not_read_is_unchecked_in_the_chain(reports: list[Report]) -> None:
    frame = chain(reports)
    mine = frame[(frame["rule"] == "cumulative") & (frame["indicator"] == "disclosed_total")]
    assert mine[["earlier_year", "year", "outcome"]].values.tolist() == [
        [2012, 2014, "holds"], [2014, 2016, "unchecked"], [2014, 2018, "broken"],
    ]  # fmt: skip
    # Every second year is here, so no request can be followed from one year to the next.
    carried = frame[frame["rule"] == "carried"]
    assert set(carried["outcome"]) == {"gap"}
    assert set(carried["missing"]) == {"report 2019", "report 2021", "report 2023"}
