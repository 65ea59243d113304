"""Printed text to a number, or to a declared kind of missing; never to a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: The six ways in which a figure can be absent. None of them is 0.
MISSING_KINDS = ("blank", "slash", "dash", "illegible", "not_in_form", "not_stated")

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)}
_FOLD = str.maketrans(
    {
        **{chr(k): chr(v) for k, v in _FULL_WIDTH.items()},
        "％": "%", "．": ".", "－": "-", "＋": "+", "／": "/", "﹪": "%", "−": "-",
        "（": "(", "）": ")", "［": "[", "］": "]", "【": "[", "】": "]", "﹝": "〔", "﹞": "〕",
        "，": ",", "；": ";", "：": ":", "﹕": ":",
        "\u00a0": " ", "\u3000": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ",
        "\t": " ", "\r": " ",
        "○": "〇", "條": "条", "佔": "占", "動": "动", "態": "态", "開": "开", "總": "总",
    }
)  # fmt: skip

_CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CHINESE_SCALES = {"十": 10, "百": 100, "千": 1000}

_NUMBER = re.compile(
    r"""^(?P<near>约|近|超过|超|逾|达)?
        (?P<sign>[+-])?
        (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?P<more1>余|多)?(?P<scale>万|亿)?(?P<more2>余|多)?
        (?P<unit>[^\d\s.,:;\ufffd-]{1,6}?)??(?P<more3>以上)?$""",
    re.VERBOSE,
)
_SCALES = {"万": 10_000, "亿": 100_000_000}
_MONEY = ("元", "美元", "港元")


def fold(text: str) -> str:
    """Fold full-width forms, brackets and odd spaces, one character for one.

    The result has the length of ``text``, so that character spans found in it hold for the original.
    """
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value: either ``number`` is set or ``missing`` names why it is not."""

    number: int | float | None
    missing: str | None = None
    unit: str | None = None
    approximate: bool = False


def chinese_number(text: str) -> int | None:
    """Return the number that Chinese numerals below ten thousand stand for, or None.

    Examples
    --------
    >>> chinese_number("二十九"), chinese_number("两"), chinese_number("一百零三")
    (29, 2, 103)
    """
    if not text or any(c not in _CHINESE_DIGITS and c not in _CHINESE_SCALES for c in text):
        return None
    if not any(c in _CHINESE_SCALES for c in text):
        return int("".join(str(_CHINESE_DIGITS[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _CHINESE_SCALES:
            total += (1 if digit is None else digit) * _CHINESE_SCALES[c]
            digit = None
        else:
            digit = _CHINESE_DIGITS[c]
    return total + (digit or 0)


def to_number(digits: str, scale: str | None = None) -> int | float:
    """Convert plain digits, with thousands separators and an optional 万 or 亿, to a number."""
    plain = digits.replace(",", "")
    factor = _SCALES.get(scale or "", 1)
    if "." in plain:
        value = round(float(plain) * factor, 6)
        return int(value) if factor > 1 and value == int(value) else value
    return int(plain) * factor


def parse_value(text: str) -> Value:
    """Read the text of one table cell.

    Parameters
    ----------
    text : str
        The cell as printed.

    Returns
    -------
    Value
        A number with its printed unit, or a kind of missing: an empty cell is ``blank``, ``/`` is
        ``slash``, dashes are ``dash``, 无 is ``not_stated``, anything else ``illegible``. 万 and 亿
        are multiplied out for counts; money keeps its printed unit.

    Examples
    --------
    >>> parse_value(" １，２３４ 条").number
    1234
    >>> parse_value("/").missing, parse_value("").missing
    ('slash', 'blank')
    """
    folded = re.sub(r"[\s\u200b\ufeff]+", "", fold(text))
    if not folded:
        return Value(None, "blank")
    if set(folded) <= set("/\\"):
        return Value(None, "slash")
    if set(folded) <= set("-—–―─_"):
        return Value(None, "dash")
    if folded in ("无", "没有", "未填", "不适用"):
        return Value(None, "not_stated")
    # Blanks between digits are only joined where they cannot be two cells: one thin or plain
    # blank before each group of three.
    if re.search(r"\d\s+\d", text) and not re.fullmatch(
        r"[+\-－＋−]?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.．]\d+)?\D*", text.strip()
    ):
        return Value(None, "illegible")
    match = _NUMBER.match(folded)
    if not match:
        return Value(None, "illegible")
    unit = match["unit"] or None
    scale = match["scale"]
    if scale and unit in _MONEY:
        unit, scale = scale + unit, None
    number = to_number(match["digits"], scale)
    if match["sign"] == "-":
        number = -number
    approximate = any(match[k] for k in ("near", "more1", "more2", "more3"))
    return Value(number, None, unit, approximate)
