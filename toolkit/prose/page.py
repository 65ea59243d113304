"""What a page says of itself: title, year, publisher, dates, period, the notices that it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from toolkit.document import Document
from toolkit.prose.text import without_glosses
from toolkit.values import fold

_TITLE = re.compile(
    r"(?P<publisher>[^\d\s,，。:：|《》]{0,40}?)(?P<year>(?:19|20)\d{2})\s*年?度?\s*(?:的)?(?P<office>[^\d,，。:：|]{0,20}?)"
    r"(?:政府|政务)?信息公开(?:工作)?(?:情况)?(?:的)?年?度?(?:工作)?(?:的)?(?:报告|年报)"
)
_SHEET_TITLE = re.compile(
    r"(?P<year>20\d{2})\s*年?度?.{0,20}政府网站(?:工作)?年度报表|政府网站(?:工作)?年度报表.{0,8}(?P<year2>20\d{2})"
)
_DAY = r"(\d{4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?"
_DATE = re.compile(_DAY)
_PERIOD = re.compile(
    rf"{_DAY}\s*(?:起)?\s*(?:至|到|—+|-+|~)\s*(?:(\d{{4}})[年\-/.])?(\d{{1,2}})[月\-/.](\d{{1,2}})日?"
)
_NUMBER = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{2,14})(?P<open>[〔\[［(（])(?P<year>(?:19|20)\d{2})[〕\]］)）]第?(?P<no>\d{1,5})号"
)
#: The part of such a number behind its prefix, and how far before its end the prefix begins.
_BRACKETED = re.compile(r"[〔\[［(（](?:19|20)\d{2}[〕\]］)）]第?\d{1,5}号$")
_PREFIX = 14
_NEAR = 200
_LEAD_IN = re.compile(r"^.*(?:根据|按照|依据|转发|印发|以|和|及|与|的|发了)")

_PLACE_LIKE = re.compile(r"[省市县区旗州镇乡局委办府室会处院厅]$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_IN_WORDS = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_ISSUES = re.compile(r"^(?:印发|转发|公布|发布)")
#: Before the name of the site in a title.
_SITE = re.compile("[_| —](?:(?<=[_|])|(?<= )- |(?<=—)— )")
#: So many lines are looked at for the title.
_LINES = 60
#: The year after the name of the report: "政府信息公开工作年度报告（2016年度）".
_TITLE_YEAR_LAST = re.compile(
    r"(?P<publisher>[^\d\s,，。:：|《》>]{0,40}?)(?P<office>)(?:政府|政务)信息公开(?:工作)?(?:情况)?(?:年度)?(?:工作)?(?:报告|年报)"
    r"[(（]?(?P<year>(?:19|20)\d{2})年度?[)）]?$"
)
#: A signature: the name of a body alone on its line, before the line of the date.
_SIGNED = re.compile(
    r"[\u4e00-\u9fff()（）]{2,30}?(?:人民政府|管理委员会|管委会|办公室|局|委员会|办事处)"
)
#: A line that begins as a date does, and the one before it.
_DATED_LINE = re.compile(r"\n(\d{4}.*)")

#: Keys of dates around the text, the most trustworthy first.
DATE_KEYS = (
    "发布日期", "公开日期", "发文日期", "发文时间", "发布时间", "成文日期", "公文生成日期",
    "生成日期", "产生日期", "PubDate", "pubdate", "时间", "日期",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """What the page says of itself; every field None where it does not."""

    title: str | None = None
    publisher: str | None = None
    year: int | None = None
    published: str | None = None
    period: tuple[str, str] | None = None
    dates: tuple[tuple[str, str], ...] = ()
    citations: tuple[str, ...] = ()
    years_named: tuple[int, ...] = ()


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def find_dates(text: str) -> list[str]:
    """Return the calendar dates in ``text`` as ISO dates; impossible ones are left out."""
    return [d for m in _DATE.finditer(fold(text)) if (d := _iso(*m.groups()))]


def _period(folded: str) -> tuple[str, str] | None:
    folded = folded.replace(" ", "").replace("\n", "")
    for m in re.finditer(r"期限|时限|涵盖|起止|统计|所列数据|数据", folded):
        found = _PERIOD.search(folded, m.start(), m.start() + 70)
        if found:
            g = found.groups()
            start, end = _iso(*g[:3]), _iso(g[3] or g[0], g[4], g[5])
            if start and end:
                return start, end
    return None


def citations(text: str) -> tuple[str, ...]:
    """Return the numbers of the notices that the text cites, each once, in order.

    Examples
    --------
    >>> citations("根据《…的通知》(国办发〔2017〕24号)和(国办发〔2017〕24号)")
    ('国办发〔2017〕24号',)
    """
    out: dict[str, None] = {}
    done, at = 0, text.find("号")
    while at >= 0:
        if text[at - 1 : at].isdecimal() or text[at - 1 : at].isspace():
            words = _joined(text[max(done, at - _NEAR) : at + 1])
            bracketed = _BRACKETED.search(words)
            m = _NUMBER.search(words, max(0, bracketed.start() - _PREFIX)) if bracketed else None
            if m:
                done = at + 1
                if prefix := _LEAD_IN.sub("", m["prefix"]):
                    out[f"{prefix}〔{m['year']}〕{int(m['no'])}号"] = None
        at = text.find("号", at + 1)
    return tuple(out)


def _joined(text: str) -> str:
    """Return a text without its blanks."""
    return "".join(text.split())


def _names_report(text: str) -> bool:
    """Tell whether a text holds what a title of either kind does, however it is written and spaced."""
    return "报" in text or "報" in text


def _candidates(document: Document) -> list[str]:
    """Return what may be the title, the most trustworthy first."""
    meta = document.metadata
    out = [meta[k] for k in ("标题", "ArticleTitle", "名称", "信息名称") if meta.get(k)]
    if document.title:
        site = _SITE.search(document.title)
        out.append(document.title[: site.start()] if site else document.title)
    texts = [p.text for p in document.paragraphs[:_LINES]]
    lines = [text if len(text) <= 80 else text[:60] for text in texts]
    named = [at for at, text in enumerate(lines) if _names_report(text)]
    out += [lines[at] for at in named]
    # A title broken over two or three lines: asked only after every single line.
    for more in (1, 2):
        firsts = sorted({at - before for at in named for before in range(more + 1)})
        out += [
            "".join(lines[at : at + more + 1])
            for at in firsts
            if 0 <= at < len(lines) - more and _is_broken(lines[at], lines[at + 1 : at + more + 1])
        ]
    # A page prints its title in several places: once is enough.
    return [text for text in dict.fromkeys(out) if _names_report(text)]


def _is_broken(first: str, rest: list[str]) -> bool:
    """Tell whether a title may have been broken behind the name of a place."""
    if len(first) > 40 or not _PLACE_LIKE.search(first):
        return False
    if len(rest) == 1:
        return len(rest[0]) <= 60
    return len("".join(rest)) <= 40 and re.match(r"\s*\d{4}", rest[0]) is not None


def read_page(document: Document) -> Page:
    """Read title, publisher, year, dates, period and citations of ``document``."""
    title = publisher = None
    year = None
    years: list[int] = []
    for candidate in _candidates(document):
        flat = _joined(without_glosses(candidate))
        arabic = _YEAR_IN_WORDS.sub(_arabic, flat)
        if not _YEAR.search(arabic):
            continue
        m = _TITLE.search(arabic) or _TITLE_YEAR_LAST.search(arabic)
        if m:
            years.append(int(m["year"]))
            named = (m["publisher"] or m["office"] or "").strip("()（）-—关于的")
            named = _ISSUES.sub("", named) or None
            if title is None or (publisher is None and named and int(m["year"]) == year):
                title, year, publisher = m[0], int(m["year"]), named
        elif title is None and (sheet := _SHEET_TITLE.search(flat)):
            title, year = flat[:60], int(sheet["year"] or sheet["year2"])
    text = document.text
    period = _period(document.folded)
    if year is None and period:
        year = int(period[1][:4])
        years.append(year)
    if year is None:
        m = re.search(r"(20\d{2})年(?:度)?[^。；]{0,30}(?:主动公开|信息公开)", document.folded)
        year = int(m[1]) if m else None
    meta = document.metadata
    dates = tuple((k, d[0]) for k in DATE_KEYS if meta.get(k) and (d := find_dates(meta[k])))
    beside = _named_beside(document)
    # "朝阳乡" in the title and "某县朝阳乡人民政府" under it: the fuller name says where.
    if publisher is None or (beside and re.sub("人民政府$", "", publisher) in beside):
        publisher = beside or publisher
    return Page(
        title=title,
        publisher=publisher,
        year=year,
        published=dates[0][1] if dates else None,
        period=period,
        dates=dates,
        citations=citations(text),
        years_named=tuple(dict.fromkeys(years)),
    )


def _named_beside(document: Document) -> str | None:
    """Return the publisher that the data around the text, or the signature under it, names."""
    meta = document.metadata
    named = [meta[k] for k in ("发布机构", "发布单位", "发文机关") if meta.get(k)]
    for dated in _DATED_LINE.finditer(document.text):
        line = document.text[document.text.rfind("\n", 0, dated.start()) + 1 : dated.start()]
        signed = _joined(line) if len(line) <= 60 else ""
        if _SIGNED.fullmatch(signed) and _DATE.fullmatch(_joined(fold(dated[1]))):
            named.append(signed)
    named += [meta[k] for k in ("ContentSource", "来源") if meta.get(k)]
    return named[0] if named else None


def _arabic(m: re.Match[str]) -> str:
    digits = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
    return "".join(digits[c] for c in m[0])
