"""Sentences: what a person reads in a passage is what comes out, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from toolkit.document import Document, DocumentBuilder
from toolkit.prose import read_page, read_prose
from toolkit.prose.page import citations
from toolkit.readers import read_document

PASSAGES = yaml.safe_load(
    (Path(__file__).parent / "expected" / "passages.yml").read_text(encoding="utf-8")
)


def document(text: str, media: str = "html", **more: object) -> Document:
    builder = DocumentBuilder()
    for line in text.split("\n"):
        builder.paragraph(line)
    return Document(tuple(builder), "0" * 64, "passage", media, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p["id"])
def test_a_passage_says_what_a_person_reads_in_it(passage: dict) -> None:
    doc = document(passage["text"])
    prose = read_prose(doc, passage["year"], since_2019=passage["year"] >= 2019)
    found = [f for f in prose.figures if f.indicator != "printed_share"]
    left = list(found)
    for wanted in passage["figures"]:
        hit = [f for f in left if all(getattr(f, k) == v for k, v in wanted.items())]
        assert hit, (
            f"{wanted} is missing; came out: {[(f.indicator, f.value, f.label, f.cumulative, f.scope) for f in found]}"
        )
        left.remove(hit[0])
    assert not left, f"came out unasked: {[(f.indicator, f.value, f.quote) for f in left]}"
    shares = [(f.label, f.value) for f in prose.figures if f.indicator == "printed_share"]
    assert shares == [tuple(s) for s in passage.get("shares", [])]
    abstained = {f.indicator: f.found for f in prose.findings if f.code == "abstained"}
    for indicator, reason in passage.get("abstained", {}).items():
        assert abstained.get(indicator) == reason
    for f in prose.figures:
        start, end = (int(x) for x in f.where.removeprefix("text:").split("-"))
        assert doc.text[start:end].strip() == f.quote


def test_citations_are_listed_once_and_without_the_words_before() -> None:
    text = "根据国办发〔2017〕24号和《办法》（晋政办发[2017]50号），按照国办发〔2017〕24号要求，国务院令第711号。"
    assert citations(text) == ("国办发〔2017〕24号", "晋政办发〔2017〕50号")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (
            "本报告所列数据的统计期限自2017年1月1日起至2017年12月31日止。",
            ("2017-01-01", "2017-12-31"),
        ),
        ("统计时限为2022年1月1日至2022年12月31日。", ("2022-01-01", "2022-12-31")),
        ("统计期限：2015-1-1起至2015-12-31止", ("2015-01-01", "2015-12-31")),
        ("统计期限自2017年2月30日起至2017年12月31日止。", None),
        ("全年开展培训。", None),
    ],
)
def test_period(text: str, period: tuple[str, str] | None) -> None:
    assert read_page(read_document(text.encode(), "period.txt")).period == period


@pytest.mark.parametrize(
    ("title", "publisher", "year"),
    [
        ("襄垣县人民政府2017年度政府信息公开工作年度报告", "襄垣县人民政府", 2017),
        ("平潭县人民政府2012年政府信息公开工作年度报告", "平潭县人民政府", 2012),
        ("2019年虚构县财政局政府信息公开工作年度报告", "虚构县财政局", 2019),
        ("虚构县二〇一〇年政府信息公开年度报告", "虚构县", 2010),
    ],
)
def test_title_gives_publisher_and_year(title: str, publisher: str, year: int) -> None:
    page = read_page(document("页首\n" + title + "\n正文。"))
    assert (page.publisher, page.year) == (publisher, year)


def test_sections_with_problems_and_measures_as_items() -> None:
    text = (
        "一、概述\n本县重视公开。\n二、主动公开政府信息情况\n公开信息5条。\n"
        "三、存在的主要问题和改进措施\n一是人员少；二是更新慢。下一步，一是加强培训；二是按时更新。"
    )
    prose = read_prose(document(text), 2015)
    kinds = [(s.kind, s.items) for s in prose.sections]
    assert kinds == [
        ("overview", ()),
        ("active_disclosure", ()),
        ("problems", ("人员少", "更新慢")),
        ("measures", ("加强培训", "按时更新")),
    ]


def test_a_sentence_broken_over_lines_of_a_text_file_is_one_sentence() -> None:
    lines = (
        "根据有关规定，现将本县政府信息公开工作情况公布如下：2015年全县共主动公开\n政府信息3200条。"
    )
    prose = read_prose(document(lines, media="text"), 2015)
    assert [(f.indicator, f.value) for f in prose.figures] == [("disclosed_total", 3200)]


@pytest.mark.parametrize(
    "text",
    [
        "共公开政府信息，" * 20_000,
        "其中、" * 30_000,
        "（" * 50_000,
        " " * 100_000 + "终",
        "1 " * 50_000,
    ],
)
def test_text_without_an_end_is_no_sentence_and_is_left_quickly(text: str) -> None:
    """Patterns must not run away on it: without bounds each of these takes minutes."""
    assert read_prose(document(text), 2016).figures == ()
