"""Damages of labels and heads: brackets, numbering, breaks, other code points, words spliced in."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from made.damage import damage, doubtful, each_cell
from made.sample import Cell, Key, Sample

_HAN = re.compile(r"[\u4e00-\u9fff]")
_HALF = str.maketrans("（），：；“”、．", '(),:;"",.')
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\d\.)")
_KANGXI = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in range(0x2F00, 0x2FD6)
}  # fmt: skip
#: Simplified radicals of the supplement, as Chrome prints them into a PDF.
_SUPPLEMENT = dict(
    zip(
        "见贝车长门韦页风飞食马鱼龙齐齿民西青黄麦",
        "⻅⻉⻋⻓⻔⻙⻚⻛⻜⻝⻢⻥⻰⻬⻮⺠⻄⻘⻩⻨",
        strict=True,
    )
)
_TRADITIONAL = str.maketrans(
    "开数总计结处请关属国规执条动态议讼诉发务纠错实业联网访调众热点说读项费单长门这个为与东车"
    "见书马鱼风飞华万亿权专两严丧丰临丽举义乌乐习乡买乱争于云产亲从仓仪们价优会传伤体余侧",
    "開數總計結處請關屬國規執條動態議訟訴發務糾錯實業聯網訪調眾熱點說讀項費單長門這個為與東車"
    "見書馬魚風飛華萬億權專兩嚴喪豐臨麗舉義烏樂習鄉買亂爭於雲產親從倉儀們價優會傳傷體餘側",
)
_SPAM = ("在线视频", "彩票开奖", "棋牌下载", "足球直播", "手机版app", "官网登录")


def is_label(cell: Cell) -> bool:
    """Tell whether a cell holds words of the form: a row's label, a head or a group."""
    return cell.key is None and len(_HAN.findall(cell.text)) >= 2


def _labels(one: Sample, change: Callable[[str], str]) -> Sample:
    """Return a sample with every label changed; the same object where none did."""
    out = each_cell(
        one, lambda c: replace(c, text=change(c.text)) if is_label(c) and not c.markup else c
    )
    return one if out == one else out


@damage("labels")
def half_width_brackets(one: Sample, rng: random.Random) -> Sample:
    """Print ( ) , : for （ ） ， ：."""
    return _labels(one, lambda t: t.translate(_HALF))


@damage("labels")
def missing_numbering(one: Sample, rng: random.Random) -> Sample:
    """Leave the numbers of all labels out."""
    return _labels(one, lambda t: _NUMBER.sub("", t))


def _renumbered(pattern: str, forms: str | Callable[[str], str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        found = re.match(pattern, text)
        if not found:
            return text
        new = forms(found[1]) if callable(forms) else forms.format(found[1])
        return new + text[found.end() :]

    return change


@damage("labels")
def points_as_commas(one: Sample, rng: random.Random) -> Sample:
    """Print 1、 for 1. or another sign after the number."""
    return _labels(one, _renumbered(r"(\d)\.", rng.choice(("{}、", "{}．", "{})", "{}）", "{} "))))


@damage("labels")
def circled_numbers(one: Sample, rng: random.Random) -> Sample:
    """Print ① for 1."""
    return _labels(one, _renumbered(r"(\d)\.", lambda n: chr(0x245F + int(n))))


@damage("labels")
def bracketed_numbers(one: Sample, rng: random.Random) -> Sample:
    """Print (1) for 1."""
    return _labels(one, _renumbered(r"(\d)\.", rng.choice(("({})", "（{}）", "({}) "))))


@damage("labels")
def other_group_numbers(one: Sample, rng: random.Random) -> Sample:
    """Print (1), 1. or ㈠ for （一）."""
    signs = rng.choice(("({})", "{}.", "{}、"))

    def number(text: str) -> str:
        at = "一二三四五六七八九十".index(text) + 1
        return signs.format(at)

    return _labels(one, _renumbered(r"（([一二三四五六七八九十])）", number))


@damage("labels")
def wrapped_labels(one: Sample, rng: random.Random) -> Sample:
    """Break long labels in the middle of a word."""

    def wrap(text: str) -> str:
        at = rng.randint(2, max(len(text) - 2, 2))
        return f"{text[:at]}\n{text[at:]}" if len(text) > 5 else text

    return _labels(one, wrap)


@damage("labels")
def wrapped_heads(one: Sample, rng: random.Random) -> Sample:
    """Break every label after each second character, as in narrow columns."""
    return _labels(one, lambda t: "\n".join(t[i : i + 2] for i in range(0, len(t), 2)))


@damage("labels")
def letter_spaced(one: Sample, rng: random.Random) -> Sample:
    """Set labels with spaces between their characters."""
    space = rng.choice((" ", "\u3000", "\u00a0", "  "))
    return _labels(one, lambda t: space.join(t) if len(t) < 12 else t)


@damage("labels")
def spaces_in_labels(one: Sample, rng: random.Random) -> Sample:
    """Put odd spaces around labels and inside some of them."""

    def spaced(text: str) -> str:
        at = rng.randint(1, len(text) - 1)
        inner = rng.choice(("\u00a0", "\u3000", "\u200b", " "))
        return f"\u3000\u00a0{text[:at]}{inner}{text[at:]} "

    return _labels(one, spaced)


@damage("labels")
def kangxi_radicals(one: Sample, rng: random.Random) -> Sample:
    """Print the code points that PDFs made by browsers have: ⾏政许可."""
    return _labels(one, lambda t: "".join(_KANGXI.get(c, c) for c in t))


@damage("labels")
def radicals_supplement(one: Sample, rng: random.Random) -> Sample:
    """Print the supplement's code points: 意⻅."""
    return _labels(one, lambda t: "".join(_SUPPLEMENT.get(c, c) for c in t))


@damage("labels")
def traditional_characters(one: Sample, rng: random.Random) -> Sample:
    """Print labels in traditional characters."""
    return _labels(one, lambda t: t.translate(_TRADITIONAL))


@damage("labels")
def compatibility_ideographs(one: Sample, rng: random.Random) -> Sample:
    """Print characters of the compatibility block, which look the same."""
    twins = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xF900, 0xFA6A)}
    return _labels(one, lambda t: "".join(twins.get(c, c) for c in t))


