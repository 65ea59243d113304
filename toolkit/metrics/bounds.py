"""Bounds: between what the share of a class lies, where its counts do not simply make one."""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """The least and the most that a share can be, each None where nothing bounds it."""

    lower: float | None
    upper: float | None


NONE = Bounds(None, None)


def bounds(
    updates: float | None, total: float | None, *, listed: float = 0, wider: float = 0,
    again: float = 0, beside: float = 0,
) -> Bounds:  # fmt: skip
    """Return the bounds of the share of ``updates`` that are counted inside ``total``.

    Parameters
    ----------
    updates, total : float or None
        Items of the class and all items; None where the report does not state them.
    listed : float
        The sum of the listed classes. Where it exceeds the total, either of the two may be wrong, or
        some items stand in two classes: the share is taken by both.
    wider : float
        Items of classes that hold the class and more: all of them may be of it.
    again : float
        Items of the class that are printed after a list which made the total already: they lie
        inside other classes, or beside all of them.
    beside : float
        Items of the class that are stated to be outside the total.

    Returns
    -------
    Bounds
        Without ``updates`` the upper bound is what wider classes and what is not listed leave room
        for; it is None where no wider class is listed.

    Examples
    --------
    >>> bounds(20, 100, listed=100, wider=30)
    Bounds(lower=0.2, upper=0.5)
    >>> bounds(60, 100, listed=120)
    Bounds(lower=0.5, upper=0.6)
    >>> bounds(None, 100, listed=90, wider=40)
    Bounds(lower=None, upper=0.5)
    """
    if not total:
        return NONE
    if updates is None:
        if not wider:
            return NONE
        return Bounds(None, min(1.0, (wider + max(0.0, total - listed)) / total))
    most = (updates + wider + again + beside) / (total + beside)
    return Bounds(updates / max(total, listed), min(1.0, most))


def bounds_beside(updates: float, total: float | None, wider: float = 0) -> Bounds:
    """Return the bounds of the share of updates that are printed beside ``total``.

    Where none of them is counted in the total, all items are both together; the more of them are,
    the fewer items there are in all, until the smaller number lies inside the larger.

    Examples
    --------
    >>> bounds_beside(25, 75), bounds_beside(150, 50)
    (Bounds(lower=0.25, upper=0.3333333333333333), Bounds(lower=0.75, upper=1.0))
    """
    if not total:
        return NONE
    return Bounds(updates / (updates + total), min(1.0, (updates + wider) / total))
