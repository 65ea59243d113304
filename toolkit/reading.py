"""Reading: one file to one Report; the way from bytes to checked figures."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from toolkit.checks import check_report
from toolkit.codebook.own import OwnCategories, own_categories
from toolkit.divisions import Division, find_place
from toolkit.document import Document
from toolkit.errors import ReadError
from toolkit.figure import Finding
from toolkit.forms import TableReading, read_tables
from toolkit.prose import Page, Prose, read_page, read_prose
from toolkit.prose.text import MASK, clean_line, unified
from toolkit.publisher import named_in_publisher
from toolkit.readers import read_document
from toolkit.report import Report
from toolkit.structured import load_report_file
from toolkit.template import as_typed, template_head, template_of

#: A row may be a whole page that stands in one cell.
_LONGEST_QUOTE = 300
_SINCE_2019 = ("form2019", "form2021")


def read_report(
    path: str | Path | bytes, categories: str | Path | OwnCategories | None = None
) -> Report:
    """Read one published report, or one structured report file.

    Parameters
    ----------
    path : str, Path or bytes
        A web page, Word, PDF, spreadsheet, Markdown or plain text file, or a filled template; its
        content decides what it is. A file named ``.yml`` or ``.yaml`` is a structured report.
    categories : str, Path or OwnCategories, optional
        A file of one's own categories to lay over the codebook (README, "Your own reports").

    Returns
    -------
    Report
        Figures with their words, sections, and the findings of every check within the document.

    Raises
    ------
    SourceError
        The file cannot be opened.
    ReadError
        It is damaged, of a kind that is not read, or no report on the disclosure of government
        information.
    """
    if not isinstance(path, bytes) and str(path).endswith((".yml", ".yaml")):
        report = load_report_file(Path(path))
        report = replace(report, findings=(*report.findings, *check_report(report)))
    else:
        report = assemble(read_document(path))
    if not categories:
        return report
    own = categories if isinstance(categories, OwnCategories) else own_categories(categories)
    return own.over(report)


def assemble(document: Document) -> Report:
    """Make a checked Report from a Document."""
    page = read_page(document)
    tables = read_tables(document)
    template = template_of(document)
    if template:
        head = template_head(document)
        tables = as_typed(tables, template, head)
        document = replace(document, address=head.address or document.address)
        named = head.publisher or head.place
        page = replace(page, title=None, publisher=named, year=head.year)
    recent = tables.form in _SINCE_2019 or (tables.form is None and (page.year or 0) >= 2019)
    prose = read_prose(document, page.year, since_2019=recent)
    if not _is_report(document, page, tables, prose):
        raise ReadError(
            f"{document.source}: no report on government information disclosure found in it: "
            "no title, table or figure of one; check that this is the right page"
        )
    publisher = page.publisher or tables.metadata.get("主办单位")
    site = tables.metadata.get("政府网站标识码", "")[:6]
    division, level, found = locate(publisher, page.year, site)
    website_only = tables.form == "website2017" and not prose.figures
    report = Report(
        source=document.source,
        sha256=document.sha256,
        address=document.address,
        title=page.title,
        publisher=publisher,
        place=division.name if division else None,
        place_code=division.code if division else None,
        level=level,
        year=page.year,
        form=tables.form or ("prose" if prose.figures or prose.sections else None),
        published=page.published,
        period=page.period,
        metadata={**document.metadata, **tables.metadata},
        sections=() if website_only else prose.sections,
        citations=page.citations,
        figures=(*tables.figures, *prose.figures),
        synthetic=bool(division and division.synthetic),
        document=document,
        findings=(
            *found,
            *_about_year(page),
            *_cut(document),
            *_pictures(document),
            *tables.findings,
            *prose.findings,
        ),
    )
    findings = (*report.findings, *check_report(report))
    return replace(report, findings=tuple([_placed(f, report, document) for f in findings]))


def _placed(finding: Finding, report: Report, document: Document) -> Finding:
    """Return a finding with the place and year of its report and the words that it speaks of."""
    f = finding
    return Finding(
        f.code, f.severity, f.message, f.message_zh, f.indicator, f.applicant, f.expected, f.found,
        f.where, f.place or report.place, f.year or report.year, f.quote or _words(document, f),
        report.place_code, report.publisher, cumulative=f.cumulative, about=f.about, label=f.label,
        scope=f.scope, publisher_before=f.publisher_before,
    )  # fmt: skip


def _words(document: Document, finding: Finding) -> str:
    """Return the words that a person needs who reads a figure in place of the reader."""
    if finding.code not in ("abstained", "unreadable_value", "unmapped_label"):
        return ""
    # Where figures are glued to a label, they are what follows it.
    words = document.words(finding.where, 60 if finding.found == "digits_run_together" else 0)
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"


def _is_report(document: Document, page: Page, tables: TableReading, prose: Prose) -> bool:
    """Return whether anything but navigation speaks of disclosure: title, table, figure, sections."""
    if page.title or tables.figures or tables.form:
        return True
    if "公开" not in document.text:
        return False
    if prose.figures:
        return True
    kinds = {s.kind for s in prose.sections} & {"active_disclosure", "requests", "appeals"}
    return len(kinds) >= 2


def locate(
    publisher: str | None, year: int | None, site: str = ""
) -> tuple[Division | None, str | None, list[Finding]]:
    """Find the place and level of a publisher; a name that fits several places is left open.

    ``site`` are the first six digits of a website's identification code: the place that the site
    was registered for, which decides where the name does not.
    """
    if publisher is None:
        return None, None, [_unknown_place("the page names no publisher")]
    name, level = named_in_publisher(publisher, year)
    candidates = find_place(name, year) if name else []
    registered = [c for c in candidates or find_place(site, year) if c.code == site]
    if registered:
        candidates = registered
    if len(candidates) == 1:
        return candidates[0], level or candidates[0].level, []
    if not candidates:
        return None, level, [_unknown_place(f"no division is named in {publisher!r}")]
    levels = {c.level for c in candidates}
    level = level or (levels.pop() if len(levels) == 1 else None)
    names = ", ".join(f"{c.province}{c.prefecture or ''}{c.name} {c.code}" for c in candidates)
    return (
        None,
        level,
        [
            Finding(
                "place_ambiguous",
                "warning",
                f"{name} may be any of: {names}",
                f"“{name}”可能是：{names}",
                found=name,
            )
        ],
    )


def _unknown_place(why: str) -> Finding:
    return Finding("place_unknown", "warning", f"place unknown: {why}", "地区不明")


def _about_year(page: Page) -> list[Finding]:
    if page.year is None:
        return [Finding("year_unknown", "warning", "no report year was found", "报告年度不明")]
    named = {*page.years_named}
    if page.period:
        named.add(int(page.period[1][:4]))
    if len(named) > 1:
        years = ", ".join(str(y) for y in sorted(named))
        return [
            Finding(
                "year_conflict",
                "warning",
                f"title and period name different years ({years}); taken: {page.year}",
                f"标题与统计期限年度不一致（{years}），取{page.year}年",
                found=years,
            )
        ]
    return []


def _pictures(document: Document) -> list[Finding]:
    """Name the pictures of a document: what is printed in them is not read."""
    return [
        Finding(
            "abstained", "warning", f"a picture at {where} is not read: look whether it holds figures",
            f"{where}处的图片未读，请查看其中是否有数据", found="picture", where=where,
        )
        for where in document.pictures
    ]  # fmt: skip


def _cut(document: Document) -> list[Finding]:
    """Note a text that ends in the middle of a sentence, and a page that goes on elsewhere."""
    pages = document.metadata.get("页数", "") if document.media == "html" else ""
    if pages.isdecimal() and int(pages) > 1:
        return [
            Finding(
                "truncated",
                "warning",
                f"the article has {pages} pages, of which this is one; read the others too",
                f"文章共{pages}页，本文件只是其中一页",
                found=int(pages),
            )
        ]
    if document.media != "text" or not document.paragraphs or document.tables:
        return []
    last = document.paragraphs[-1].text.rstrip()
    signed = (
        re.search(r"(?:日|公开|事项|委员会|政府|办公室|局|”|\||）|\))$", last) or len(last) < 25
    )
    # Where the text ends in a glued table, forms say what was left unread.
    if (
        clean_line(unified(last), 0, "").clean.endswith(MASK)
        or re.search(r"[。！？；!?;.]$", last)
        or signed
    ):
        return []
    return [
        Finding(
            "truncated",
            "warning",
            f"the text ends in the middle of a sentence: …{last[-20:]}",
            f"文本在句中结束：…{last[-20:]}",
            where=f"text:{len(document.text) - 1}-{len(document.text)}",
        )
    ]
