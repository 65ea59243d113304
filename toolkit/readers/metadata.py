"""Metadata: the pairs of key and value that are printed around a report, by a list of known keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from toolkit.document import Cell, Paragraph, Table
from toolkit.values import fold

#: Keys that pages print before or after the text, those that are also everyday words set apart.
_KEYS = (  # noqa: SIM905
    "索引号 信息索引 信息索引号 发文字号 文件编号 文件字号 公文字号 备注/文号 文号 "
    "发布机构 发布单位 发布部门 发文机关 发文单位 发文机构 公开责任部门 责任部门 公开机构 信息来源 "
    "发文日期 发文时间 成文日期 成文时间 公文生成日期 信息生成日期 生成日期 生成时间 产生日期 "
    "公开日期 公开时间 发布日期 发布时间 发稿时间 印发日期 更新时间 更新日期 "
    "主题分类 组配分类 体裁分类 信息分类 信息类别 服务对象分类 "
    "公开方式 公开形式 公开范围 公开类别 公开时限 "
    "文件有效性 有效性 生效日期 废止日期 失效日期 生命周期分类 内容分类 载体类型 "
    "关键词 主题词 内容概述 信息名称 点击数 点击量 点击次数 浏览次数 浏览量 访问次数 阅读次数 "
    "责任编辑 发布人 原文链接 原文地址"
).split()
_WEAK_KEYS = "来源 时间 日期 标题 名称 栏目 作者 编辑 网址 稿源 文章来源 信息来源".split()  # noqa: SIM905
#: Controls of a page: they end a value and are no pair themselves.
_STOPS = "字体大小 字号 字体 视力保护色 保存为 打印 关闭 收藏 分享 朗读 下载".split()  # noqa: SIM905


def _pattern(words: Iterable[str]) -> str:
    # Keys are often set apart by blanks: 索 引 号. Those that begin alike are tried together.
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        rests.setdefault(word[0], []).append("".join(rf"\s*{re.escape(sign)}" for sign in word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


def _firsts(*words: Iterable[str]) -> str:
    return "".join(sorted({word[0] for some in words for word in some}))


_STRONG = _pattern(_KEYS)
_ANY = _pattern([*_KEYS, *_WEAK_KEYS])
#: A key with a colon or cell border stands anywhere; one without only at the start or after a blank.
_KEY = re.compile(
    rf"(?=[{_firsts(_KEYS, _WEAK_KEYS, _STOPS)}])(?:(?:^|(?<=[\s|\[(•·◆■>/]))(?P<bare>{_STRONG})(?!\s*[:|])"
    rf"|(?:^|(?<=[\s|\[(•·◆■>;,)\]\d]))(?P<key>{_ANY})\s*\]?\s*[:|]"
    rf"|(?P<glued>{_STRONG})\s*:"
    rf"|(?:^|(?<=[\s|\[(]))(?P<stop>{_pattern(_STOPS)}))"
)
#: A line without one of these and without a colon holds no pair.
_MAY_BEGIN = re.compile(rf"[标{_firsts(_KEYS)}](?:(?<=^.)|(?<=[\s\[(•·◆■>/［【（／|].))")
_ALL_KEYS = (*_KEYS, *_WEAK_KEYS)
_ENDS_KEY = re.compile(rf"[{''.join(sorted({key[-1] for key in _ALL_KEYS}))}]\s*\]?\s*[:|]")

_TITLE = re.compile(r"^标\s*题(?!\s*[:|])(?=.{6})")
_SIZES = re.compile(r"[\s\[(]*大[\s\])]*[\[(]?\s*中[\s\])]*[\[(]?\s*小[\s\])]*")
_END = re.compile(r"\s{2,}(?!\d)|[|\t]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'，。）)]+")
_CELL_KEY = re.compile(rf"(?P<key>{_ANY})(?P<colon>:?)")
_MAY_BE_KEY = frozenset(_firsts(_KEYS, _WEAK_KEYS) + " \n")
_LONGEST_KEY = max(map(len, [*_KEYS, *_WEAK_KEYS])) + 1

#: Between the cells of a row: a sign that no text has after it was cleaned.
_BORDER, _END_OF_ROW = "\x00", "\x01"
#: A cell that is such a key and nothing else: a row without one and without a colon holds no pair.
_STRONG_CELL = re.compile(rf"{_BORDER}(?=[\s{_firsts(_KEYS)}])\s*(?:{_STRONG})\s*(?={_BORDER})")
_LONG = 120
_HEADER_LINES = 60
_MAX_CELLS = 80
_TAIL_LINES = 15


class Metadata:
    """Collects pairs in the order found; the first value that is not empty wins."""

    def __init__(self) -> None:
        self.pairs: dict[str, str] = {}
        self.address: str | None = None

    @property
    def title(self) -> str | None:
        """The title that a printed pair gives."""
        for key in ("标题", "信息名称", "名称"):
            if key in self.pairs:
                return self.pairs[key]
        return None

    def add(self, key: str, value: str) -> None:
        """Record one pair, unless the value is empty or the key has one already."""
        key = re.sub(r"\s+", "", key)
        value = value.strip(" \t\u3000|；;,，").rstrip("[【（(<〔").rstrip()
        if not value:
            return
        self.pairs.setdefault(key, value)
        if key in ("原文链接", "原文地址", "网址") and not self.address:
            found = _ADDRESS.search(value)
            self.address = found[0] if found else None

    def add_line(self, line: str, folded: str | None = None) -> None:
        """Record the pairs of one line, also where several run together without colons.

        ``folded`` is the line with its characters folded, where that is known.

        Examples
        --------
        >>> found = Metadata()
        >>> found.add_line("主题分类电子政务 发布日期2018-03-06")
        >>> found.pairs
        {'主题分类': '电子政务', '发布日期': '2018-03-06'}
        """
        cut = len(line) > 3 * _LONG
        if cut:
            line, folded = line[: 3 * _LONG], None
        # Most lines of a page hold no pair: no need to look at each of their places.
        colon = ":" in line or "：" in line or "|" in line or "﹕" in line
        if not colon and not _MAY_BEGIN.search(line):
            return
        folded = folded or fold(line)
        sentence = "。" in folded
        title = _TITLE.match(folded)
        if title and not sentence and not cut:
            self.add("标题", line[title.end() :])
            return
        # Nor do most that have a colon: no key ends before it, and none stands at the start of a part.
        bare = not (sentence or cut) and _MAY_BEGIN.search(folded)
        if not bare and not _has_key_before_colon(folded):
            return
        found = [m for m in _KEY.finditer(folded) if not (m["bare"] and (sentence or cut))]
        if not found or (found[0].start() > 0 and not (found[0]["key"] or found[0]["glued"])):
            return
        for match, after in zip(found, [*found[1:], None], strict=True):
            key = match["bare"] or match["key"] or match["glued"]
            if not key or (cut and after is None):
                continue
            end = after.start() if after else len(folded)
            value = _SIZES.split(folded[match.end() : end])[0]
            lead = len(value) - len(value.lstrip(" |"))
            start = match.end() + lead
            stop = _END.search(value.strip(" |"))
            length = stop.start() if stop else len(value.strip(" |"))
            # The last value of a line with a sentence may be the sentence.
            if not (sentence and after is None and length > _LONG // 2):
                self.add(key, line[start : start + length])

    def add_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Record the pairs of a table whose cells hold keys beside their values."""
        if sum(map(len, rows)) > _MAX_CELLS:
            return
        filled = [texts for texts in ([text for text in row if text] for row in rows) if texts]
        whole = fold(_END_OF_ROW.join(map(_BORDER.join, filled)))
        for texts, row in zip(filled, whole.split(_END_OF_ROW), strict=bool(filled)):
            if not (":" in row or _STRONG_CELL.search(f"{_BORDER}{row}{_BORDER}")):
                continue
            folded = row.split(_BORDER)
            keys = [_cell_key(text) if text[:1] in _MAY_BE_KEY else None for text in folded]
            strong = any(k and (k["colon"] or k["key"] in _KEYS) for k in keys)
            for at, (key, text) in enumerate(zip(keys, texts, strict=True)):
                last = at + 1 == len(texts)
                value = "" if last else texts[at + 1]
                if key and strong and not (last or keys[at + 1]) and len(value) <= 3 * _LONG:
                    self.add(key["key"], value.replace("\n", " "))
                elif not key and ":" in folded[at]:
                    for line, plain in zip(text.split("\n"), folded[at].split("\n"), strict=True):
                        if ":" in plain and len(line) <= _LONG:
                            self.add_line(line, plain)

    def add_blocks(self, blocks: Sequence[Paragraph | Table]) -> None:
        """Record the pairs of the lines before and after the body, and of small tables."""
        for block in _around(blocks):
            if isinstance(block, Paragraph):
                self.add_line(block.text)
            elif (rows := _small(block)) is not None:
                self.add_rows([[cell.text for cell in row] for row in rows])


