"""Book: the template of a form as an XLSX file, ready to be typed into."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.codebook import check_language
from toolkit.errors import ParameterError, SourceError
from toolkit.forms import Form, forms
from toolkit.template.layout import WIDTH, Key, Section, layout
from toolkit.template.typed import HEADS, NOT_TYPED, PROPERTY, marker

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_COLUMN = 9.5
_LINE = 15.5
_HELP = {
    "zh": (
        f"黄色格为录入处：照原件逐格录入，将“{NOT_TYPED}”（未录入）换成所印内容。未换的格不会被读取。",
        "原件为空白的，清空该格；印“/”“-”“无”或 0 的，照样录入；看不清的录入“看不清”或“?”。",
        "原件没有的行可留“…”，也可整行删除。请勿改动栏目名称和本表顶端的标记行。",
    ),
    "en": (
        f"Yellow cells: replace {NOT_TYPED} (not typed yet) by what is printed. Cells left so are not read.",
        "Clear a cell that is printed blank; type / - 无 or 0 as printed; type ? for what is illegible.",
        "Rows that the report does not print may be left or deleted. Keep the labels and the line below.",
    ),
}


def write_template(
    form: str,
    out: str | Path | None = None,
    *,
    place: str = "",
    year: int | None = None,
    language: str = "zh",
    values: Mapping[Key, str] | None = None,
) -> Path:
    """Write the template of one form: its printed rows and columns, to be filled in by hand.

    Parameters
    ----------
    form : str
        A form id: ``stat2014``, ``form2019``, ``form2021``, ``fujian`` or ``website2017``.
    out : str or pathlib.Path, optional
        The file to write; by default the form's id with ``.xlsx``, here. Never overwritten.
    place, year : str and int, optional
        What is already typed in above the tables.
    language : str
        ``zh`` or ``en``: the language that comes first; ``en`` adds notes with English labels.
    values : mapping, optional
        Texts already typed in, by (indicator, applicant, cumulative).

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    ParameterError
        The form or language is unknown, or the year is none.
    SourceError
        The file exists already, or cannot be written.
    """
    check_language(language)
    if form not in forms():
        raise ParameterError(f"form {form!r} is unknown: use one of {', '.join(forms())}")
    if year is not None and not 1990 <= year <= 2100:
        raise ParameterError(f"year {year} is no report year: give one such as 2021")
    path = Path(out) if out else Path(f"{form}.xlsx")
    content = _book(forms()[form], place.strip(), year, language, values or {})
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise SourceError(f"{path}: exists already; give another file, or move it away") from None
    except OSError as error:
        raise SourceError(
            f"{path}: cannot be written ({error.strerror}); give another file"
        ) from None
    return path


def _book(
    form: Form, place: str, year: int | None, language: str, values: Mapping[Key, str]
) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": form.zh if language == "zh" else form.en})
    book.set_custom_property(PROPERTY, marker(form.id).removeprefix(PROPERTY).strip())
    page = _Page(book, language)
    title = [form.zh, form.en] if language == "zh" else [form.en, form.zh]
    page.line(f"{'录入表' if language == 'zh' else 'Template'}：{' · '.join(title)}", "title", 2)
    for name in (language, *(other for other in _HELP if other != language)):
        for text in _HELP[name]:
            page.line(text, "help")
    page.line(marker(form.id), "mark")
    page.row += 1
    known = {"place": place, "year": str(year) if year else ""}
    for name, (chinese, english) in HEADS.items():
        page.head(f"{chinese} {english}", known.get(name) or NOT_TYPED)
    page.row += 1
    for section in layout(form):
        page.line(section.heading, "heading", 1.5)
        page.section(section, values)
        page.row += 1
    page.sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


class _Page:
    """The one sheet of a template while it is written, from top to bottom."""

    def __init__(self, book: Workbook, language: str) -> None:
        self.sheet: Worksheet = book.add_worksheet("录入表" if language == "zh" else "Template")
        self.row = 0
        self._english = language == "en"
        box = {"border": 1, "border_color": "#9A9A9A", "text_wrap": True, "valign": "vcenter"}
        # Text cells keep what is typed: 1-2 stays 1-2 and does not become a day in January.
        typed = {"bg_color": "#FFF9DB", "num_format": "@", "align": "center"}
        kinds: dict[str, dict[str, Any]] = {
            "title": {"bold": True, "font_size": 15, "valign": "vcenter"},
            "help": {"font_color": "#444444", "text_wrap": True, "valign": "vcenter"},
            "mark": {"font_color": "#9A9A9A", "font_size": 8},
            "heading": {"bold": True, "font_size": 12, "valign": "vcenter"},
            "head": {**box, "bg_color": "#E8EEF4", "align": "center"},
            "label": box,
            "input": box | typed,
            "key": {**box, "bg_color": "#F2F2F2"},
            "known": box | typed | {"align": "left"},
        }
        self._styles = {name: book.add_format(style) for name, style in kinds.items()}
        self.sheet.set_column(0, WIDTH - 1, _COLUMN)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def put(
        self, row: int, column: int, text: str, style: str, wide: int = 1, high: int = 1
    ) -> None:
        """Write one cell, merged where it spans; a blank one stays blank."""
        look = self._styles[style]
        if wide * high > 1:
            self.sheet.merge_range(row, column, row + high - 1, column + wide - 1, "", look)
        if text:
            self.sheet.write_string(row, column, text, look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def line(self, text: str, style: str, lines: float = 1.15) -> None:
        """Write one line across the sheet."""
        self.put(self.row, 0, text, style, WIDTH)
        self.sheet.set_row(self.row, _LINE * lines)
        self.row += 1

    def head(self, key: str, value: str) -> None:
        """Write one of the lines about the report."""
        self.put(self.row, 0, key, "key", 3)
        self.put(self.row, 3, value, "known", WIDTH - 3)
        self.sheet.set_row(self.row, _LINE * 1.3)
        self.row += 1

    def section(self, section: Section, values: Mapping[Key, str]) -> None:
        """Write one table, as a browser would lay its cells out."""
        taken: set[tuple[int, int]] = set()
        for r, slots in enumerate(section.rows):
            column, lines = 0, 1
            for slot in slots:
                while (r, column) in taken:
                    column += 1
                high, wide = slot.rowspan, slot.colspan
                taken |= {(r + i, column + j) for i in range(high) for j in range(wide)}
                text = slot.text
                if slot.kind == "input":
                    text = values.get(slot.key, NOT_TYPED) if slot.key else NOT_TYPED
                self.put(self.row + r, column, text, slot.kind, wide, high)
                if slot.en and self._english:
                    self.sheet.write_comment(self.row + r, column, slot.en)
                # A Chinese character is as wide as two digits.
                lines = max(lines, -(-2 * len(text) // int(_COLUMN * wide * high)))
                column += wide
            self.sheet.set_row(self.row + r, _LINE * max(lines, 1.25))
        self.row += len(section.rows)
