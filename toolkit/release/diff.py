"""Diff: which figures differ between two releases, one line a figure, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.release.earlier import Release, open_release
from toolkit.release.identity import same_reports

if TYPE_CHECKING:
    import pandas as pd

#: What is compared of two figures that are the same figure, in the order in which it is told.
FIELDS = (
    "value", "missing", "corrected", "unit", "approximate", "indicator", "label", "category", "scope",
    "cumulative", "method", "form",
)  # fmt: skip
#: What is compared of two reports that are the same report; all else of them shows in the figures.
_REPORT_FIELDS = (
    "status", "moved_to", "withdrawn", "address", "publisher", "place", "place_code", "level", "year",
    "published",
)  # fmt: skip
_OF_REPORT = ("report", "sha256", "source", "synthetic")
#: Ways to know a figure again, best first; each pairs those that the ways before it left over.
_KNOWN_BY: tuple[tuple[str, ...], ...] = (
    ("indicator", "applicant", "label", "category", *(f for f in FIELDS if f not in
     ("indicator", "label", "category"))),
    ("indicator", "applicant", "label", "scope", "cumulative", "method"),
    ("indicator", "applicant", "label"),
    ("indicator", "applicant", "value", "missing"),
)  # fmt: skip
_HEAD = (
    "report", "place_code", "place", "publisher", "level", "year", "indicator", "applicant", "category",
    "label", "scope", "cumulative", "method",
)  # fmt: skip
#: Columns of :func:`diff_releases`.
COLUMNS = (
    "of", "change", "why", *_HEAD, "what", "old_value", "new_value", "old_missing", "new_missing",
    "old_corrected", "new_corrected", "detail", "address", "synthetic",
)  # fmt: skip


def diff_releases(old: str | Path | Release, new: str | Path | Release) -> pd.DataFrame:
    """Return what differs between two releases: a row a figure, and a row a report.

    Parameters
    ----------
    old, new : str, pathlib.Path or Release
        Folders as written by :func:`toolkit.release.write_release`.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`; values Float64, ``year`` Int64, flags boolean, the rest string.

        ``of``
            ``figure``, or ``report`` for what became of a report as a whole (no indicator then).
        ``change``
            ``added``, ``removed`` or ``changed``.
        ``why``
            Of figures: ``new_report``, ``report_gone``; ``reread`` (the same file, read otherwise:
            reader, codebook or own categories), ``page_changed`` or ``file_changed`` (another file
            of the same report: of a published page, or a structured file that was edited),
            ``correction``; joined by ``+``. Of reports: ``new_report``, ``report_gone``,
            ``not_in_data``, ``withdrawn``, ``moved``, ``back``, or ``facts`` for what it says of
            itself.
        ``what``
            The fields that changed, joined by ``+``; ``detail`` has old and new of those that have
            no columns of their own.

    Raises
    ------
    SourceError
        A folder is no release, or of another layout, or a table of it is damaged.
    """
    import pandas as pd

    old, new = (open_release(x) if isinstance(x, str | Path) else x for x in (old, new))
    before, after = (r.table("reports", (*_OF_REPORT, *_REPORT_FIELDS)) for r in (old, new))
    # A report keeps the number that the newer release gives it.
    same = {was: now for now, was in same_reports(before, after).items() if was != now}
    before = before.assign(report=before["report"].replace(same).astype("string"))
    columns = list(dict.fromkeys(("report", *_HEAD, *FIELDS, "address", "synthetic")))
    figures, others = (r.table("figures", columns)[columns] for r in (old, new))
    figures = figures.assign(report=figures["report"].replace(same).astype("string"))
    pairs = _paired(figures, others, columns)
    rows = [_figure_rows(pairs, before, after), _report_rows(before, after)]
    out = pd.concat([r.astype(rows[0].dtypes) for r in rows], ignore_index=True)
    order = ["of", "place_code", "year", "publisher", "indicator", "applicant", "label", "change"]
    return out.sort_values(order, kind="stable", ignore_index=True)


def _paired(old: pd.DataFrame, new: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the figures of both sides beside each other, without those that are equal."""
    import pandas as pd

    columns = list(columns)
    parts = []
    for number, by in enumerate(_KNOWN_BY):
        key = ["report", *by]
        old, new = (
            f.assign(nth=f.groupby(key, dropna=False, sort=False).cumcount()) for f in (old, new)
        )
        left, right = (f.reset_index(names="at") for f in (old, new))
        both = left[[*key, "nth", "at"]].merge(
            right[[*key, "nth", "at"]], on=[*key, "nth"], suffixes=("_old", "_new")
        )
        if number:
            parts.append(
                pd.concat(
                    [
                        old.loc[both["at_old"], columns].add_prefix("old_").reset_index(drop=True),
                        new.loc[both["at_new"], columns].add_prefix("new_").reset_index(drop=True),
                    ],
                    axis=1,
                )
            )
        old, new = old.drop(index=both["at_old"]), new.drop(index=both["at_new"])
    parts.append(old[columns].add_prefix("old_").reset_index(drop=True))
    parts.append(new[columns].add_prefix("new_").reset_index(drop=True))
    kinds = {
        f"{side}_{c}": f.dtypes[c] for side, f in (("old", old), ("new", new)) for c in columns
    }
    whole = [p.reindex(columns=list(kinds)).astype(kinds) for p in parts]
    return pd.concat(whole, ignore_index=True)


def _figure_rows(pairs: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each pair: whole columns at a time, as a new year brings a million figures."""
    there = {side: pairs[f"{side}_report"].notna() for side in ("old", "new")}
    both = there["old"] & there["new"]
    out = pairs[["new_report"]].rename(columns={"new_report": "report"})
    for c in (*_HEAD, "address", "synthetic"):
        out[c] = pairs[f"new_{c}"].where(there["new"], pairs[f"old_{c}"])
    for c in ("value", "missing", "corrected"):
        out[[f"old_{c}", f"new_{c}"]] = pairs[[f"old_{c}", f"new_{c}"]]
    out["of"] = "figure"
    out["change"] = both.map({True: "changed", False: "added"}).where(there["new"], "removed")
    hashes = [out["report"].map(f.set_index("report")["sha256"]) for f in (before, after)]
    structured = after.set_index("report")["source"].str.endswith((".yml", ".yaml"))
    edited = out["report"].map(structured).map({True: "file_changed", False: "page_changed"})
    out["why"] = edited.mask((hashes[0] == hashes[1]).fillna(False).astype(bool), "reread")
    out["why"] = out["why"].mask(hashes[0].isna(), "new_report")
    out["why"] = out["why"].mask(hashes[1].isna(), "report_gone")
    out = _frame(out)
    told = {c: out[c].to_numpy(dtype=object, na_value=None) for c in ("what", "detail", "why")}
    some = pairs[both]
    sides = [_records(some, f"{side}_") for side in ("old", "new")]
    for at, was, now in zip(both.to_numpy().nonzero()[0], *sides, strict=True):
        changed = [c for c in FIELDS if was[c] != now[c]]
        told["what"][at] = "+".join(changed)
        told["detail"][at] = _told(was, now, [c for c in changed if f"old_{c}" not in COLUMNS])
        if "corrected" in changed:
            other = [told["why"][at]] if len(changed) > 1 else []
            told["why"][at] = "+".join([*other, "correction"])
    return _frame(out.assign(**told))


def _records(frame: pd.DataFrame, head: str = "") -> list[dict[str, Any]]:
    """Return the columns that begin with ``head`` as plain rows, what is missing as None."""
    names = [str(c) for c in frame.columns if str(c).startswith(head)]
    columns = [frame[c].to_numpy(dtype=object, na_value=None) for c in names]
    keys = [name.removeprefix(head) for name in names]
    return [dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=True)]


def _report_rows(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    sides = [{r["report"]: r for r in _records(frame)} for frame in (before, after)]
    rows = []
    for report in dict.fromkeys((*sides[1], *sides[0])):
        was, now = (side.get(report) for side in sides)
        one = now or was or {}
        row: dict[str, Any] = {c: one.get(c) for c in (*_HEAD, "address", "synthetic")} | {
            "of": "report"
        }
        if was is None or now is None:
            row |= {"change": "added" if was is None else "removed"}
            row |= {"why": "new_report" if was is None else "report_gone"}
            rows.append(row)
            continue
        changed = [c for c in _REPORT_FIELDS if was[c] != now[c]]
        if not changed:
            continue
        row |= {"change": "changed", "what": "+".join(changed)}
        row |= {"why": _became(was, now), "detail": _told(was, now, changed)}
        rows.append(row)
    return _frame(rows)


def _became(was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    if was["status"] != now["status"]:
        return "back" if now["status"] == "current" else str(now["status"])
    moved = was["address"] != now["address"] or was["moved_to"] != now["moved_to"]
    return "moved" if moved else "facts"


def _told(was: Mapping[str, Any], now: Mapping[str, Any], fields: Sequence[str]) -> str | None:
    parts = (f"{c}: {_shown(was[c])} → {_shown(now[c])}" for c in fields)
    return "; ".join(parts) or None


def _shown(value: object) -> str:
    return "—" if value is None else str(value)


def _frame(rows: pd.DataFrame | Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    kinds = {"year": "Int64", "cumulative": "boolean", "synthetic": "boolean"}
    numbers = ("old_value", "new_value", "old_corrected", "new_corrected")
    kinds |= dict.fromkeys(numbers, "Float64")
    frame = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    return frame.astype({c: kinds.get(c, "string") for c in COLUMNS})
