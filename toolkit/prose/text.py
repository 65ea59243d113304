"""The running text of a document, cleaned and masked, with the way back to the characters as printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from toolkit.document import Document
from toolkit.values import fold

#: Stands for masked characters: no pattern matches it.
MASK = "□"

_PUNCTUATION = (
    (",", "，"),
    (";", "；"),
    (":", "："),
    ("(", "（"),
    (")", "）"),
    ("?", "？"),
    ("!", "！"),
)
_GLOSS = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]+[)）]")
#: What is layout or a gloss: dropped from the text that is read.
_DROPPED = re.compile(rf"[\s\u200b\ufeff]+|{_GLOSS.pattern}")
_SPACE = re.compile(r"\s")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\([一二三四五六七八九十]{1,3}\)"
    r"|\d{1,2}[.、．]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]是|附件|附表|第[一二三四五六七八九十]+部分)"
)
#: Lists that stand a line an item: the line that opens one, and its items.
_OPENS_LIST = re.compile(r"(?:其中|如下|包括|分别为|分别是|情况)\s*[：:]\s*$|其中[，,]?\s*$")
_LIST_ITEM = re.compile(
    r"\s*(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）])?\s*[^\d。]{2,30}\d[\d,.]*\s*(?:条|件|篇|份)[^。]{0,30}[；;，,。、]?\s*$"
)
_ENDS = "。！？；：!?;:…”"

#: Numbers that are never indicators: masked before anything is read. Those with words before them …
_NAMED = re.compile(
    r"《[^《》]{1,150}(?:《[^《》]{1,80}》[^《》]{0,80})?》"
    r"|〈[^〈〉]{1,120}〉"
    r"|[〔\[（]\d{4}[〕\]）]第?\d+号"
    r"|第\d+(?:[、至\-—]\d+)*(?:条|款|项|届|次|号|章|期|批|名|位|轮)"
    r"|https?：?/*[\w./\-?=&%]+|www\.[\w./\-?=&%]+"
    r"|(?:邮政编码|邮编|联系电话|电话|传真|手机|热线|QQ)(?:/传真|号码|为|：)*\d[\d\-、/ ]{4,}"
    r"|“\d+条”"
    r"|[路街巷村镇]\d+号"
)
_EMAIL = re.compile(r"[\w.]+@[\w.]+")
#: … and those that are known by what follows; each begins with one digit, so that the search for it
#: is quick, and looks back from behind that digit.
_FOLLOWED = re.compile(
    r"[0-9](?:(?<=0)(?<!\d.)\d{2,3}-\d{7,8}(?!\d)"
    r"|(?<!\d.)(?<=1)23(?:45|16|66|15)(?!\d|[余多]?[条件篇份人次宗])"
    r"|\d*(?:-\d+)?个?工作日"
    r"|\d*(?:\.\d+)?分(?!别)"
    r"|(?<!\d.)\d?月(?:\d{1,2}日)?"
    r"|\d?(?:时|：\d{2})"
    r"|\d*(?:号楼|层|室))"
)


@cache
def phrases() -> Any:
    """Return the declared phrases (``phrases.yml``)."""
    text = (files(__package__) / "phrases.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def one_of(words: list[str]) -> str:
    """Return a pattern for any of ``words``, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


#: A number with what may stand around it; ``unit`` is added by the caller.
NUMBER = (
    r"(?P<near>大约|约|近|超过|超|逾|达)?"
    r"(?<![\d.])(?P<num>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?P<more>余|多)?(?P<scale>万|亿)?(?P<more2>余|多)?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One logical paragraph: ``clean`` is what is read; runs of it stand unbroken in the text.

    ``starts`` are the offsets in ``clean`` at which the runs begin, ``origins`` those of the same
    characters in Document.text; both ascend.
    """

    clean: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    section: str = "preamble"

    def position(self, at: int) -> int:
        """Return the offset in Document.text of ``clean[at]``."""
        run = bisect_right(self.starts, at) - 1
        return self.origins[run] + at - self.starts[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in Document.text of ``clean[start:end]``."""
        return self.position(start), self.position(end - 1) + 1

    def clean_offset(self, position: int) -> int:
        """Return the first offset in ``clean`` at or after ``position`` of the text."""
        run = bisect_right(self.origins, position) - 1
        if run < 0:
            return 0
        after = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.clean)
        return min(self.starts[run] + position - self.origins[run], after)


