"""The running text of a document, cleaned and masked, with the way back to the characters as printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from operator import itemgetter
from typing import Any, NamedTuple

import yaml

from toolkit.document import Paragraph
from toolkit.values import fold

#: The number of a heading or an item, a pattern.
NUMBERED = r"(?:（?[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十\d]{1,2}[.、])"
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
#: The same in a text whose brackets are full-width.
_WIDE_GLOSS = re.compile(_GLOSS.pattern.replace("[(（]", "（"))
#: What is layout, the number of a page between its lines, or a gloss: dropped from the text that is
#: read. The class of its first characters goes first: then not every place is tried.
_DROPPED = re.compile(
    r"[\s\u200b\ufeff（](?:(?<=\n)\s*[-—－]\s*[0-9]{1,3}\s*[-—－]\s*\n|(?<!（)[\s\u200b\ufeff]*"
    rf"|(?<=（){_WIDE_GLOSS.pattern[1:]})"
)
#: A blank between the thousands of a number that stands in its sentence without others around it.
_BLANK_THOUSANDS = re.compile(
    r"[1-9](?<=[\u4e00-\u9fff].)(?<![第表图附之].)\d{0,2}"
    r"[ \u00a0\u2009\u202f](?=\d{3}[余多]?[万条件篇份次人])"
)
_SPACE = re.compile(r"\s")
_WIDE = re.compile("[０-９]，[０-９]{3}")
_THOUSANDS = re.compile(r",(?<=[0-9],)(?=[0-9]{3}(?![0-9]))")
#: What holds numbers that are never indicators is masked before anything is read. Each is looked for
#: only where its sign stands: a search for a sign costs next to nothing.
_MASKED = (
    (
        "《",
        re.compile(
            r"《(?![^《》]{0,20}[公政日晚晨]报》)[^《》]{1,150}(?:《[^《》]{1,80}》[^《》]{0,80})?》"
        ),
    ),
    ("〈", re.compile(r"〈[^〈〉]{1,120}〉")),
    ("号", re.compile(r"[〔\[（]\d{4}[〕\]）]第?\d+号")),
    ("号", re.compile(r"[路街巷村镇]\d+号")),
    ("第", re.compile(r"第\d+(?:[、至\-—]\d+)*(?:条|款|项|届|次|号|章|期|批|名|位|轮)")),
    ("http", re.compile(r"https?：?/*[\w./\-?=&%]+")),
    ("www", re.compile(r"www\.[\w./\-?=&%]+", re.ASCII)),
    ("@", re.compile(r"[\w.](?<![\w.][\w.])[\w.]*@[\w.]+", re.ASCII)),
    *(
        (sign, re.compile(rf"{sign}(?:/传真|号码|为|：)*\d[\d\-、/ ]{{4,}}"))
        for sign in ("邮政编码", "邮编", "电话", "传真", "手机", "热线", "QQ")
    ),
    ("“", re.compile(r"“\d+条”")),
)


#: Every such sign, found at once: most lines have none, and few have two.
_MASKED_SIGNS = re.compile(
    r"[《〈号第hw@邮电传手热Q“](?:(?<=[《〈号第@“])|(?<=h)ttp|(?<=w)ww|(?<=邮)(?:政编码|编)|(?<=电)话"
    r"|(?<=传)真|(?<=手)机|(?<=热)线|(?<=Q)Q)"
)


#: Where a line begins, of a Paragraph.
_start = itemgetter(1)


@cache
def phrases() -> Any:
    """Return the declared phrases (``phrases.yml``)."""
    text = (files(__package__) / "phrases.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def one_of(words: list[str]) -> str:
    """Return a pattern for any of ``words``, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


#: Words of advertisers that copies of pages have spliced into their sentences.
_SPAM = re.compile("|".join(phrases()["spam"]))
_DROPPED_SPAM = re.compile(f"{_DROPPED.pattern}|{_SPAM.pattern}")


class Line(NamedTuple):
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
        if len(self.starts) == 1:
            return self.origins[0] + start, self.origins[0] + end
        return self.position(start), self.position(end - 1) + 1


def last_part(text: str) -> str:
    """Return what stands behind the last semicolon of a sentence."""
    return text[text.rfind("；") + 1 :]


def part_end(text: str, at: int) -> int:
    """Return where the part of a sentence ends that goes on at ``at``: its semicolon, its stop, or all."""
    return min((end for mark in "。；" if (end := text.find(mark, at)) >= 0), default=len(text))


def simplify(text: str) -> str:
    """Return ``text`` folded and in simplified characters, one character for one."""
    return _simplified(fold(text))


def _simplified(folded: str) -> str:
    # Two more than fold knows: in names they are other characters.
    return folded.replace("們", "们").replace("覆", "复")


def without_glosses(text: str) -> str:
    """Return ``text`` simplified and without the glosses that copies put behind characters."""
    return _GLOSS.sub("", simplify(text))