def _has_key_before_colon(folded: str) -> bool:
    """Whether a key ends before a colon or a border: only there one stands within a sentence."""
    return any(
        "".join(folded[: found.start() + 1].split()).endswith(_ALL_KEYS)
        for found in _ENDS_KEY.finditer(folded)
    )


def _cell_key(text: str) -> re.Match[str] | None:
    """Return the key that a folded cell is, blanks left out."""
    flat = "".join(text.split())
    return _CELL_KEY.fullmatch(flat) if len(flat) <= _LONGEST_KEY else None


def _small(table: Table) -> list[list[Cell]] | None:
    """Return the cells of a table row by row, None where it has too many to hold pairs."""
    rows: list[list[Cell]] = []
    left = _MAX_CELLS
    if table.n_rows > left:
        return None
    for r in range(table.n_rows):
        rows.append(table.row_cells(r))
        left -= len(rows[-1])
        if left < 0:
            return None
    return rows


def _around(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """Return the blocks before the first long paragraph, itself too, and those after the last."""
    head, tail = blocks[:_HEADER_LINES], max(len(blocks) - _TAIL_LINES, 0)
    first = next((at for at, block in enumerate(head, 1) if _is_long(block)), len(head))
    last = max([first, tail, *(at for at, b in enumerate(blocks[tail:], tail + 1) if _is_long(b))])
    return [*blocks[:first], *blocks[last:]]


def _is_long(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and len(block[0]) >= _LONG
