"""Drawn: tables of a text file whose columns stand one below the other, or lie between drawn lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from toolkit.readers.line import clean
from toolkit.values import parse_value

#: Printed rows of (text, rowspan, colspan).
Rows = list[list[tuple[str, int, int]]]

_MAX_LINES = 400
_MAX_WIDTH = 400
_MIN_FIGURES = 6
_GAP = re.compile(r"[ \u00a0\u3000]{2,}")
_WORD = re.compile(r"[^ \u00a0\u3000]+")
_SENTENCE = re.compile(r"[。；;！？!?]")

_BOX = str.maketrans(
    dict.fromkeys("┼╋├┤┬┴┌┐└┘┠┨┏┓┗┛┣┫┳┻╔╗╚╝╠╣╦╩╬╭╮╰╯", "+")
    | dict.fromkeys("─━═", "-")
    | dict.fromkeys("│┃║", "|")
    | {"=": "-"}
)
_EDGE = re.compile(r"[+|].*[+|]")
_BORDER = re.compile(r"\+(?:[-:]+\+)+")
_DRAWN = re.compile(r"\+[-=]{2}")


def width(text: str) -> int:
    """Return the columns that a text takes where a Chinese character is as wide as two letters.

    Examples
    --------
    >>> width("总数 12")
    7
    """
    wide = sum(east_asian_width(c) in "WF" for c in text) if not text.isascii() else 0
    return len(text) + wide


# Tables without lines -----------------------------------------------------------------------------


class _Word:
    """A word of a line, from column ``start`` up to ``end``."""

    __slots__ = ("end", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end


def aligned_rows(lines: Sequence[str], start: int) -> tuple[int, Rows]:
    """Return the rows of a table drawn with blanks from ``start`` on, and where they end.

    Its columns are those of the lines that fill them all. Where each figure of another line stands
    straight below those of one column, what it leaves out is blank; where one does not, or where
    counting characters and counting their width tell different columns, there are no rows. How
    many columns a head stands over is not told.
    """
    stop = _stop(lines, start)
    taken = [line.expandtabs(8).rstrip() for line in lines[start:stop]]
    if len(taken) < 4 or max(map(len, taken)) > _MAX_WIDTH:
        return stop, []
    found = [rows for measure in (width, len) if (rows := _aligned(taken, measure))]
    if not found or any(rows != found[0] for rows in found):
        return stop, []
    return stop, found[0]


def _stop(lines: Sequence[str], start: int) -> int:
    """Return where the lines end that may be rows; the last of them holds a gap."""
    stop = at = start
    while at < min(len(lines), start + _MAX_LINES):
        line = lines[at]
        if not line.strip() or _SENTENCE.search(line) or len(line) > _MAX_WIDTH or "|" in line:
            break
        at += 1
        if _GAP.search(line.strip()):
            stop = at
    return stop


def _aligned(lines: list[str], measure: Callable[[str], int]) -> Rows:
    parted = [_words(line, _GAP, measure) for line in lines]
    figures = [_closing_figures(words) for words in parted]
    most = max(figures)
    full = [w[len(w) - most :] for w, n in zip(parted, figures, strict=True) if n == most]
    if most < 2 or len(full) < 3:
        return []
    columns = [(min(w[c].start for w in full), max(w[c].end for w in full)) for c in range(most)]
    if any(a[1] >= b[0] for a, b in pairwise(columns)):
        return []
    rows: Rows = []
    placed: list[list[_Word]] = [[] for _ in columns]
    left = columns[0][0]
    labels = max(sum(w.end <= left for w in words) for words in parted)
    for line, words in zip(lines, parted, strict=True):
        named = [w.text for w in words if w.end <= left]
        inner = [w for w in _words(line, None, measure) if w.end > left]
        cells = _placed(inner, columns, placed)
        if cells is None:
            return []
        before = [(clean(text), 1, 1) for text in (*named, *[""] * (labels - len(named)))]
        rows.append(before + cells)
    enough = sum(map(len, placed)) >= _MIN_FIGURES
    return rows if enough and all(map(_straight, placed)) else []


def _closing_figures(words: list[_Word]) -> int:
    count = 0
    while count < len(words) and _is_figure(words[-1 - count].text):
        count += 1
    return count


def _placed(
    words: list[_Word], columns: list[tuple[int, int]], placed: list[list[_Word]]
) -> list[tuple[str, int, int]] | None:
    """Return the cells of one line right of its labels; None where a word has no column."""
    figures = any(_is_figure(w.text) for w in words)
    cells: dict[int, str] = {}
    for word in words:
        inside = [c for c, (a, b) in enumerate(columns) if word.start < b and word.end > a]
        # A head may stand over several columns, its first place then stands for all; nothing in a
        # line of figures does.
        if not inside or (figures and (len(inside) > 1 or inside[0] in cells)):
            return None
        first = inside[0]
        if any(c in cells for c in inside[1:]):
            return None
        if figures:
            placed[first].append(word)
        cells[first] = f"{cells.get(first, '')} {word.text}".strip()
    return [(clean(cells.get(c, "")), 1, 1) for c in range(len(columns))]


def _is_figure(text: str) -> bool:
    value = parse_value(text)
    # 2016年 is a head.
    return value.unit is None and value.missing not in ("illegible", "blank")


def _straight(words: list[_Word]) -> bool:
    """Tell whether all figures of a column begin, or all end, at the same place."""
    return len({w.start for w in words}) < 2 or len({w.end for w in words}) < 2


def _words(line: str, gap: re.Pattern[str] | None, measure: Callable[[str], int]) -> list[_Word]:
    """Return the words of a line, parted by ``gap`` or by every blank."""
    spans: list[tuple[int, int]] = [m.span() for m in _WORD.finditer(line)]
    if gap is not None:
        joined: list[tuple[int, int]] = []
        for a, b in spans:
            if joined and not gap.fullmatch(line[joined[-1][1] : a]):
                joined[-1] = (joined[-1][0], b)
            else:
                joined.append((a, b))
        spans = joined
    return [_Word(line[a:b], measure(line[:a]), measure(line[:b])) for a, b in spans]


# Tables between drawn lines -----------------------------------------------------------------------


def ruled_rows(lines: Sequence[str], start: int) -> tuple[int, Rows]:
    """Return the rows of a table between drawn lines from ``start`` on, and where they end.

    Its corners say where columns are, so that cells over several rows and columns are told. No
    rows where a line does not meet the corners: the bars alone then part the cells.
    """
    if not _BORDER.fullmatch(lines[start].strip().translate(_BOX)):
        return start, []
    stop = start
    while stop < min(len(lines), start + 4 * _MAX_LINES):
        text = lines[stop].strip().translate(_BOX)
        if not _EDGE.fullmatch(text) or len(text) > 2 * _MAX_WIDTH:
            break
        stop += 1
    taken = [line.strip() for line in lines[start:stop]]
    for box in (1, 2):
        canvas = [_canvas(line, box) for line in taken]
        rows = _ruled(canvas)
        if rows:
            return stop, rows
    return stop, []


def _canvas(line: str, box: int) -> str:
    """Return a line a column a character; wide characters are followed by a filler."""
    out = []
    for c in line:
        drawn = c.translate(_BOX)
        if drawn != c and c != "=":
            out.append(drawn if box == 1 else drawn + (drawn if drawn == "-" else "\0"))
        else:
            out.append(c + "\0" if east_asian_width(c) in "WF" else c)
    return "".join(out)


def _ruled(canvas: list[str]) -> Rows:
    borders = [i for i, line in enumerate(canvas) if _DRAWN.search(line.replace("\0", ""))]
    if len(borders) < 3 or borders[0] != 0 or borders[-1] != len(canvas) - 1:
        return []
    if len({len(line.rstrip("\0")) for line in canvas}) > 1:
        return []
    bars = sorted({at for i in borders for at, c in enumerate(canvas[i]) if c == "+"})
    n_rows, n_columns = len(borders) - 1, len(bars) - 1
    if n_rows < 2 or n_columns < 2 or _is_open_below_heads(canvas, borders):
        return []
    taken = [[False] * n_columns for _ in range(n_rows)]
    rows: Rows = [[] for _ in range(n_rows)]
    for r in range(n_rows):
        for c in range(n_columns):
            if taken[r][c]:
                continue
            wide = 1
            while c + wide < n_columns and _is_open(canvas, borders, r, bars[c + wide]):
                wide += 1
            high = 1
            while r + high < n_rows and _goes_on(canvas[borders[r + high]], bars, c, wide):
                high += 1
            place = [(y, x) for y in range(r, r + high) for x in range(c, c + wide)]
            if any(taken[y][x] for y, x in place):
                return []
            for y, x in place:
                taken[y][x] = True
            part = canvas[borders[r] + 1 : borders[r + high]]
            texts = [line[bars[c] + 1 : bars[c + wide]].replace("\0", "") for line in part]
            if any(re.search(r"[|+]|-{3}", text) for text in texts):
                return []
            rows[r].append(("\n".join(filter(None, map(clean, texts))), high, wide))
    return rows


def _is_open_below_heads(canvas: list[str], borders: list[int]) -> bool:
    """Tell whether lines between two borders are rows of their own: figures stand in several."""
    for first, last in pairwise(borders):
        part = canvas[first + 1 : last]
        figures = [
            any(map(_is_figure, line.replace("\0", "").split("|")[2:-1])) for line in part if line
        ]
        if sum(figures) > 1 or (len(borders) == 3 and len(part) > 2):
            return True
    return False


def _is_open(canvas: list[str], borders: list[int], row: int, bar: int) -> bool:
    """Tell whether no line parts the columns at ``bar`` in a row."""
    part = canvas[borders[row] + 1 : borders[row + 1]]
    return bool(part) and all(line[bar] not in "|+" for line in part)


def _goes_on(border: str, bars: list[int], column: int, wide: int) -> bool:
    """Tell whether a cell goes on below a border: nothing is drawn there below it."""
    inner = border[bars[column] + 1 : bars[column + wide]]
    return bool(inner) and not re.search(r"[-=]", inner)
