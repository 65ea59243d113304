"""Damages of figures: signs for missing ones, digits in other guises, and what is no figure."""

from __future__ import annotations

import random
from collections.abc import Callable

from made.damage import DAMAGES, Damage, damage, figures, with_figures
from made.sample import UNREADABLE, Cell, Doubtful, Sample, Truth

_FULL = {ord(str(n)): chr(0xFF10 + n) for n in range(10)}
_CHANGES = "_change"


def _many(rng: random.Random) -> int:
    return rng.choice((1, 2, 3, 8, 40))


def _sign(name: str, text: str, truth: Truth) -> None:
    """Register a damage that prints a sign in the place of some figures."""

    def print_sign(one: Sample, rng: random.Random) -> Sample:
        return with_figures(one, rng, _many(rng), lambda _: (text, truth))

    _register(name, print_sign)


def _register(name: str, function: Damage) -> None:
    function.__name__ = name
    assert name not in DAMAGES["values"]
    damage("values")(function)


def _whole(cell: Cell) -> bool:
    return cell.text.isascii() and cell.text.isdigit()


def _guise(
    name: str,
    change: Callable[[str, random.Random], str | None],
    *,
    all_: bool = False,
    truth: Callable[[int], Truth] = lambda n: n,
    least: int = 0,
) -> None:
    """Register a damage that prints some whole numbers in another guise."""

    def print_guise(one: Sample, rng: random.Random) -> Sample:
        def new(cell: Cell) -> tuple[str, Truth] | None:
            if not _whole(cell) or int(cell.text) < least:
                return None
            text = change(cell.text, rng)
            return None if text is None else (text, truth(int(cell.text)))

        return with_figures(one, rng, 1000 if all_ else _many(rng), new)

    _register(name, print_guise)


_sign("blank_cells", "", "blank")
_sign("slashes", "/", "slash")
_sign("full_width_slashes", "／", "slash")
_sign("hyphens", "-", "dash")
_sign("dashes", "—", "dash")
_sign("double_dashes", "——", "dash")
_sign("full_width_hyphens", "－", "dash")
_sign("en_dashes", "–", "dash")
_sign("box_dashes", "─", "dash")
_sign("none_in_words", "无", "none")
_sign("zeros", "0", 0)
_sign("blanks_of_spaces", "\u3000\u00a0 ", "blank")
_sign("words_for_figures", "见附件", UNREADABLE)
_sign("question_marks", "?", UNREADABLE)
_sign("boxes", "□", UNREADABLE)
_sign("replacement_characters", "\ufffd\ufffd", UNREADABLE)