@damage("labels")
def other_words(one: Sample, rng: random.Random) -> Sample:
    """Print the other usual words for the same: 合计, 其它, 法人和其他组织."""
    words = (("其他", "其它"), ("法人或其他", "法人和其他"), ("结转下年度", "结转下年"),
             ("总计", "合计"), ("本年度办理", "本年办理"))  # fmt: skip
    old, new = rng.choice(words)
    return _labels(one, lambda t: t.replace(old, new))


def _row_keys(one: Sample, label: str) -> set[Key]:
    """Return the figures that stand in a row with, or below, the only label of its words."""
    keys: set[Key] = set()
    for block in one.blocks:
        if isinstance(block, str):
            continue
        dense = block.dense()
        places = [
            (r, c) for r, row in enumerate(dense) for c, (cell, _) in enumerate(row)
            if cell.text == label
        ]  # fmt: skip
        rows, columns = {r for r, _ in places}, {c for _, c in places}
        for r, row in enumerate(dense):
            for c, (cell, _) in enumerate(row):
                if cell.key and (r in rows or c in columns):
                    keys.add(cell.key)
    return keys


def _one_label(one: Sample, rng: random.Random, change: Callable[[str], str]) -> Sample:
    """Change the words of one label of a row or column; its figures may then be left unread."""
    words = [c.text for b in one.blocks if not isinstance(b, str) for row in b.cells for c in row
             if is_label(c) and len(c.text) >= 4]  # fmt: skip
    once = [w for w in words if words.count(w) == 1]
    if not once:
        return one
    old = rng.choice(once)
    keys = _row_keys(one, old)
    out = each_cell(one, lambda c: replace(c, text=change(old)) if c.text == old else c)
    return replace(out, truth=doubtful(one.truth, keys))


@damage("labels")
def spliced_spam(one: Sample, rng: random.Random) -> Sample:
    """Put the words of an advertisement into one label, as hijacked mirrors do."""
    word = rng.choice(_SPAM)

    def splice(text: str) -> str:
        at = rng.choice((0, len(text), rng.randint(1, len(text) - 1)))
        return text[:at] + word + text[at:]

    return _one_label(one, rng, splice)


@damage("labels")
def a_label_lost(one: Sample, rng: random.Random) -> Sample:
    """Leave the words of one label away."""
    return _one_label(one, rng, lambda _: "")


@damage("labels")
def a_label_garbled(one: Sample, rng: random.Random) -> Sample:
    """Spoil a character of one label."""

    def garble(text: str) -> str:
        at = rng.randrange(len(text))
        return text[:at] + rng.choice(("\ufffd", "?", "口", "的")) + text[at + 1 :]

    return _one_label(one, rng, garble)


@damage("labels")
def a_label_cut(one: Sample, rng: random.Random) -> Sample:
    """Print only the beginning of one label."""
    return _one_label(one, rng, lambda t: t[: max(2, len(t) // 2)])