#: What a sentence with a figure cannot do without: a word of denial, or a number with a unit. A class
#: of characters goes first, because only such a pattern is looked for without trying every place; then
#: what has to follow them, and last which of the ways it is.
_STATES = re.compile(
    "[未没无零免为不0-9一二两三四五六七八九十百千：]"
    r"(?:(?<=[未没无零免])|(?=[\s余多万亿）)条件篇份宗起例项次个名人期场元%其存收涉])(?:"
    r"(?<=[0-9])\s*(?:[余多万亿）)]\s*){0,3}[条件篇份宗起例项次个名人期场元%其]"
    r"|(?<=[一二两三四五六七八九十百千])\s*[余多]?[条件篇份宗起次期场名人]"
    r"|(?<=不)(?:存在|收|涉))|(?<=为)0|(?<=：)\s*\d)"
)


def stating(
    whole: str, parts: Iterable[tuple[str, Sequence[Paragraph]]]
) -> Iterator[tuple[int, str, str]]:
    """Return what may state a figure at all, with its place and section: most lines need no reading.

    One search goes through all lines; those without a hit are passed over without being looked at.

    Parameters
    ----------
    whole : str
        The text of the document, :func:`unified`.
    parts : iterable of (str, sequence of Paragraph)
        The sections and their lines, ascending.
    """
    at, found = -1, None
    for section, lines in parts:
        n = 0
        while n < len(lines):
            if at < (offset := lines[n].start):
                found = _STATES.search(whole, offset)
                at = found.start() if found else len(whole)
            # The line of the hit, or the one before it where it stands between two.
            n = max(bisect_right(lines, at, n, key=_start) - 1, n)
            text, offset = lines[n]
            n += 1
            if offset + len(text) <= at:
                continue
            for start, end in pieces(whole, offset, offset + len(text)):
                if at < start:
                    found = _STATES.search(whole, start)
                    at = found.start() if found else len(whole)
                # A hit may begin in this line and end in the next: then another one is asked for.
                if at < end and found and (found.end() <= end or _STATES.search(whole, start, end)):
                    yield start, whole[start:end], section


def unified(text: str, folded: str | None = None) -> str:
    """Return ``text`` simplified, with full-width punctuation, one character for one.

    A comma that parts thousands stays as it is: a printed half-width one, or a wide one between wide
    digits. ``folded`` is the folded text where it is at hand.
    """
    folded = simplify(text) if folded is None else _simplified(folded)
    out = folded
    for half, full in _PUNCTUATION:
        if half in out:
            out = out.replace(half, full)
    # 依次 binds names to numbers as 分别 does.
    out = out.replace("依次", "分别")
    if "," in folded:
        for comma in _THOUSANDS.finditer(folded):
            at = comma.start()
            if text[at] == "," or _WIDE.match(text, at - 1):
                out = f"{out[:at]},{out[at + 1 :]}"
    return out


def has_spam(text: str) -> bool:
    """Whether advertisers have spliced their words into a text."""
    # Single characters are looked for in no time, patterns and words are not.
    return ("彩" in text or "赌" in text or "娱" in text or "棋" in text or "虎" in text) and bool(
        _SPAM.search(text)
    )


def clean_line(text: str, offset: int, section: str, spam: bool = False) -> Line:
    """Clean one paragraph that was :func:`unified`: without blanks and glosses, masked; positions kept.

    ``spam``: it may hold words of advertisers, which are dropped too (:func:`has_spam`).
    """
    # Most paragraphs have neither blanks nor glosses.
    if spam or " " in text or not text.isprintable() or ("（" in text and _WIDE_GLOSS.search(text)):
        text, starts, origins = _without_blanks(text, offset, spam)
        return Line(mask(text), starts, origins, section)
    return Line(mask(text), (0,), (offset,), section)


def _without_blanks(
    folded: str, offset: int, spam: bool
) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Drop blanks and glosses; return the rest, where its runs begin, and where they began."""
    kept: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    at = length = 0
    thousands: set[int] | None = None
    for gone in (_DROPPED_SPAM if spam else _DROPPED).finditer(folded):
        start = gone.start()
        if gone[0][0].isspace() and _is_digit(folded, start - 1) and _is_digit(folded, gone.end()):
            if thousands is None:
                thousands = {m.end() for m in _BLANK_THOUSANDS.finditer(folded)}
            if gone.end() not in thousands:
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
    return _SPACE.sub(" ", "".join(kept)), tuple(starts), tuple(origins)


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


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part a paragraph of unusual length at full stops, so that reading it stays linear."""
    out = []
    while end - start > _PIECE:
        stop = text.rfind("。", start, start + _PIECE) + 1 or start + _PIECE
        out.append((start, stop))
        start = stop
    return [*out, (start, end)] if out else [(start, end)]


def mask(clean: str) -> str:
    """Replace what is never an indicator by :data:`MASK`, character for character."""
    # What is rare in such texts and in all others: only where it stands, the whole is looked for.
    if len(clean) > 40 and (
        "勾稽" in clean or "人情况" in clean or "新收政" in clean or "果维持" in clean
        or "内容本年" in clean or "十条第" in clean or "标名称" in clean or "标单位" in clean
    ) and (table := _TABLE_TEXT.search(clean)):  # fmt: skip
        clean = clean[: table.start()] + MASK * (len(clean) - table.start())
    if len(clean) >= _LONG:
        clean = _RUNAWAY.sub(_masked, clean)
    signs = _MASKED_SIGNS.findall(clean)
    if signs:
        for sign, pattern in _MASKED:
            if sign in signs:
                clean = pattern.sub(_masked, clean)
    return clean


def _masked(m: re.Match[str]) -> str:
    return MASK * (m.end() - m.start())