_guise("full_width_digits", lambda t, _: t.translate(_FULL), all_=True)
_guise("some_full_width_digits", lambda t, _: t.translate(_FULL))
_guise("thousands_separators", lambda t, _: f"{int(t):,}", all_=True, least=1000)
_guise("full_width_commas", lambda t, _: f"{int(t):,}".replace(",", "，"), all_=True, least=1000)
_guise("spaces_around", lambda t, _: f"\u3000{t}\u00a0 ", all_=True)
_guise("spaces_between_thousands", lambda t, _: f"{int(t):,}".replace(",", " "), least=1000)
_guise("spaces_between_digits", lambda t, _: " ".join(t), truth=Doubtful, least=10)
_guise("breaks_between_digits", lambda t, _: f"{t[:1]}\n{t[1:]}", truth=Doubtful, least=10)
_guise("zero_width_between_digits", lambda t, _: "\u200b".join(t), least=10)
_guise("no_break_around", lambda t, _: f"\u00a0{t}\u2003", all_=True)
_guise("point_zero", lambda t, _: f"{t}.0")
_guise("point_zero_zero", lambda t, _: f"{t}.00", all_=True)
_guise("leading_zeros", lambda t, _: f"0{t}")
_guise("units_in_cells", lambda t, _: f"{t}件", all_=True)
_guise("bracketed_units", lambda t, _: f"{t}（件）")
_guise("stars", lambda t, _: f"{t}*")
_guise("notes_in_cells", lambda t, _: f"{t}（注1）", truth=Doubtful)
_guise("circled_notes", lambda t, r: t + r.choice("①②③"), truth=Doubtful)
_guise("square_notes", lambda t, r: f"{t}[{r.randint(1, 9)}]", truth=Doubtful)
_guise("raised_notes", lambda t, r: t + r.choice("¹²³"), truth=Doubtful)
_guise("full_stops", lambda t, _: f"{t}。", truth=Doubtful)
_guise("apostrophes", lambda t, _: f"'{t}", truth=Doubtful)
_guise("two_numbers", lambda t, r: f"{t}/{r.randint(1, 99)}", truth=lambda _: UNREADABLE)
_guise("numbers_in_brackets", lambda t, r: f"{t}（{r.randint(1, 99)}）", truth=lambda _: UNREADABLE)
_guise("ranges", lambda t, r: f"{t}-{int(t) + 3}", truth=lambda _: UNREADABLE)
_guise("percentages", lambda t, _: f"{t}%", truth=lambda _: UNREADABLE)
_guise("full_width_percentages", lambda t, _: f"{t}.5％", truth=lambda _: UNREADABLE)
_guise("letters_in_digits", lambda t, _: f"{t[:-1]}O", truth=lambda _: UNREADABLE, least=10)
_guise("letter_l_for_one", lambda t, _: f"l{t}", truth=lambda _: UNREADABLE)
_guise("garbled_digits", lambda t, _: f"{t[:-1]}\ufffd", truth=lambda _: UNREADABLE, least=10)
_guise("lost_digits", lambda t, _: f"{t[:1]}?{t[2:]}", truth=lambda _: UNREADABLE, least=10)
_guise("crosses_in_digits", lambda t, _: f"{t[:-1]}×", truth=lambda _: UNREADABLE, least=10)
_guise("dates_in_cells", lambda _, r: f"2023-{r.randint(1, 12):02}-08", truth=lambda _: UNREADABLE)
_guise("chinese_numerals", lambda t, _: "〇一二三四五六七八九"[int(t)] if len(t) == 1 else None,
       truth=Doubtful)  # fmt: skip
_guise("equals_signs", lambda t, _: f"={t}", truth=Doubtful)
_guise("brackets_around", lambda t, _: f"({t})", truth=Doubtful)


@damage("values")
def ten_thousands(one: Sample, rng: random.Random) -> Sample:
    """Print large counts in 万, with two decimals: what is printed is the figure."""

    def new(cell: Cell) -> tuple[str, Truth] | None:
        if not _whole(cell) or int(cell.text) < 10_000:
            return None
        hundreds = int(cell.text) // 100
        return f"{hundreds / 100:.2f}万", hundreds * 100

    return with_figures(one, rng, 4, new)


@damage("values")
def changes_with_signs(one: Sample, rng: random.Random) -> Sample:
    """Print the signed column 本年增/减 in the ways of different publishers."""
    plus = rng.choice(("+{}", "＋{}", "增{}", "增加{}", "新增{}"))
    minus = rng.choice(("-{}", "－{}", "−{}", "–{}", "减{}", "减少{}"))
    if not any(c.key and c.key[0].endswith(_CHANGES) for c in figures(one)):
        return one

    def new(cell: Cell) -> tuple[str, Truth] | None:
        assert cell.key is not None
        if not cell.key[0].endswith(_CHANGES) or not cell.text.lstrip("-").isdigit():
            return None
        number = int(cell.text)
        if number == 0:
            return None
        return (minus if number < 0 else plus).format(abs(number)), number

    return with_figures(one, rng, 1000, new)


@damage("values")
def a_wrong_sum(one: Sample, rng: random.Random) -> Sample:
    """Print another number: as published it is read, whatever it does to the sums."""
    return with_figures(
        one, rng, 1,
        lambda c: (str(int(c.text) + 10), int(c.text) + 10) if _whole(c) else None,
    )  # fmt: skip
