"""Corrected: the notes on corrections of the chosen reports, used or not."""

from __future__ import annotations

from toolkit.brief.choice import Choice
from toolkit.brief.words import words
from toolkit.codebook import label_of
from toolkit.corrections import Entry


def correction_notes(chosen: Choice) -> list[str]:
    """Return one note for each correction that applies, with both values and whether it is used."""
    if chosen.corrections is None:
        return []
    return [_note(entry, chosen) for entry in chosen.corrections.applied(chosen.figures())]


def _note(entry: Entry, chosen: Choice) -> str:
    language = chosen.language
    w = words(language)
    what = label_of(str(entry.indicator), language)
    if entry.applicant not in (None, "total"):
        what += w["bracketed"].format(label_of(str(entry.applicant), language))
    if entry.label:
        what += w["bracketed"].format(entry.label)
    published = entry.expect
    return w["correction"].format(
        place=entry.place, year=entry.year, what=what,
        published=w.get(published, published) if isinstance(published, str) else f"{published:,}",
        use=f"{entry.use:,}", used=w[f"correction_{chosen.values}"],
        reason=entry.reason, by=entry.by, source=entry.source,
    )  # fmt: skip
