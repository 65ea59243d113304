"""PDF: what is seen on a page is read, where it stands; what is not seen, or not sure, is not."""

from __future__ import annotations

import zlib
from pathlib import Path

import pypdfium2
import pytest
from made import pdf_syntax as syntax
from made.pdf import compile_typst, write, write_low
from made.sample import sample

from toolkit.document import Document
from toolkit.errors import ReadError
from toolkit.readers import read_document
from toolkit.readers.pdf_bounds import within_bounds
from toolkit.reading import assemble

PAGE = """
#set page(width: 595pt, height: 842pt, margin: 56pt, SETTINGS)
#set text(font: "Noto Serif SC", size: 10pt, lang: "zh", region: "cn")
#align(center, text(size: 17pt)[甲县2024年政府信息公开工作年度报告])
一、总体情况。本报告由甲县人民政府办公室编制。
#table(columns: (1.6fr, 1fr, 1fr, 1fr), align: center + horizon,
  table.cell(colspan: 4)[第二十条第（一）项],
  [信息内容], [本年制发件数], [本年废止件数], [现行有效件数],
  [规章], [1], [0], [11],
  [行政规范性文件], [8], [LEFT], [RIGHT],
)
"""


def read(data: bytes) -> Document:
    return read_document(data, "own-made.pdf")


def figures(data: bytes) -> dict[str, object]:
    """Return the three figures of the last row, or how each is missing, and the row above."""
    report = assemble(read(data))
    found = {f.indicator: f.missing if f.value is None else f.value for f in report.figures}
    assert found["rules_issued"] == 1
    unread = {f.indicator for f in report.findings if f.code == "unreadable_value"}
    illegible = {i for i, value in found.items() if value == "illegible"}
    assert illegible <= unread
    return found


def pair(data: bytes) -> tuple[object, object]:
    found = figures(data)
    return found["normative_documents_repealed"], found["normative_documents_in_force"]


def cells(right: str, left: str = "26", settings: str = "") -> bytes:
    source = PAGE.replace("SETTINGS", settings).replace("LEFT", left).replace("RIGHT", right)
    return compile_typst(source)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("66", 66), ("", "blank"), ("/", "slash"), ("—", "dash"), ("1,234", 1234),
        ("96171.6", 96171.6), ("-5", -5), ("１２３", 123), ("66件", 66),
        ("#box[#place(dx: 0.3pt)[66]66]", 66),  # drawn twice, to look bold
        ("#text(stroke: 0.3pt)[66]", 66),
        ("#underline[66]", 66),
        ("#text(tracking: -1.5pt)[1111]", 1111),
        ("66#place(dx: 900pt)[9]", 66),  # beside the page
        ("#hide[7]", "blank"),
    ],
)  # fmt: skip
def test_what_a_person_reads_in_a_cell(printed: str, value: object) -> None:
    assert pair(cells(printed)) == (26, value)


@pytest.mark.parametrize(
    "printed",
    [
        "#box[#place[12]34]",  # two numbers upon each other
        "#box[#place(dx: 2pt, dy: 3pt)[12]34]",
        "6#h(4pt)6",  # a gap within
        "12\\ 34",  # two lines
        "66#super(typographic: false)[1]",  # a note mark is no digit
        "66#sub(typographic: false)[1]",
        "66（注1）",
        "#strike[66]77",
        "#text(fill: white)[7]",  # hidden, so neither 7 nor surely blank
        "#text(fill: rgb(0, 0, 0, 0))[7]",
        "#box[66#place(dx: -14pt, dy: -10pt, rect(fill: white, width: 20pt, height: 20pt))]",
        "#rotate(90deg, reflow: true)[66]",
        "#rotate(180deg)[66]",
        "#text(tracking: -3pt)[1111]",
    ],
)
def test_what_is_not_sure_in_a_cell_is_illegible(printed: str) -> None:
    assert pair(cells(printed)) == (26, "illegible")


def test_a_number_that_crosses_a_ruling_line_is_of_neither_cell() -> None:
    assert pair(cells("#move(dx: -60pt)[12345678]", left="")) == ("illegible", "illegible")