def logical_lines(document: Document) -> list[tuple[int, str]]:
    """Return (offset, text) of each paragraph; lines that were only wrapped are joined.

    A line is joined to the next where it is long, does not end a sentence and the next one starts
    no heading or list item: so hard-wrapped text files read like the page they came from.
    """
    out: list[tuple[int, str]] = []
    wrapped = document.media == "text"
    wraps = listing = False
    for p in document.paragraphs:
        # A table in between parts two paragraphs: only neighbours are ever joined.
        touches = bool(out) and p.start == out[-1][0] + len(out[-1][1]) + 1
        item = listing and _LIST_ITEM.match(p.text)
        if touches and (item or (wrapped and wraps and not _HEADING.match(p.text))):
            out[-1] = (out[-1][0], out[-1][1] + "\n" + p.text)
        else:
            out.append((p.start, p.text))
        tail = p.text.rstrip()[-1:]
        listing = tail != "。" if item else bool(_OPENS_LIST.search(p.text))
        wraps = len(p.text) >= 25 and tail not in _ENDS and not _HEADING.fullmatch(p.text)
        if _HEADING.match(p.text) and len(p.text) < 40 and tail not in "，、,":
            wraps = False
    return out


def simplify(text: str) -> str:
    """Return ``text`` folded and in simplified characters, one character for one."""
    # Two more than fold knows: in names they are other characters.
    return fold(text).replace("們", "们").replace("覆", "复")


def without_glosses(text: str) -> str:
    """Return ``text`` simplified and without the glosses that copies put behind characters."""
    return _GLOSS.sub("", simplify(text))


#: What a sentence with a figure cannot do without: a number with a unit, or a word of denial.
_COUNTED = re.compile(r"\d.{0,40}?[条件篇份宗起例项次个人元家%]", re.DOTALL)
_DENIED = "不未无没零免〇0"


def may_state(text: str) -> bool:
    """Return whether ``text`` may state a figure at all: most lines of a page need no reading."""
    return any(c in text for c in _DENIED) or _COUNTED.search(text) is not None


def clean_line(text: str, offset: int, section: str, folded: str | None = None) -> Line:
    """Clean one paragraph: folded, without blanks and glosses, masked; positions kept.

    ``folded`` is ``simplify(text)`` where the caller has it already.
    """
    folded = simplify(text) if folded is None else folded
    kept: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    at = length = 0
    # Asked first, since most paragraphs have neither blanks nor glosses.
    blank = folded != folded.strip() or len(folded.split(None, 1)) > 1
    blank = blank or "\u200b" in folded or "\ufeff" in folded
    for gone in _DROPPED.finditer(folded) if blank or _GLOSS.search(folded) else ():
        start = gone.start()
        if gone[0][0].isspace() and _is_digit(folded, start - 1) and _is_digit(folded, gone.end()):
            # Blanks between digits part two numbers; all others are layout.
            start += 1
        if start > at:
            kept.append(folded[at:start])
            starts.append(length)
            origins.append(offset + at)
            length += start - at
        at = gone.end()
    if at < len(folded) or not kept:
        kept.append(folded[at:])
        starts.append(length)
        origins.append(offset + at)
    joined = _SPACE.sub(" ", "".join(kept)) if at else folded
    clean = joined
    for half, full in _PUNCTUATION:
        clean = clean.replace(half, full)
    if "," in joined and _THOUSANDS.search(joined):
        line = Line(clean, tuple(starts), tuple(origins), section)
        for comma in _THOUSANDS.finditer(joined):
            where = comma.start()
            # Only a printed half-width comma parts thousands.
            if text[line.position(where) - offset] == ",":
                clean = f"{clean[:where]},{clean[where + 1 :]}"
    return Line(mask(clean), tuple(starts), tuple(origins), section)


def _is_digit(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isdigit()


#: Where the text of a table begins that a flattened page glued into a paragraph: forms read it.
_TABLE_TEXT = re.compile(
    r"申请人情况|本列数据的勾稽|第二十条第（一）项|指标名称计量|统计指标单位|信息内容本年|"
    r"本年新收政府信息公开申请数量|行政复议行政诉讼结果维持|结果维持结果纠正"
)
#: No sentence is as long: what has no stop for so long is no prose, and patterns would run away on it.
_LONG = 1500
_RUNAWAY = re.compile(rf"[^。；！？]{{{_LONG},}}")
_PIECE = 20_000


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Part a paragraph of unusual length at full stops, so that reading it stays linear."""
    at = 0
    while len(text) - at > _PIECE:
        stop = text.rfind("。", at, at + _PIECE) + 1 or at + _PIECE
        yield at, text[at:stop]
        at = stop
    yield at, text[at:]


def mask(clean: str) -> str:
    """Replace what is never an indicator by :data:`MASK`, character for character."""
    table = _TABLE_TEXT.search(clean)
    if table:
        clean = clean[: table.start()] + MASK * (len(clean) - table.start())
    if len(clean) >= _LONG:
        clean = _RUNAWAY.sub(_masked, clean)
    clean = _NAMED.sub(_masked, clean)
    if "@" in clean:
        clean = _EMAIL.sub(_masked, clean)
    return _FOLLOWED.sub(_masked, clean)


def _masked(m: re.Match[str]) -> str:
    return MASK * (m.end() - m.start())
