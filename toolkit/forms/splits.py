"""Splits: the ways to part digits that run together into cells, and those that make a table add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: One way to part a row into its cells.
Split = tuple[int, ...]

#: A row of more digits, or a table with more sums to keep in mind, is not worth the time.
MAX_DIGITS = 30
MAX_SPLITS = 5_000
MAX_STATES = 50_000


class TooManyError(Exception):
    """There are more ways than are worth going through."""


def forced(digits: str, cells: int) -> Split | None:
    """Return the cells of ``digits`` where there is one way only, blank cells allowed; else None.

    A number does not begin with 0, so each 0 before the first other digit is a cell of its own.

    Examples
    --------
    >>> forced("0007", 4), forced("000", 3), forced("077", 3), forced("12", 1), forced("07", 1)
    ((0, 0, 0, 7), (0, 0, 0), None, (12,), None)
    """
    rest = digits.lstrip("0")
    zeros = len(digits) - len(rest)
    if zeros + bool(rest) != cells:
        return None
    return (0,) * zeros + ((int(rest),) if rest else ())


def sums(digits: str, cells: int) -> list[Split]:
    """Return every way to part ``digits`` into ``cells`` numbers of which the last is the sum.

    No cell is blank, no number begins with 0.

    Examples
    --------
    >>> sums("200000121", 7), sums("110000011", 7), sums("7171", 7)
    ([(20, 0, 0, 0, 0, 1, 21)], [(1, 10, 0, 0, 0, 0, 11), (11, 0, 0, 0, 0, 0, 11)], [])
    """
    if len(digits) > MAX_DIGITS:
        raise TooManyError
    out: list[Split] = []
    for start in range(cells - 1, len(digits)):
        last = digits[start:]
        if last[0] == "0" and len(last) > 1:
            continue
        total = int(last)
        for parts in _parts(digits[:start], cells - 1, total):
            out.append((*parts, total))
            if len(out) > MAX_SPLITS:
                raise TooManyError
    return sorted(out)


def _parts(digits: str, cells: int, total: int) -> Iterator[Split]:
    """Yield every way to part ``digits`` into ``cells`` numbers that add up to ``total``."""
    if cells == 0:
        if not digits and total == 0:
            yield ()
        return
    if cells == 1:
        if digits and (digits[0] != "0" or len(digits) == 1) and int(digits) == total:
            yield (total,)
        return
    longest = len(digits) - cells + 1
    for length in range(1, longest + 1):
        number = int(digits[:length])
        if number > total:
            break
        for rest in _parts(digits[length:], cells - 1, total - number):
            yield (number, *rest)
        if digits[0] == "0":
            break


def balanced(
    received: Sequence[Sequence[Split]],
    outcomes: Sequence[Sequence[Split]],
    processed: Sequence[Split],
    forward: Sequence[Split],
) -> bool:
    """Tell whether one split can be taken of each row so that all columns add up.

    The ``received`` rows together are ``processed`` and ``forward``, the ``outcomes`` are
    ``processed``.
    """
    arriving = _reachable(received, None)
    for done in processed:
        if not any(_added(done, left) in arriving for left in forward):
            continue
        if done in _reachable(outcomes, done):
            return True
    return False


def _reachable(rows: Sequence[Sequence[Split]], most: Split | None) -> set[Split]:
    """Return the sums by column that one split of each row can give, none above ``most``."""
    states: set[Split] | None = None
    for row in rows:
        states = set(row) if states is None else {_added(a, b) for a in states for b in row}
        if most is not None:
            states = {s for s in states if all(x <= y for x, y in zip(s, most, strict=True))}
        if len(states) > MAX_STATES:
            raise TooManyError
    return states or set()


def _added(one: Split, other: Split) -> Split:
    return tuple(a + b for a, b in zip(one, other, strict=True))
