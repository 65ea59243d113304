"""Word files: what is on paper is read, what is deleted or hidden is not, and no digit moves."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from made import word
from made.sample import samples

from toolkit.document import Document
from toolkit.errors import ReadError
from toolkit.readers import read_document

MARK = "\ufffd"


def run(text: str, properties: str = "", more: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr>{more}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*runs: str, properties: str = "") -> str:
    inner = "".join(r if r.startswith("<") else run(r) for r in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else par(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str, widths: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths.split())
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(c if c.startswith("<w:tc>") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def span(wide: int) -> str:
    return f'<w:gridSpan w:val="{wide}"/>'


START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(*body: str, **parts: str) -> Document:
    return read_document(word.pack("".join(body), **parts), "f.docx")


def lines(*body: str, **parts: str) -> list[str]:
    document = read(*body, **parts)
    assert document.media == "word" and not document.tables
    return [p.text for p in document.paragraphs]


def grid(*body: str) -> list[list[str]]:
    (found,) = read(*body).tables
    return [["." if c is None else c.text for c in places] for places in found.grid]


def value(content: str) -> str:
    """The text of a value cell with this content."""
    return grid(table(row("主动公开", cell(content)), row("依申请", "9")))[0][1]


# Runs


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([run("12"), run("3")], "123"),
        (["<w:r><w:t>12 </w:t></w:r>", "<w:r><w:t> 3</w:t></w:r>"], "123"),
        ([run("公开"), "<w:r><w:t>\n12\n</w:t></w:r>", run("条")], "公开12条"),
        ([run("1"), "<w:r><w:noBreakHyphen/></w:r>", run("2")], "1-2"),
        ([run("公"), "<w:r><w:softHyphen/></w:r>", run("开")], "公开"),
        ([run("12"), "<w:r><w:tab/></w:r>", run("345")], "12\u3000345"),
        ([run("12"), run("345", "<w:vanish/>")], "12"),
        ([run("12"), run("345", '<w:vanish w:val="0"/>')], "12345"),
        ([run("12"), run("345", '<w:vanish w:val="false"/>')], "12345"),
        ([run("12"), run("345", "<w:webHidden/>")], "12345"),
        ([run("12"), run("3", '<w:vertAlign w:val="superscript"/>')], "12³"),
        ([run("12"), run("3", '<w:vertAlign w:val="subscript"/>')], "12³"),
        ([run("12"), run("3", '<w:vertAlign w:val="baseline"/>')], "123"),
        ([run("12"), run("3", '<w:position w:val="12"/>')], "12³"),
        ([run("12"), run("3", '<w:position w:val="-4"/>')], "123"),
        ([run("甲"), run("12", "<w:strike/>"), run("13")], f"甲{MARK * 3}"),
        ([run("甲"), run("12", "<w:dstrike/>"), run("13")], f"甲{MARK * 3}"),
        ([run("12"), run(" ", "<w:strike/>"), run("条")], "12 条"),
        ([run("甲"), run("9", '<w:color w:val="FFFFFF"/>'), run("31")], f"甲{MARK * 3}"),
        ([run("总计", '<w:color w:val="FFFFFF"/>'), run("31", '<w:color w:val="FF0000"/>')], "总计31"),
        ([run("甲"), '<w:r><w:sym w:font="Symbol" w:char="F031"/></w:r>', run("2")], f"甲{MARK * 2}"),
        ([run("甲"), run("12", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>')], f"甲{MARK}"),
        ([run("甲12", '<w:rFonts w:ascii="Arial" w:hint="eastAsia"/>')], "甲12"),
        ([run("12"), '<w:r><w:footnoteReference w:id="1"/></w:r>'], "12"),
        ([run("12"), '<w:r><w:endnoteReference w:id="1"/></w:r>', run("条")], "12条"),
        ([run("12"), '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>3</w:t></w:r>'], "12"),
        ([run("12"), '<w:r><w:footnoteReference w:customMarkFollows="0" w:id="1"/><w:t>3</w:t></w:r>'], "123"),
        ([run("12"), '<w:r><w:commentReference w:id="1"/></w:r>', run("3")], "123"),
        (["<w:hyperlink>", run("甲"), "</w:hyperlink>", run("12")], "甲12"),
        (["<w:smartTag>", run("1"), "</w:smartTag>", run("2")], "12"),
        (["<w:sdt><w:sdtPr/><w:sdtContent>", run("1"), "</w:sdtContent></w:sdt>", run("2")], "12"),
        ([run("1"), '<w:proofErr w:type="x"/><w:bookmarkStart w:id="1"/>', run("2")], "12"),
        (["<w:ins>", run("12"), "</w:ins><w:del><w:r><w:delText>99</w:delText></w:r></w:del>"], "12"),
        (["<w:ins>", run("12"), "<w:del>", run("99"), "</w:del></w:ins>"], "12"),
        (["<w:moveFrom>", run("99"), "</w:moveFrom><w:moveTo>", run("12"), "</w:moveTo>"], "12"),
        (["<w:r><w:ruby><w:rt>", run("gong"), "</w:rt><w:rubyBase>", run("公"), "</w:rubyBase></w:ruby></w:r>", run("开")], "公开"),
        (["<m:oMath><m:r><m:t>12</m:t></m:r><m:r><m:t>3</m:t></m:r></m:oMath>"], "123"),
        ([run("甲"), "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>", run("条")], f"甲{MARK}条"),
        ([run("甲"), "<m:oMathPara><m:oMath><m:sSup><m:e><m:r><m:t>1</m:t></m:r></m:e></m:sSup></m:oMath></m:oMathPara>", run("条")], f"甲{MARK}条"),
    ],
)  # fmt: skip
def test_a_line(runs: list[str], text: str) -> None:
    assert lines(f"<w:p>{''.join(runs)}</w:p>") == [text]


def test_breaks_and_paragraphs_part_lines() -> None:
    assert lines(par("甲", "<w:r><w:br/></w:r>", "乙"), par(""), par("丙")) == ["甲", "乙", "丙"]
    assert value(par("12", "<w:r><w:br/></w:r>", "3")) == "12\n3"
    assert value(par("12") + par("3")) == "12\n3"
    assert value(par("12", '<w:r><w:br w:type="page"/></w:r>', "3")) == "12\n3"
    assert value(par("12", "<w:r><w:cr/></w:r>", "3")) == "12\n3"


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:moveFrom/>", "<w:vanish/>", "<w:specVanish/>"])
def test_a_paragraph_mark_that_is_gone_parts_nothing(mark: str) -> None:
    gone = par("12", properties=f"<w:rPr>{mark}</w:rPr>")
    assert lines(gone, par("3"), par("4")) == ["123", "4"]
    assert grid(table(row(cell(gone), "3"), row("4", "5"))) == [["12", "3"], ["4", "5"]]


def test_a_line_that_would_go_on_ends_before_a_table() -> None:
    gone = par("99", properties="<w:rPr><w:del/></w:rPr>")
    document = read(gone, table(row("甲", "1"), row("乙", "2")))
    assert [c.text for r in document.tables[0].grid for c in r if c] == ["甲", "1", "乙", "2"]
    assert document.text == "99"


def test_a_paragraph_mark_that_is_new_or_shown_parts_lines() -> None:
    assert lines(par("12", properties="<w:rPr><w:ins/></w:rPr>"), par("3")) == ["12", "3"]
    shown = '<w:rPr><w:vanish w:val="0"/></w:rPr>'
    assert lines(par("12", properties=shown), par("3")) == ["12", "3"]


def test_a_large_first_letter_belongs_to_its_line() -> None:
    first = par("2", properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
    assert lines(first, par("020年")) == ["2020年"]


def test_deleted_paragraphs_and_inserted_ones() -> None:
    assert lines("<w:del>" + par("99") + "</w:del><w:ins>" + par("12") + "</w:ins>") == ["12"]


# Fields


def field(instruction: str, result: str | None, begin: str = "") -> str:
    kept = "" if result is None else '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + result
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{begin}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{kept}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


DROPDOWN = (
    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="7"/><w:listEntry w:val="8"/>'
    "</w:ddList></w:ffData>"
)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([field(" =SUM(ABOVE) ", run("12")), run("3")], "123"),
        ([field("IF ", run("12")).replace("</w:instrText></w:r>", "</w:instrText></w:r>" + field("REF x", run("99")), 1)], "12"),
        ([field("HYPERLINK 'x'", run("甲") + field("PAGE", run("5")))], "甲5"),
        (['<w:fldSimple w:instr="=1+2">', run("3"), "</w:fldSimple>", run("条")], "3条"),
        ([run("甲"), field("=1+2", None), run("条")], f"甲{MARK}条"),
        ([run("甲"), field(" symbol 49 ", None), run("2")], f"甲{MARK * 2}"),
        ([run("12"), field(r"eq \o\ac(○,3)", None), run("条")], "12条"),
        ([run("12"), field("XE 词", None), run("3")], "123"),
        ([field(" FORMDROPDOWN ", None, DROPDOWN), run("条")], "8条"),
        ([field(" FORMDROPDOWN ", None, DROPDOWN.replace('"1"', '"5"')), run("条")], f"{MARK}条"),
        ([field("REF x", run("9", "<w:vanish/>")), run("12")], "12"),
        (['<w:r><w:fldChar w:fldCharType="end"/></w:r>', run("12")], "12"),
    ],
)  # fmt: skip
def test_fields(runs: list[str], text: str) -> None:
    assert lines(f"<w:p>{''.join(runs)}</w:p>") == [text]


def test_a_field_over_paragraphs_and_one_that_never_ends() -> None:
    whole = field("TOC", run("甲") + "</w:p><w:p>" + run("乙"))
    assert lines(f"<w:p>{whole}</w:p>", par("丙")) == ["甲", "乙", "丙"]
    nested = field("IF x ", run("12")).replace(
        "IF x ", "IF </w:instrText></w:r>" + field("REF", run("99")) + "<w:r><w:instrText>"
    )
    assert lines(f"<w:p>{field('XE', None)}{nested}</w:p>") == ["12"]
    open_ = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>'
    assert lines(f"<w:p>{open_}{run('甲')}</w:p>", par("乙")) == ["甲", "乙"]


def test_fields_in_fields_are_read_at_once() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    body = "<w:p>" + (mark("begin") + mark("separate")) * 10_000 + run("1") * 10_000 + "</w:p>"
    started = time.monotonic()
    assert lines(body) == ["1" * 10_000]
    assert time.monotonic() - started < 60


# Styles

STYLES = (
    '<w:style w:type="character" w:styleId="up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="up2"><w:basedOn w:val="up"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="a"><w:basedOn w:val="b"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
)


def test_styles_hide_and_raise_as_well() -> None:
    body = (
        par("12", run("3", '<w:rStyle w:val="up2"/>')),
        par("99", properties='<w:pStyle w:val="gone"/>'),
        par(run("4", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="gone"/>'),
        par("甲", run("5", '<w:rStyle w:val="b"/>')),
        par("6", properties='<w:pStyle w:val="unknown"/>'),
    )
    assert lines(*body, styles=STYLES) == ["12³", "4", f"甲{MARK}", "6"]


# Tables


def test_cells_over_columns_and_rows() -> None:
    body = table(
        row(cell("甲", START), cell("乙", span(2))),
        row(cell("", ON), "1", "2"),
        row(cell("", '<w:vMerge w:val="continue"/>'), "3", "4"),
        row("丙", "5", "6"),
    )
    assert grid(body) == [["甲", "乙", "乙"], ["甲", "1", "2"], ["甲", "3", "4"], ["丙", "5", "6"]]
    (found,) = read(body).tables
    assert found.spans and found.grid[0][0] is found.grid[2][0]
    assert found.grid[0][0] is not None and found.grid[0][0].rowspan == 3


def test_a_merged_cell_over_columns_too() -> None:
    wide = span(2)
    body = table(
        row(cell("甲", wide + START), "1"), row(cell("", wide + ON), "2"), row("a", "b", "3")
    )
    assert grid(body) == [["甲", "甲", "1"], ["甲", "甲", "2"], ["a", "b", "3"]]


def test_what_a_covered_cell_holds_is_not_printed() -> None:
    body = table(row(cell("甲", START), "1"), row(cell("99", ON), "2"))
    assert grid(body) == [["甲", "1"], ["甲", "2"]]


def test_a_cell_that_continues_nothing_is_its_own() -> None:
    assert grid(table(row(cell("甲", ON), "1"), row("乙", "2"))) == [["甲", "1"], ["乙", "2"]]
    assert grid(table(row("甲", "1"), row(cell("乙", ON), "2"))) == [["甲", "1"], ["乙", "2"]]
    other = table(row(cell("甲", span(2) + START), "1"), row(cell("乙", ON), "丙", "2"))
    assert grid(other) == [["甲", "甲", "1"], ["乙", "丙", "2"]]


def test_two_groups_of_merged_cells_one_after_the_other() -> None:
    body = table(
        row(cell("甲", START), "1"),
        row(cell("", ON), "2"),
        row(cell("乙", START), "3"),
        row(cell("", ON), "4"),
    )
    assert grid(body) == [["甲", "1"], ["甲", "2"], ["乙", "3"], ["乙", "4"]]


def test_cells_merged_sideways_in_the_way_of_old() -> None:
    first, more = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    body = table(row(cell("甲", first), cell("", more), "1"), row("a", "b", "2"))
    assert grid(body) == [["甲", "甲", "1"], ["a", "b", "2"]]


def test_rows_that_begin_or_end_inside_the_table() -> None:
    body = table(
        row("甲", "1", "2"),
        row("3", "4", properties='<w:gridBefore w:val="1"/>'),
        row("乙", "5", properties='<w:gridAfter w:val="1"/>'),
    )
    assert grid(body) == [["甲", "1", "2"], ["", "3", "4"], ["乙", "5", "."]]


def test_rows_of_unequal_width_say_nothing_of_columns() -> None:
    (found,) = read(table(row("表题"), row("甲", "1", "2"), row("乙", "3", "4"))).tables
    assert not found.spans
    assert [[c.text for c in r if c] for r in found.grid] == [
        ["表题"],
        ["甲", "1", "2"],
        ["乙", "3", "4"],
    ]


def test_borders_that_miss_each_other_by_a_hair_are_one() -> None:
    body = table(
        row("甲", cell("1", span(2)), "2"),
        row(cell("乙", span(2)), "3", "4"),
        widths="800 1 799 800",
    )
    assert grid(body) == [["甲", "1", "2"], ["乙", "3", "4"]]
    tracked = body.replace(
        "</w:tblGrid>",
        '<w:tblGridChange><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid></w:tblGridChange></w:tblGrid>',
    )
    assert grid(tracked) == grid(body)
    narrow = table(row("甲", "1", "2"), row("乙", "3", "4"), widths="800 0 0")
    assert grid(narrow) == [["甲", "1", "2"], ["乙", "3", "4"]]


def test_changes_of_a_table_that_wait_for_approval() -> None:
    body = table(
        row("甲", "1"),
        row("乙", "99", properties="<w:del/>"),
        row("丙", "2", properties="<w:ins/>"),
        row("丁", cell("98", "<w:cellDel/>"), cell("3", "<w:cellIns/>")),
        row("戊", "97", properties="<w:hidden/>"),
    )
    assert grid(body) == [["甲", "1"], ["丙", "2"], ["丁", "3"]]


def test_controls_around_rows_and_cells() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    body = table(control(row("甲", "1")), f"<w:tr>{cell('乙')}{control(cell('2'))}</w:tr>")
    assert grid(control(body)) == [["甲", "1"], ["乙", "2"]]


def test_tables_that_only_lay_out_dissolve() -> None:
    inner = table(row("甲", "1"), row("乙", "2"))
    body = table(row(cell(par("前文") + inner + par("后文"))))
    document = read(body, par("末"))
    assert [p.text for p in document.paragraphs] == ["前文", "后文", "末"]
    assert [[c.text for c in r if c] for r in document.tables[0].grid] == [["甲", "1"], ["乙", "2"]]


def test_two_tables_stay_two() -> None:
    one, two = table(row("甲", "1"), row("乙", "2")), table(row("丙", "3"), row("丁", "4"))
    assert [t.index for t in read(one, par("其间"), two).tables] == [1, 2]


def test_a_picture_in_place_of_a_figure_is_not_blank() -> None:
    picture = "<w:r><w:drawing><wp:inline><a:graphic/></wp:inline></w:drawing></w:r>"
    assert value(par(picture)) == MARK
    assert value(par(picture, "12")) == "12"
    assert value(par("")) == ""
    assert lines(par(picture), par("甲")) == ["甲"]


# Text boxes


def box(text: str) -> str:
    return f"<w:txbxContent>{par(text)}</w:txbxContent>"


BOTH = (
    "<w:r><mc:AlternateContent>"
    '<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
    f"{box('框内12')}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:shape><v:textbox>{box('框内12')}</v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_and_apart_from_its_line() -> None:
    assert lines(par("公开34", BOTH, "条")) == ["公开34条", "框内12"]
    old = f"<w:r><w:pict><v:shape><v:textbox>{box('旧12')}</v:textbox></v:shape></w:pict></w:r>"
    assert lines(par("公开34", old, "条"), par("后")) == ["公开34条", "旧12", "后"]
    shut = BOTH.replace("<wp:anchor>", '<wp:anchor><wp:docPr id="1" name="x" hidden="1"/>')
    assert lines(par("公开", shut)) == ["公开"]
    assert lines(par("公开", BOTH.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1))) == [
        "公开"
    ]
    empty = BOTH.replace(box("框内12"), "<w:txbxContent><w:p/></w:txbxContent>", 1)
    assert lines(par("公开", empty)) == ["公开", "框内12"]


def test_a_text_box_over_a_cell_spoils_its_value() -> None:
    assert value(par("34", BOTH)) == "34\n框内12"


# Files


def test_the_title_of_the_properties_yields_to_that_of_the_text() -> None:
    def title(stated: str, *texts: str) -> str | None:
        return read_document(word.pack("".join(map(par, texts)), stated)).title

    assert title("甲县2020年年度报告", "甲县2020年", "年度报告", "正文") == "甲县2020年年度报告"
    assert title("甲县2019年年度报告", "甲县2020年年度报告") is None
    assert title("甲县2019年年度报告", "概述") == "甲县2019年年度报告"
    assert title("", "概述") is None


def body_xml(sample_bytes: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(sample_bytes)) as archive:
        return archive.read("word/document.xml").decode()


def repacked(data: bytes, **changes: bytes) -> bytes:
    """The same package with parts replaced; ``__`` stands for a slash in their names."""
    parts = {k.replace("__", "/").replace("_xml", ".xml"): v for k, v in changes.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return out.getvalue()


STRICT = (
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
)
ONE = samples()[0]


def same(data: bytes) -> None:
    assert read_document(data).blocks == read_document(word.write(ONE)).blocks


def test_the_strict_variant() -> None:
    text = body_xml(word.write(ONE))
    for usual, strict in STRICT:
        assert usual in text
        text = text.replace(usual, strict)
    same(repacked(word.write(ONE), word__document_xml=text.encode()))


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le"])
def test_the_text_in_utf16(codec: str) -> None:
    text = body_xml(word.write(ONE)).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    same(repacked(word.write(ONE), word__document_xml=text.encode(codec)))


def test_the_text_under_another_name() -> None:
    data = word.write(ONE)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {n: old.read(n) for n in old.namelist()}
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document", b"/word/document2")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    same(out.getvalue())


def without_head(text: str) -> str:
    return text.partition("?>")[2]


def test_one_xml_file_in_place_of_a_package() -> None:
    inner = without_head(body_xml(word.write(ONE)))
    flat = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part></pkg:package>'
    )
    same(flat.encode())
    same(("\ufeff" + flat).encode())


def test_the_xml_of_word_2003() -> None:
    inner = without_head(body_xml(word.write(ONE)))
    inner = inner.replace(word.W, "http://schemas.microsoft.com/office/word/2003/wordml")
    inner = inner.replace("w:document", "w:wordDocument").replace("w:vMerge", "w:vmerge")
    inner = inner.replace(
        "<w:body>",
        '<w:body><wx:sect xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">',
    )
    inner = inner.replace("</w:body>", "</wx:sect></w:body>")
    old = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Word.Document"?>\n'
        + inner
    )
    same(old.encode())


def test_deletions_in_the_xml_of_word_2003() -> None:
    text = (
        "<?xml version='1.0'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml' "
        "xmlns:aml='http://schemas.microsoft.com/aml/2001/core' xml:space='preserve'><w:body><w:p>"
        "<aml:annotation aml:id='0' w:type='Word.Deletion'><aml:content><w:r><w:t>99</w:t></w:r></aml:content></aml:annotation>"
        "<aml:annotation aml:id='1' w:type='Word.Insertion'><aml:content><w:r><w:t>12 </w:t></w:r></aml:content></aml:annotation>"
        "<w:r><w:footnote><w:p><w:r><w:t>98</w:t></w:r></w:p></w:footnote></w:r><w:r><w:t>条</w:t></w:r></w:p></w:body></w:wordDocument>"
    )
    assert read_document(text.encode()).text == "12 条"


PAGE = "<html><body><p>甲县2020年年度报告</p><table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table></body></html>"


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_in_place_of_the_text(packed: bool) -> None:
    page = PAGE.encode()
    if packed:
        page = (
            b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
            b"Content-Type: text/html; charset=utf-8\n\n" + page + b"\n--b--\n"
        )
    data = word.pack('<w:altChunk r:id="c"/>')
    relations = (
        f'<Relationships xmlns="{word.PACKAGE}/relationships">'
        '<Relationship Id="c" Type="x/aFChunk" Target="chunk.bin"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, relations if name.endswith("xml.rels") else old.read(name))
        new.writestr("word/chunk.bin", page)
    document = read_document(out.getvalue())
    assert document.text == "甲县2020年年度报告" and document.tables[0].n_rows == 2


def test_other_files_beside_text_are_not_passed_over() -> None:
    with pytest.raises(ReadError, match="other files in place of text"):
        read(par("甲"), '<w:altChunk r:id="c"/>')


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (word.pack(""), "without text"),
        (word.pack("<w:p/>").replace(b"PK\x05\x06", b"PK\0\0"), "damaged"),
        (repacked(word.pack(par("甲")), word__document_xml=b"<w:document"), "damaged XML"),
        (repacked(word.pack(par("甲")), word__document_xml=b"<document/>"), "without a text"),
        (repacked(word.pack(par("甲")), word__document_xml=b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), "entities"),
        (repacked(word.pack(par("甲")), word__document_xml=b"<a>" + b" " * 30_000_000 + b"</a>"), "beyond|large"),
        (word.pack("<w:p><w:r>" + "<w:ins>" * 300 + "</w:ins>" * 300 + "</w:r></w:p>"), "deep"),
        (word.pack(table(*[row(*["1"] * 300)] * 3)), None),
        (word.pack("<w:tbl><w:tr>" + f'<w:tc><w:tcPr>{span(999_999)}</w:tcPr><w:p/></w:tc>' * 20_000 + "</w:tr></w:tbl>"), "without text|two million"),
    ],
)  # fmt: skip
def test_bad_files(data: bytes, said: str | None) -> None:
    if said is None:
        assert read_document(data).tables
        return
    with pytest.raises(ReadError, match=said) as caught:
        read_document(data, "f.docx")
    assert str(caught.value).startswith("f.docx: ") and "\n" not in str(caught.value)


def test_tables_as_deep_as_xml_may_be() -> None:
    body = par("底")
    for _ in range(45):
        body = table(row(cell(body)))
    assert lines(body) == ["底"]