@pytest.mark.parametrize(
    "settings",
    [
        "foreground: rotate(-45deg, text(90pt, fill: luma(200))[2024样本88])",
        "foreground: rotate(-45deg, text(90pt, fill: luma(90))[样本])",
        "background: text(90pt, fill: luma(200))[2024样本88888]",
        "background: place(dx: 300pt, dy: 150pt, text(60pt, fill: rgb(255, 0, 0, 60))[8888])",
    ],
)
def test_a_watermark_is_no_text(settings: str) -> None:
    assert pair(cells("66", settings=settings)) == (26, 66)


def test_large_dark_digits_over_a_table_are_not_read_into_it() -> None:
    settings = "background: place(dx: 300pt, dy: 150pt, text(60pt, fill: red)[8888])"
    assert set(pair(cells("66", settings=settings))) <= {26, 66, "illegible"}


def test_hand_written_pages() -> None:
    table = syntax.table()
    assert pair(syntax.page(table)) == (26, 66)
    assert pair(syntax.page(table, entries="/Rotate 90")) == (26, 66)
    assert pair(b"\r\n\xef\xbb\xbfstray" + syntax.page(table)) == (26, 66)
    assert pair(syntax.page(table).replace(b"startxref\n", b"startxref\n9")) == (26, 66)
    assert pair(syntax.page(table, entries="/MediaBox [0 0 99999999 99999999]")) == (26, 66)
    # Half of the page is cut off: its columns are no longer there.
    cropped = figures(syntax.page(table, entries="/CropBox [0 0 410 842]"))
    assert "normative_documents_in_force" not in cropped


def test_what_is_typed_over_a_page_is_read() -> None:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 75 18] /Resources << /Font << /F2 7 0 R >> >>"
    look = syntax.stream("BT /F2 10 Tf 2 5 Td (66) Tj ET", form)
    place = "/Rect [425 622 500 640] /DA (/F2 10 Tf)"
    note = f"<< /Type /Annot /Subtype /FreeText {place} /Contents (66) /AP << /N 9 0 R >> >>"
    field = f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (66) {place} /AP << /N 9 0 R >> >>"
    empty = syntax.table(in_force="")
    assert pair(syntax.page(empty, note, look, entries="/Annots [8 0 R]")) == (26, 66)
    for_fields = {"entries": "/Annots [8 0 R]", "catalog": "/AcroForm << /Fields [8 0 R] >>"}
    assert pair(syntax.page(empty, field, look, **for_fields)) == (26, 66)
    undrawn = field.replace("/AP << /N 9 0 R >>", "")
    with pytest.raises(ReadError, match="fields are filled in but not drawn"):
        read(syntax.page(empty, undrawn, **for_fields))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (syntax.page(syntax.SCAN), "gongkai template FORM"),
        (syntax.page(""), "without text"),
        (syntax.page(syntax.SCAN + "3 Tr\n" + syntax.table()), "guessed.*gongkai template FORM"),
        (syntax.page(syntax.table() + syntax.SCAN), "guessed.*gongkai template FORM"),
        (syntax.page(syntax.table(), font=syntax.NO_MAP), "does not say which characters"),
        (syntax.page(syntax.table())[:900], "damaged"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 8, "damaged"),
        (syntax.page(syntax.table() + "0 0 m 9 9 l S\n" * 31_000), "more than print can"),
        (
            syntax.page(syntax.table() + "0 0 m " + "9 9 l " * 201_000 + "S\n"),
            "more than print can",
        ),
        (
            syntax.file(
                [
                    "<< /Type /Catalog /Pages 2 0 R >>",
                    "<< /Type /Pages /Kids [" + "3 0 R " * 600 + "] /Count 600 >>",
                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
                ]
            ),
            "600 pages",
        ),
        (
            syntax.file(
                ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]
            ),
            "PDF",
        ),
    ],
)
def test_a_pdf_that_is_not_read_says_so_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("own-made.pdf: ")


def test_a_locked_pdf_is_read_where_no_password_is_needed() -> None:
    assert pair(syntax.locked(syntax.table())) == (26, 66)
    with pytest.raises(ReadError, match="password"):
        read(syntax.locked(syntax.table(), b"secret"))


