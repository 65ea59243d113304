"""Shown: the text that a spreadsheet shows for a stored number, or a text that is surely no figure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

#: Number formats that a workbook refers to by number only.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
}  # fmt: skip

#: A spreadsheet keeps fifteen digits: from here on the last of them are made up.
_LARGEST = Decimal(10) ** 15
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[([^\]]*)\]')
_PLACES = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+")
_MEANING = re.compile(r"[\d.,eE/%‰千百十]")


class _Format(NamedTuple):
    """What a number format does; ``kind`` is number, percent, date, hidden or odd."""

    kind: str
    decimals: int | None = None
    before: str = ""
    after: str = ""


def number_text(raw: str, code: str, since_1904: bool = False) -> str:
    """Return what is shown for a number, in plain digits.

    Parameters
    ----------
    raw : str
        The number as stored.
    code : str
        Its number format.
    since_1904 : bool
        Whether dates are counted from 1904.

    Returns
    -------
    str
        The number, rounded as shown, with the words that the format adds; a share with its percent
        sign; a date in ISO form, which no form takes for a figure; or the stored number after a
        question mark where it is not known what the format makes of it.

    Examples
    --------
    >>> number_text("12.0", "General"), number_text("0.30000000000000004", "General")
    ('12', '0.3')
    >>> number_text("0.624", "0.0%"), number_text("45293", "m-d"), number_text("1E+20", "0")
    ('62.4%', '2024-01-02', '?1E+20')
    """
    try:
        number = Decimal(raw.strip())
    except InvalidOperation:
        return "?" + raw.strip()
    if not number.is_finite() or abs(number) >= _LARGEST or number.adjusted() < -15:
        return "0" if number == 0 else "?" + raw.strip()
    shown = _format(code, (number > 0) - (number < 0))
    if shown.kind == "date":
        return _date(number, since_1904) or "?" + raw.strip()
    # A zero that is shown as a dash or not at all is stored as a zero all the same.
    if shown.kind in ("odd", "hidden") and number == 0 and not re.search(r'"[^"]*\d', code):
        return "0"
    if shown.kind in ("odd", "hidden"):
        return f"?{raw.strip()} [{code[:40]}]"
    if shown.kind == "percent":
        number *= 100
    if shown.decimals is None:
        number = Decimal(f"{number:.15g}")
    else:
        number = number.quantize(Decimal(1).scaleb(-shown.decimals), ROUND_HALF_UP)
    return f"{shown.before}{_plain(number)}{'%' if shown.kind == 'percent' else ''}{shown.after}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=512)
def _format(code: str, sign: int) -> _Format:
    sections = _sections(code)
    own_minus = sign < 0 and len(sections) > 1
    section = sections[1 if own_minus else 2 if sign == 0 and len(sections) > 2 else 0]
    if re.sub(r"\[[^\]]*\]", "", section).strip().lower() in (
        "general",
        "g/通用格式",
        "@",
        "standard",
    ):
        return _Format("number")
    tags = "".join(m[3] or "" for m in _LITERAL.finditer(section))
    bare = _LITERAL.sub("", section)
    if re.search(r"[ymdhs]", bare, re.IGNORECASE) or re.fullmatch(r"(?i)[hms]+", tags):
        return _Format("date")
    if re.search(r"[<>=]", tags) or re.search(r"[/]|[eE][+-]", bare):
        return _Format("odd")
    spelled = _LITERAL.sub(lambda m: "\0" * bool(m[1] or m[2]) + (m[1] or m[2] or ""), section)
    places = _PLACES.search(spelled)
    if not places:
        return _Format("hidden")
    before, after = spelled[: places.start()], spelled[places.end() :]
    percent = "%" in bare
    words = [re.sub(r"[\0\s]", "", w.replace("%", "") if percent else w) for w in (before, after)]
    # A comma after the last digit shows thousands; words may say what the number is multiplied by.
    if places[0].endswith(",") or ",." in places[0] or any(map(_MEANING.search, words)):
        return _Format("odd")
    if own_minus and words[0] in ("-", "("):
        words = ["", ""]
    if words[0] not in ("", "+", "¥", "￥") or (words[1] and sign == 0 and not words[1].isalpha()):
        return _Format("odd")
    _, point, decimals = places[0].partition(".")
    after = words[1] if words[1].isalpha() else ""
    return _Format(
        "percent" if percent else "number", len(decimals) if point else 0, "", after
    )  # fmt: skip


def _sections(code: str) -> list[str]:
    """Part a format at its semicolons, those in quotes aside."""
    masked = _LITERAL.sub(lambda m: "\0" * len(m[0]), code)
    ends = [i for i, c in enumerate(masked) if c == ";"]
    return [code[a + 1 : b] for a, b in zip([-1, *ends], [*ends, len(code)], strict=True)]


def _date(number: Decimal, since_1904: bool) -> str | None:
    """Return the date of a serial number; None where it is a time alone or no date at all."""
    if not 1 <= number < 2_958_466:
        return None
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    try:
        moment = start + timedelta(seconds=round(float(number) * 86_400))
    except OverflowError:
        return None
    return moment.isoformat(" ", "minutes").removesuffix(" 00:00")
