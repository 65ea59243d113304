"""Brief: parameters are checked, pages say what they must, nothing half-made is left behind."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import nbformat
import pandas as pd
import pypdfium2
import pytest

from toolkit.brief.brief import Brief, data_hash
from toolkit.brief.choice import MOST_NAMED, Choice, check_parameters, slug
from toolkit.brief.notes import _kind
from toolkit.brief.parameters import (
    Parameter,
    check_declared,
    declared_parameters,
    fits,
    notebook_path,
    parse_years,
)
from toolkit.brief.pdf import TEXT_WIDTH, check_characters, svg_texts, svg_width
from toolkit.brief.pivot import MOST_LINES, pivots
from toolkit.brief.sources import source_entries
from toolkit.brief.table import number_text, table_block
from toolkit.brief.words import WORDS, year_ranges
from toolkit.errors import ParameterError, SourceError
from toolkit.figure import ABSTAIN_REASONS
from toolkit.output import write_bytes
from toolkit.report import Report


def report(year=2020, **more):
    more = {"synthetic": True, "place": "云溪县", "place_code": "990101", "level": "county"} | more
    digest = hashlib.sha256(str(sorted(more.items())).encode() + str(year).encode()).hexdigest()
    return Report(
        source=f"{year}.yml", sha256=digest, year=year, publisher="云溪县人民政府", **more
    )


def brief(language="zh", reports=None, **more):
    more = {"date": "2026-01-02", "title": "云溪县公开概览", "places": ["云溪县"]} | more
    return Brief(
        language=language, years=(2019, 2020),
        reports=[report()] if reports is None else reports, **more,
    )  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture
def chart():
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 2))
    figure.subplots().plot([2019, 2020], [1, 2])
    return figure


# ------------------------------------------------------------------ parameters


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2011-2013", (2011, 2012, 2013)),
        ("2011–2012", (2011, 2012)),
        ("2011, 2014-2015", (2011, 2014, 2015)),
        ("2011年", (2011,)),
        (2020, (2020,)),
        ([2015, 2013, 2013], (2013, 2015)),
        (["2013", "2015-2016"], (2013, 2015, 2016)),
    ],
)
def test_years_are_read(given, expected):
    assert parse_years(given) == expected


@pytest.mark.parametrize(
    "given", ["", "2011-", "2015-2011", "11-12", "1999-2005", True, 20, None, [], ["x"], [True]]
)
def test_years_that_are_none(given):
    with pytest.raises(ParameterError, match=r"years .* cannot be read.*2011-2025") as error:
        parse_years(given)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        ("a", "str", True),
        (1, "str", False),
        (1, "int", True),
        (True, "int", False),
        (True, "bool", True),
        (1, "float", True),
        (["a"], "list[str]", True),
        (["a", 1], "list[str]", False),
        ("a", "list[str]", False),
        ([], "list[str]", True),
        (None, "str | None", True),
        ([2011], "str | list[int]", True),
        ([True], "list[int]", False),
    ],
)
def test_types(value, type_, expected):
    assert fits(value, type_) is expected


DECLARED = {
    "places": Parameter("places", "list[str]", []),
    "years": Parameter("years", "str", "2011-2025"),
}


def test_unknown_parameter_names_the_allowed_ones():
    with pytest.raises(ParameterError) as error:
        check_declared(DECLARED, {"palces": ["x"]}, "03_compare_counties")
    assert "'palces' is unknown" in str(error.value)
    assert "places: list[str], years: str" in str(error.value)


def test_ill_typed_parameter_names_the_type():
    with pytest.raises(ParameterError) as error:
        check_declared(DECLARED, {"places": "平潭县"}, "03_compare_counties")
    assert "'places'" in str(error.value)
    assert "not list[str]" in str(error.value)


def test_unknown_notebook_names_the_known_ones():
    with pytest.raises(ParameterError) as error:
        notebook_path("compere")
    for name in ("compare", "county", "report", "03_compare_counties"):
        assert name in str(error.value)


def notebook_with(tmp_path: Path, source: str) -> Path:
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["tags"] = ["parameters"]
    path = tmp_path / "own.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path


def test_declared_parameters_are_seen_with_unions(tmp_path):
    path = notebook_with(tmp_path, '"""Words."""\na: str | None = None\nb: list[int] = [1]\n')
    assert declared_parameters(path) == {
        "a": Parameter("a", "str | None", None),
        "b": Parameter("b", "list[int]", [1]),
    }


@pytest.mark.parametrize("source", ["a = 1", "a: int = f()", "a: int", "import os", "a: int ="])
def test_a_parameters_cell_that_cannot_be_read(tmp_path, source):
    with pytest.raises(ParameterError, match=r"parameters cell of own\.ipynb"):
        declared_parameters(notebook_with(tmp_path, source))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"places": "平潭县"}, "'places'"),
        ({"language": "fr"}, "language 'fr'"),
        ({"date": "yesterday"}, "date 'yesterday'"),
        ({"years": "never"}, "years 'never'"),
        ({"place": " "}, "'place' is empty"),
        ({"place": "亚特兰蒂斯县"}, "亚特兰蒂斯县"),
        ({"place": "鼓楼区"}, "ambiguous"),
        ({"place": "平潭县", "years": "2090"}, "no reports"),
        ({"colour": "red"}, "'colour' is unknown"),
    ],
)
def test_parameters_set_by_hand_in_a_notebook_are_checked(wrong, said):
    with pytest.raises(ParameterError, match=re.escape(said)) as error:
        check_parameters(**({"years": "2011-2025"} | wrong))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("given", [{"data": "no/such/folder"}, {"report": "no/such/report.html"}])
def test_files_that_are_not_there(given):
    with pytest.raises(SourceError, match="no/such"):
        check_parameters(**({"place": "平潭县", "years": "2011-2025"} | given))


def test_chosen_places_keep_their_order_and_count_once():
    chosen = check_parameters(places=["平潭县", "绥宁县", "350128"], years="2011-2025")
    assert chosen.codes == ("350128", "430527")
    assert chosen.places == ("平潭县", "绥宁县")
    assert {r.place_code for r in chosen.reports} == {"350128", "430527"}


def test_only_publishers_of_county_level_are_in_a_brief():
    chosen = check_parameters(places=["乌恰县"], years="2011-2025")
    # a township, two departments and the county's own reports bear the code 653024
    assert {r.level for r in chosen.reports} == {"county"}


def test_file_names_are_ascii_and_short():
    codes = tuple(f"9901{i:02d}" for i in range(12))
    few = slug("03_compare_counties", Choice("zh", (2011, 2012), codes[:2]))
    assert few == "compare-990100-990101-2011-2012-zh"
    many = slug("03_compare_counties", Choice("en", (2011, 2013), codes))
    assert re.fullmatch(r"compare-12-places-[0-9a-f]{8}-2011_2013-en", many)
    assert len(codes) > MOST_NAMED
    assert slug("我的笔记", Choice("zh", (2011,), codes[:1])).isascii()


# ------------------------------------------------------------------ tables and words


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (12345, None, ("12,345", "")),
        (0, None, ("0", "")),
        (0.5, None, ("0", ".5")),
        (-3, None, ("−3", "")),
        (6.349, 1, ("6", ".3")),
        (10.0, 1, ("10", ".0")),
        (1234567.25, None, ("1,234,567", ".25")),
    ],
)
def test_numbers_are_printed_with_separators(value, decimals, expected):
    assert number_text(value, decimals) == expected


def test_a_table_marks_the_missing_and_keeps_the_points_in_line():
    frame = pd.DataFrame({"n": pd.array([1.5, None, 1000], dtype="Float64"), "t": ["a", None, "c"]})
    block = table_block(frame, labels={"n": "数"}, units={"n": "件"}, decimals={}, wide=())
    number, text = block["columns"]
    assert (number["label"], number["unit"], number["numeric"], number["frac"]) == (
        "数",
        "件",
        True,
        ".5",
    )
    assert text["numeric"] is False
    assert [r[0]["whole"] for r in block["rows"]] == ["1", "—", "1,000"]
    assert [r[1] for r in block["rows"]] == ["a", "—", "c"]
    assert block["has_missing"]


def tidy(rows):
    frame = pd.DataFrame(rows, columns=["line_label", "year", "value", "missing"])
    return frame.astype({"value": "Float64", "missing": "string"})


def test_a_pivot_tells_the_kinds_of_missing_apart():
    made = pivots(
        tidy([("甲县", 2019, 5, None), ("甲县", 2020, None, "blank"), ("乙县", 2020, 0, None),
              ("甲县", 2021, None, "slash")]),
        "年份",
    )  # fmt: skip
    (one,) = made
    # 2021 has no value of anybody and is not printed; 0 is a value
    assert one.frame["年份"].tolist() == ["2019", "2020"]
    assert one.frame["甲县"].isna().tolist() == [False, True]
    assert one.frame["乙县"].tolist()[1] == 0
    assert one.marks == {(1, "甲县"): "a"}
    legend = one.legend("zh")
    assert "资料中没有该年报告" in legend
    assert "原表空白" in legend
    assert "斜线" not in legend


def test_a_pivot_and_the_notes_tell_why_a_figure_was_not_read():
    rows = [("甲县", 2019, 1, None), ("甲县", 2020, None, "abstained: two_candidates")]
    (one,) = pivots(tidy([*rows, ("乙县", 2020, 0, None), ("乙县", 2019, 0, None)]), "年份")
    assert one.marks == {(1, "甲县"): "h"} and "未读取" in one.legend("zh")
    assert _kind("abstained: two_candidates", "en") == "there but not read (two candidates)"
    assert _kind("abstained: two_candidates", "zh") == "有数字而未读取（有两个可能的数）"
    assert _kind("blank", "zh") == "原表空白"
    assert set(ABSTAIN_REASONS) <= set(WORDS["zh"]) & set(WORDS["en"])


def test_many_places_go_into_several_tables():
    names = [f"县{i}" for i in range(14)]
    made = pivots(tidy([(n, 2020, 1, None) for n in names]), "年份")
    assert [len(p.frame.columns) - 1 for p in made] == [7, 7]
    assert MOST_LINES < 14


@pytest.mark.parametrize(
    ("years", "language", "expected"),
    [
        ([2013, 2011, 2012, 2015], "en", "2011–2013, 2015"),
        ([2011, 2012], "zh", "2011—2012"),
        ([], "zh", ""),
    ],
)
def test_year_ranges(years, language, expected):
    assert year_ranges(years, language) == expected


def test_both_languages_have_the_same_words():
    assert set(WORDS["zh"]) == set(WORDS["en"])


def test_a_source_without_a_web_address_is_no_link():
    entries = source_entries(
        [report(address="https://x.gov.cn/1"), report(2021, address="see p. 3")], "en"
    )
    assert [e["address"] for e in entries] == ["https://x.gov.cn/1", ""]
    assert entries[1]["note"] == "see p. 3"


# ------------------------------------------------------------------ the PDF


def test_a_brief_reads_back_in_chinese(chart):
    made = brief(subtitle="2019—2020年度")
    made.heading("收到的公开申请")
    made.text("第一段。\n第二段。")
    made.figure(chart, caption="收到申请数", alt="折线")
    made.figure(None, caption="没有的图", otherwise="未作“没有的图”：没有相应数字。")
    made.table(pd.DataFrame({"年份": ["2019"], "件": [1234]}), caption="收到申请数")
    made.notes({"缺失的数字": ["云溪县：没有报告 2019"]})
    made.sources()
    text = "".join(pages(made.pdf()))
    for words in (
        "云溪县公开概览", "2019—2020", "收到的公开申请", "第二段", "图 1", "表 1", "1,234", "没有相应数字",
        "没有报告 2019", "云溪县人民政府", "第 1 页 / 共 1 页", "2026-01-02",
    ):  # fmt: skip
        assert words in text, words
    assert data_hash([report()])[:16] in text
    assert "没有的图" in text
    assert "图 2" not in text


def test_english_words(chart):
    made = brief("en", title="Yunxi in profile")
    made.figure(chart, caption="Requests")
    made.table(pd.DataFrame({"Year": ["2019"], "Cases": [None]}), caption="Requests")
    text = "".join(pages(made.pdf()))
    for words in ("Yunxi in profile", "Figure 1", "Table 1", "Page 1 of 1", "missing, not 0"):
        assert words in text, words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_synthetic_data_says_so(language):
    made = brief(language)
    made.text("\n".join(["很长的一段。" * 40] * 30))
    found = pages(made.pdf())
    assert len(found) > 1
    assert all("合成演示数据" in p and "synthetic demonstration data" in p.lower() for p in found)


def test_real_data_does_not_say_synthetic():
    made = brief(reports=[report(synthetic=False)])
    made.text("一段。")
    assert "合成" not in "".join(pages(made.pdf()))


def test_same_content_same_bytes(chart):
    def make(date):
        made = brief(date=date)
        made.figure(chart, caption="图")
        return made.pdf()

    assert make("2026-01-02") == make("2026-01-02")
    assert make("2026-01-02") != make("2026-01-03")


def test_the_pdf_declares_archive_and_accessibility():
    pdf = brief("en").pdf()
    assert b"<pdfaid:part>2<" in pdf
    assert b"<pdfaid:conformance>A<" in pdf
    assert b"<pdfuaid:part>1<" in pdf
    assert re.search(rb"/Lang ?\(en", pdf)


def test_long_addresses_stay_on_the_page():
    made = brief(reports=[report(address="https://www.example.gov.cn/" + "a-very-long-part/" * 25)])
    made.sources()
    with pypdfium2.PdfDocument(made.pdf()) as document:
        page = document[0]
        textpage = page.get_textpage()
        width = page.get_width()
        right = max(textpage.get_charbox(i)[2] for i in range(textpage.count_chars()))
    assert right <= width - 50


def test_order_of_reports_does_not_change_the_hash():
    a, b = report(2019), report(2020)
    assert data_hash([a, b]) == data_hash([b, a]) != data_hash([a])


def test_a_missing_glyph_fails_and_is_named():
    made = brief()
    made.text("平潭\U0001f600县")
    with pytest.raises(ParameterError, match=r"U\+1F600"):
        made.pdf()


def test_a_missing_glyph_in_a_chart_fails(chart):
    chart.axes[0].set_title("ᚠ")
    made = brief()
    with pytest.raises((ParameterError, SourceError), match="ᚠ"):
        made.figure(chart, caption="图")


def test_rare_characters_can_be_drawn():
    check_characters(["䶮𬭎𫖯—≈†“”·"])


def test_invisible_characters_of_web_pages_are_dropped():
    made = brief()
    made.text("平\u200b潭\ufeff县")
    assert "平潭县" in "".join(pages(made.pdf()))


def test_a_figure_without_chart_needs_a_sentence():
    with pytest.raises(ParameterError, match="otherwise="):
        brief().figure(None, caption="图")


def test_charts_keep_their_size_up_to_the_width_of_the_text():
    assert svg_width(b'<svg height="10pt" width="300.5pt">') == 300.5
    assert svg_width(b'<svg height="10pt" width="900pt">') == TEXT_WIDTH
    assert svg_texts(b"<svg><style>*{a:b}</style><!-- c --><text>1 &lt; 2</text></svg>") == [
        "1 < 2"
    ]


# ------------------------------------------------------------------ writing


def test_empty_output_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert brief().write("") is None
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_output_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(SourceError, match="cannot be written") as error:
        brief().write(tmp_path / "file" / "a.pdf")
    assert "\n" not in str(error.value)
    assert (tmp_path / "file").read_text() == "x"


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(SourceError, match="No space left"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]