def test_an_object_that_holds_itself_ends() -> None:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    itself = syntax.stream("/X Do", form + " /Resources << /XObject << /X 8 0 R >> >>")
    own = "/Resources << /Font << /F1 5 0 R >> /XObject << /X 8 0 R >> >>"
    assert pair(syntax.page(syntax.table() + "/X Do", itself, entries=own)) == (26, 66)


def test_a_stream_that_swells_is_not_opened() -> None:
    packed = zlib.compress(bytes(1_000_000), 9) * 2
    small = b"1 0 obj\n<< >>\nstream\n" + packed + b"\nendstream"
    assert within_bounds(small)
    inflate = zlib.compressobj(9)
    large = b"".join(inflate.compress(bytes(1_000_000)) for _ in range(80)) + inflate.flush()
    assert len(large) < 100_000
    assert not within_bounds(b"1 0 obj\n<< >>\nstream\n" + large + b"\nendstream")
    assert not within_bounds(b"<< /Filter [/FlateDecode /FlateDecode] >>\nstream\n\nendstream")


def test_a_picture_that_may_hold_a_table_is_named() -> None:
    picture = "q 400 0 0 300 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
    document = read(syntax.page(picture + syntax.table()))
    assert document.pictures == ("page:1",)
    found = assemble(document).findings
    assert [f.where for f in found if f.found == "picture"] == ["page:1"]
    assert read(syntax.page(syntax.table())).pictures == ()


def test_paragraphs_are_whole_and_page_numbers_are_not_in_them() -> None:
    sentence = "本机关全年主动公开政府信息若干条并通过多种渠道向社会发布接受公众监督，"
    words = "".join(f"第{n}句：{sentence}" for n in range(1, 40))
    source = (
        '#set page(width: 595pt, height: 420pt, margin: 56pt, numbering: "- 1 -", header: [内部资料])\n'
        '#set text(font: "Noto Serif SC", size: 12pt, lang: "zh", region: "cn")\n'
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n"
        f"{words}\n\n二、标题在此\n\n{words}\n"
    )
    document = read(compile_typst(source))
    assert [p.text for p in document.paragraphs] == [words, "二、标题在此", words]
    assert document.media == "pdf"


def test_a_table_across_pages_is_one_table_and_its_rows_are_whole() -> None:
    one = sample("form2021")
    for data in (write_low(one), write(one, height=420, repeat=True)):
        assert len(pypdfium2.PdfDocument(data)) > 2
        tables = read(data).tables
        (requests,) = [t for t in tables if "自然人" in t.text]
        heads = {id(c) for r in requests.grid for c in r if c is not None and c.text == "自然人"}
        assert len(heads) == 1
        whole = {c.text: c.rowspan for r in requests.grid for c in r if c is not None}
        assert whole["三、本年度办理结果"] == 22
        assert (whole["（三）不予公开"], whole["（四）无法提供"]) == (8, 3)
        assert (whole["（五）不予处理"], whole["（六）其他处理"]) == (5, 3)


def test_a_table_without_lines_is_not_guessed_at() -> None:
    # Labels level with no row of figures: which figures belong to which label is not said.
    rows = "".join(
        f"#place(dx: 0pt, dy: {100 + 18 * i}pt)[{i + 1}.属于某种情形]"
        f"#place(dx: 200pt, dy: {109 + 18 * i}pt)[{i + 3}]"
        f"#place(dx: 300pt, dy: {109 + 18 * i}pt)[{i + 4}]"
        for i in range(6)
    )
    source = '#set page(margin: 56pt)\n#set text(font: "Noto Serif SC", size: 10pt)\n' + rows
    assert read(compile_typst(source)).tables == ()


@pytest.mark.parametrize("cut", range(0, 2000, 97))
def test_a_mutilated_file_is_read_or_refused(cut: int) -> None:
    data = syntax.page(syntax.table())
    at = cut % len(data)
    for spoilt in (data[:at] + data[at + 40 :], data[:at] + b"\xff" + data[at + 1 :]):
        try:
            document = read(spoilt)
        except ReadError as error:
            assert "\n" not in str(error)
        else:
            assert document.media in ("pdf", "text", "html", "markdown")


def test_sniffing_is_not_fooled_by_a_page_that_speaks_of_pdf(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><html><body><p>%PDF-1.7</p><p>text</p></body></html>"
    assert read_document(page, "a").media == "html"
