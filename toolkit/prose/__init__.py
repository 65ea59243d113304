"""Sentences to figures: totals, breakdowns, requests, appeals, fees and zero statements."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from toolkit.document import Document
from toolkit.figure import Figure, Finding
from toolkit.prose.context import Context
from toolkit.prose.lines import logical_lines
from toolkit.prose.page import Page, read_page
from toolkit.prose.sections import kind_of_line, parts, sections, stretches
from toolkit.prose.sentences import read_line
from toolkit.prose.settled import settle
from toolkit.prose.text import clean_line, has_spam, stating, unified
from toolkit.prose.zeros import DENIED, read_bare_zero, read_zeros
from toolkit.report import Section

__all__ = ["Page", "Prose", "read_page", "read_prose"]


@dataclass(frozen=True)
class Prose:
    """What the sentences of one document say."""

    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    sections: tuple[Section, ...] = ()


def read_prose(document: Document, year: int | None, *, since_2019: bool = False) -> Prose:
    """Read the sentences of ``document``.

    Parameters
    ----------
    document : Document
    year : int or None
        The report year: a sentence that speaks of another year gives no figure.
    since_2019 : bool
        Whether outcomes are those of the revised Regulations.

    Returns
    -------
    Prose
        Figures with method ``prose``, each with its words and their place; findings where the
        reader abstained; the sections by kind.
    """
    whole = unified(document.text, document.folded)
    context = Context(year, document.text, since_2019)
    spam = has_spam(whole)
    found = parts(logical_lines(document))
    for offset, text, section in stating(whole, chain.from_iterable(map(stretches, found))):
        line = clean_line(text, offset, kind_of_line(text, section), spam)
        read_line(line, context)
        read_zeros(line, context)
    for part in found:
        if part.title and part.lines and part.kind in DENIED:
            text, offset = part.lines[0]
            line = clean_line(whole[offset : offset + min(len(text), 60)], offset, part.kind)
            read_bare_zero("".join(part.title.split()), part.kind, line, context)
    settle(context)
    return Prose(tuple(context.figures), tuple(context.findings), sections(found))
