"""Identities: figures of one report that should add up; each holds, is broken or stays unchecked."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from operator import itemgetter
from typing import Any

from toolkit.checks.about import of_keys
from toolkit.checks.groups import Group, Key, grouped
from toolkit.codebook import APPLICANTS, label_of
from toolkit.figure import Figure, Finding
from toolkit.forms import Form, Identity, forms
from toolkit.report import Report

#: Between the names of a list.
_COMMA = {"en": ", ", "zh": "、"}
_PARTS = tuple(a for a in APPLICANTS if a != "total")

#: Missing kinds that a publisher may have meant as 0; an illegible cell is never one of them.
LIKE_ZERO = frozenset({"blank", "slash", "dash", "none", "not_stated"})


@dataclass(frozen=True)
class _Check:
    """One equation with its figures: what is added up on both sides, for one applicant."""

    identity: Identity
    applicant: str
    cumulative: bool
    indicator: str
    left: tuple[Key, ...]
    right: tuple[Key, ...]
    #: Those of the left side that are added up only where they are printed.
    optional: frozenset[Key] = frozenset()

    @cached_property
    def take(self) -> Callable[[Mapping[Key, Any]], tuple[Any, ...]]:
        """Takes the values of both sides, the left one first, out of those of a group."""
        return itemgetter(*self.left, *self.right)

    def over(self, printed: Container[Key]) -> _Check:
        """Return the equation over what is printed of its optional figures."""
        lacking = frozenset([k for k in self.optional if k not in printed])
        if lacking not in self._over:
            left = tuple([k for k in self.left if k not in lacking])
            self._over[lacking] = replace(self, left=left)
        return self._over[lacking]

    @cached_property
    def _over(self) -> dict[frozenset[Key], _Check]:
        return {}


@dataclass(frozen=True)
class _Open:
    """An equation that could not be checked, the figures it lacks, and whether zeros would do."""

    check: _Check
    lacking: tuple[Key, ...]
    closes: bool


@dataclass(frozen=True)
class Unchecked:
    """Equations of one identity that all lack the same figures.

    Attributes
    ----------
    identity : Identity
        As the form declares it.
    cumulative : bool
        Whether it is of figures since the beginning.
    names : tuple of str
        The rows of table 3, or the applicants, that the equations are of; empty where an identity
        is one equation.
    missing : tuple of str
        What each of them lacks: applicants where an equation is of one row, else indicators.
    closes : bool
        Whether each of them would hold if what it lacks were 0.
    """

    identity: Identity
    cumulative: bool
    names: tuple[str, ...]
    missing: tuple[str, ...]
    closes: bool


def identity_findings(report: Report, groups: Iterable[Group] | None = None) -> list[Finding]:
    """Check every identity that the forms of a report declare.

    Parameters
    ----------
    report : Report
        One report; only figures of its tables, or of structured reports, take part.
    groups : iterable of Group, optional
        Its figures by form, where they are at hand.

    Returns
    -------
    list of Finding
        ``identity_broken`` for each equation that does not hold; one ``identity_unchecked`` for
        each identity over figures that are missing. An identity that holds gives nothing, and so
        does one whose figures the report does not print at all.
    """
    out: list[Finding] = []
    for group in grouped(report)[0] if groups is None else groups:
        broken, opened = _judged(group)
        out += broken
        out += [_unchecked(of_one) for of_one in opened]
    return out


def unchecked_identities(report: Report) -> list[Unchecked]:
    """Return the equations that cannot be checked, those together that lack the same figures.

    Returns
    -------
    list of Unchecked
        What the ``identity_unchecked`` of :func:`identity_findings` say, in their order.
    """
    return [
        u for group in grouped(report)[0] for of_one in _judged(group)[1] for u in _alike(of_one)
    ]


def _judged(group: Group) -> tuple[list[Finding], list[list[_Open]]]:
    """Return what is broken, and by identity the equations that cannot be checked."""
    broken: list[Finding] = []
    opened: dict[str, list[_Open]] = {}
    for check in _checks_of(group):
        if _closes(check, group.values) or not _is_asked(check, group.values):
            continue
        result = _judge(check, group.figures)
        if isinstance(result, Finding):
            broken.append(result)
        elif result is not None:
            opened.setdefault(check.identity.id, []).append(result)
    return broken, list(opened.values())


def identity_outcomes(report: Report) -> list[tuple[str, str, str]]:
    """Return what became of every identity that the report prints figures of.

    Returns
    -------
    list of tuple
        Form, indicator and outcome (``holds``, ``broken``, ``unchecked``), one for each equation.
    """
    out = []
    for group in grouped(report)[0]:
        for check in _checks_of(group):
            if not _is_asked(check, group.values):
                continue
            result = _judge(check, group.figures)
            broken = "broken" if isinstance(result, Finding) else "unchecked"
            out.append((group.form.id, check.indicator, broken if result else "holds"))
    return out


def _checks_of(group: Group) -> Iterator[_Check]:
    """Yield the equations of a group, over what it prints of the optional figures."""
    for check in equations(group.form.id, group.cumulative):
        yield check.over(group.values) if check.optional else check


@cache
def equations(form_id: str, cumulative: bool = False) -> tuple[_Check, ...]:
    """Return the equations of a form, for every applicant and row."""
    return tuple(_equations(forms()[form_id], cumulative))


def _equations(form: Form, cumulative: bool) -> Iterable[_Check]:
    for identity in form.identities:
        if identity.kind == "applicants":
            table = form.tables["requests"]
            for id_ in table.ids:
                left = tuple((id_, a) for a in _PARTS)
                right = ((id_, "total"),)
                yield _Check(identity, "total", cumulative, id_, left, right)
            continue
        applicants: Sequence[str] = tuple(APPLICANTS) if identity.per_applicant else ("total",)
        for applicant in applicants:
            yield _Check(
                identity, applicant, cumulative, identity.right[0],
                tuple((i, applicant) for i in (*identity.left, *identity.optional)),
                tuple((i, applicant) for i in identity.right),
                frozenset((i, applicant) for i in identity.optional),
            )  # fmt: skip


def _closes(check: _Check, values: Mapping[Key, object]) -> bool:
    """Return whether all figures are there and add up: true of nearly all, so asked first."""
    try:
        taken, parts = check.take(values), len(check.left)
        left, right = sum(taken[:parts]), sum(taken[parts:])
    except (KeyError, TypeError):
        return False
    return left >= right if check.identity.kind == "at_most" else left == right


def _is_asked(check: _Check, figures: Mapping[Key, object]) -> bool:
    """Tell whether the report prints figures of an equation at all."""
    printed = any(k in figures for k in (*check.left, *check.right))
    # A total without any of its parts is a report that gives no more, not one that hides them.
    return printed and (check.identity.kind == "sum" or any(k in figures for k in check.left))


def _judge(check: _Check, figures: Mapping[Key, Figure]) -> Finding | _Open | None:
    terms = (*check.left, *check.right)
    lacking = tuple(k for k in terms if k not in figures or figures[k].value is None)
    left = _sum(check.left, figures)
    right = _sum(check.right, figures)
    holds = left >= right if check.identity.kind == "at_most" else left == right
    if lacking:
        zeros = all(k in figures and figures[k].missing in LIKE_ZERO for k in lacking)
        return _Open(check, lacking, zeros and holds)
    return None if holds else _broken(check, figures, left, right)


def _sum(keys: Iterable[Key], figures: Mapping[Key, Figure]) -> int | float:
    total = sum((figures[k].value or 0) for k in keys if k in figures)
    return round(total, 6) if isinstance(total, float) else total


def _broken(
    check: _Check, figures: Mapping[Key, Figure], left: int | float, right: int | float
) -> Finding:
    identity = check.identity
    english = _expression(check, check.left, figures, "en")
    chinese = _expression(check, check.left, figures, "zh")
    right_en = _expression(check, check.right, figures, "en")
    right_zh = _expression(check, check.right, figures, "zh")
    column = APPLICANTS[check.applicant]
    of_en, of_zh = "", ""
    if identity.per_applicant:
        of_en, of_zh = f" ({column['en']})", f"（{column['zh']}）"
    elif identity.kind == "applicants":
        of_en, of_zh = f" ({label_of(check.indicator, 'en')})", f"（{label_of(check.indicator)}）"
    if check.cumulative:
        of_en, of_zh = f"{of_en} (cumulative)", f"{of_zh}（历年累计）"
    is_not = "is less than" if identity.kind == "at_most" else "is not"
    not_zh = "小于" if identity.kind == "at_most" else "不等于"
    sum_of = f" = {right:,}" if len(check.right) > 1 else ""
    return Finding(
        "identity_broken", identity.severity,
        f"{identity.en}{of_en}: {english} = {left:,} {is_not} {right_en}{sum_of}",
        f"{identity.zh}{of_zh}：{chinese} = {left:,}，{not_zh}{right_zh}{sum_of}",
        check.indicator, check.applicant, left, right,
        next((figures[k].where for k in check.right if k in figures), ""),
        cumulative=check.cumulative, about=of_keys((*check.left, *check.right)),
    )  # fmt: skip


def _expression(
    check: _Check, keys: Sequence[Key], figures: Mapping[Key, Figure], language: str
) -> str:
    """Write out the figures of one side; zeros are left out of long sums."""
    shown = [k for k in keys if k in figures and (figures[k].value or len(keys) < 3)] or list(keys)
    words = []
    for indicator, applicant in shown:
        of_applicant = check.identity.kind == "applicants" and applicant != "total"
        name = APPLICANTS[applicant][language] if of_applicant else label_of(indicator, language)
        words.append(f"{name} {figures[indicator, applicant].value:,}")
    return " + ".join(words)


def _alike(opened: Sequence[_Open]) -> list[Unchecked]:
    """Return the equations of one identity by what they lack, in the order of the form."""
    first = opened[0].check
    identity = first.identity
    rows = identity.kind == "applicants"
    groups: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for item in opened:
        missing = tuple(applicant if rows else indicator for indicator, applicant in item.lacking)
        names = groups.setdefault((missing, item.closes), [])
        if rows or identity.per_applicant:
            names.append(item.check.indicator if rows else item.check.applicant)
    return [
        Unchecked(identity, first.cumulative, tuple(names), missing, closes)
        for (missing, closes), names in groups.items()
    ]


def _unchecked(opened: Sequence[_Open]) -> Finding:
    """Return one finding for all equations of an identity that lack a figure."""
    first = opened[0].check
    identity, groups = first.identity, _alike(opened)
    of_en, of_zh = (" (cumulative)", "（历年累计）") if first.cumulative else ("", "")
    english = ";".join(_lack(group, "en") for group in groups)
    chinese = "；".join(_lack(group, "zh") for group in groups)
    return Finding(
        "identity_unchecked", "note",
        f"{identity.en}{of_en}: not checked{english}",
        f"{identity.zh}{of_zh}未核对：{chinese}",
        None if identity.kind == "applicants" else first.indicator, None,
        cumulative=first.cumulative,
        about=of_keys(k for item in opened for k in (*item.check.left, *item.check.right)),
    )  # fmt: skip


def _lack(group: Unchecked, language: str) -> str:
    """Say of some equations what each of them lacks."""
    names, missing = (
        _COMMA[language].join(label_of(id_, language) for id_ in ids)
        for ids in (group.names, group.missing)
    )
    if language == "zh":
        return f"{names}缺{missing}{'，若均为0则相符' if group.closes else ''}"
    of = f" for {names}" if names else ""
    return f"{of}: {missing} missing{', closes if these are 0' if group.closes else ''}"
