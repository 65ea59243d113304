"""Typed: a filled template told from a published page, and its figures marked as typed by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from toolkit.document import Document, Paragraph
from toolkit.figure import Finding
from toolkit.forms import TableReading, forms
from toolkit.values import fold

#: What stands in a cell that nobody has typed in yet; a blank cell means printed blank.
NOT_TYPED = "…"
#: The keys of the lines above the tables.
HEADS = {
    "place": ("地区", "Place"),
    "year": ("报告年度", "Report year"),
    "publisher": ("发布机构", "Publisher"),
    "address": ("报告网址", "Web address"),
    "source": ("原件文件", "Source file"),
}
#: Name of the file's property that says the same as the line at its top.
PROPERTY = "gongkai template"

_WORD = "gongkai"
_MARK = re.compile(rf"{_WORD} template ([a-z0-9]+) v\d+")
_UNTOUCHED = re.compile(r"[….]+")


@dataclass(frozen=True)
class Head:
    """What a person typed above the tables; None where nothing stands there."""

    place: str | None = None
    year: int | None = None
    publisher: str | None = None
    address: str | None = None
    source: str | None = None


def marker(form: str) -> str:
    """Return the line by which a template of ``form`` is known."""
    return f"gongkai template {form} v1"


def template_of(document: Document) -> str | None:
    """Return the form of the template that a document was typed into, None where it is none."""
    # A published page says nothing of templates: its cells are not looked at one by one.
    texts = [document.text, *["\n".join(table.texts) for table in document.tables]]
    if PROPERTY not in document.metadata and not any(_WORD in text for text in texts):
        return None
    lines = [text for row in _rows(document) for text in row]
    lines.append(f"{PROPERTY} {document.metadata.get(PROPERTY, '')}".strip())
    found = (_MARK.fullmatch(" ".join(line.split())) for line in lines)
    return next((m[1] for m in found if m), None)


def template_head(document: Document) -> Head:
    """Return what stands in the lines above the tables of a filled template."""
    found: dict[str, str] = {}
    for row in _rows(document):
        texts = [text.strip() for text in row if text.strip()]
        for name, (chinese, _) in HEADS.items():
            if len(texts) > 1 and texts[0].startswith(chinese) and not _is_untouched(texts[1]):
                found.setdefault(name, " ".join(texts[1].split()))
    year = re.fullmatch(r"((?:19|20)\d\d)\s*年?度?", fold(found.pop("year", "")))
    return Head(year=int(year[1]) if year else None, **found)


def _rows(document: Document) -> Iterator[list[str]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield [block.text]
        else:
            for r in range(block.n_rows):
                yield [c.text for c in block.row_cells(r)]


def _is_untouched(text: object) -> bool:
    return isinstance(text, str) and bool(_UNTOUCHED.fullmatch(text.strip()))


def as_typed(tables: TableReading, form: str, head: Head) -> TableReading:
    """Return the tables of a filled template as what a person typed.

    Figures get the method ``typed``. Cells that nobody typed in are no figures: one finding a table
    says how many they are.
    """
    untouched = {f.where for f in tables.findings if _is_not_typed(f)}
    left = Counter(where.partition("!")[0] for where in untouched)
    figures = [
        replace(f, method="typed", form=f.form or form)
        for f in tables.figures
        if f.where not in untouched
    ]
    findings = [f for f in tables.findings if not _is_not_typed(f)]
    for where, number in sorted(left.items()):
        findings.append(
            Finding(
                "abstained", "warning",
                f"{where}: nobody has typed in {number} cells yet, marked {NOT_TYPED}: they are no figures",
                f"尚有{number}格未录入（标记为“{NOT_TYPED}”），不作数字", found="not_typed", where=where,
            )
        )  # fmt: skip
    findings.append(
        Finding(
            "typed", "note",
            f"{len(figures)} figures were typed in by hand, in the template of {form}",
            f"{len(figures)}个数字由人工录入（{form}录入表）", found=form,
        )
    )  # fmt: skip
    texts = {k: v for k, v in tables.metadata.items() if not _is_untouched(v)}
    texts |= {HEADS[k][0]: str(v) for k, v in asdict(head).items() if v is not None}
    return replace(
        tables,
        form=tables.form or (form if form in forms() else None),
        figures=tuple(figures),
        findings=tuple(findings),
        metadata=texts | {"录入方式": "人工录入"},
    )


def _is_not_typed(finding: Finding) -> bool:
    return finding.code == "unreadable_value" and _is_untouched(finding.found)
