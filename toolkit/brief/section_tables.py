"""Section tables: the figures behind each chart of a brief, printed for reading off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from toolkit.brief.brief import Brief
from toolkit.brief.choice import Choice
from toolkit.brief.pivot import MOST_LINES, pivots
from toolkit.brief.table import number_text
from toolkit.brief.words import in_brackets, words, year_ranges
from toolkit.charts.words import unit_label

if TYPE_CHECKING:
    import pandas as pd

#: Lines of which reconsideration and litigation stand beside each other in one table.
_MOST_PAIRS = 4

BASES = {
    "report": {"zh": "（报告口径）", "en": ", by the report's total"},
    "portal": {"zh": "（门户口径）", "en": ", by the portal's total"},
}

_YEAR = {"zh": "年份", "en": "Year"}


def add_tables(brief: Brief, kind: str, frame: pd.DataFrame, caption: str) -> None:
    """Add the tables of one section; nothing where no figure is stated."""
    from toolkit.codebook import label_of

    language = brief.language
    if kind == "work_updates_share":
        from toolkit.metrics import WORK_UPDATES_SHARE

        note = WORK_UPDATES_SHARE[language]
        for basis in ("report", "portal"):
            part = frame[frame["basis"] == basis]
            title = f"{caption}{BASES[basis][language]}"
            if _add_pivots(brief, part, title, "%", factor=100, decimals=1, note=note):
                note = ""
    elif kind == "requests":
        _add_pivots(brief, frame, caption, "件")
    elif kind == "appeals":
        if frame[frame["value"].notna()]["line_label"].nunique() <= _MOST_PAIRS:
            _add_pivots(brief, _side_by_side(frame, language), caption, "件")
            return
        for name, part in frame.groupby("series", sort=False):
            _add_pivots(brief, part, label_of(str(name), language), "件")
    elif kind == "outcomes":
        _add_outcomes(brief, frame, caption)
    elif kind == "categories":
        _add_categories(brief, frame, caption)


def _add_pivots(
    brief: Brief, frame: pd.DataFrame, caption: str, unit: str, *,
    factor: float = 1, decimals: int | None = None, note: str = "",
) -> bool:  # fmt: skip
    made = pivots(frame, _YEAR[brief.language], factor)
    title = in_brackets(caption, unit_label(unit, brief.language), brief.language)
    for i, pivot in enumerate(made):
        names = list(pivot.frame.columns[1:])
        part = in_brackets("", f"{i + 1}/{len(made)}", brief.language) if len(made) > 1 else ""
        brief.table(
            pivot.frame,
            caption=f"{title}{part}",
            decimals=dict.fromkeys(names, decimals) if decimals is not None else {},
            marks=pivot.marks,
            note="\n".join(x for x in (pivot.legend(brief.language), note if i == 0 else "") if x),
        )
    return bool(made)


def _side_by_side(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return reconsideration and litigation of each line as neighbours."""
    import pandas as pd

    from toolkit.codebook import label_of

    parts = [
        part.assign(line_label=f"{line} {label_of(str(name), language)}")
        for line in frame["line_label"].drop_duplicates()
        for name, part in frame[frame["line_label"] == line].groupby("series", sort=False)
    ]
    return pd.concat(parts, ignore_index=True)


def _recent(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the last year of each line."""
    return frame[frame["year"] == frame.groupby("line_label")["year"].transform("max")]


def _add_outcomes(brief: Brief, frame: pd.DataFrame, caption: str) -> None:
    """Print what became of the requests: each place's last year, or every year of one place."""
    import pandas as pd

    from toolkit.panel import OUTCOMES

    language = brief.language
    stated = frame[frame["value"].notna() & (frame["line"] == "main")]
    if stated.empty:
        return
    several = stated["line_label"].nunique() > 1
    rows = _recent(stated) if several else stated
    keys = list(dict.fromkeys(zip(rows["line_label"], rows["year"], strict=True)))
    values = {(r.line_label, r.year, r.outcome): r.value for r in rows.itertuples()}
    table = pd.DataFrame({_YEAR[language]: [str(k[1]) for k in keys]})
    if several:
        table.insert(0, "地区" if language == "zh" else "Place", [k[0] for k in keys])
    for outcome, names in OUTCOMES.items():
        cells = [values.get((*k, outcome)) for k in keys]
        if any(c is not None for c in cells):
            table[names[language]] = pd.array(cells, dtype="Float64")
    brief.table(
        table,
        caption=in_brackets(caption, unit_label("件", language), language),
        note="—：该格式没有这一项，或未填" if language == "zh"
        else "—: not asked for by the form, or not filled in",
    )  # fmt: skip


def _add_categories(brief: Brief, frame: pd.DataFrame, caption: str) -> None:
    """Print the listed classes by harmonised category: each place's last year, or every year."""
    import pandas as pd

    from toolkit.codebook import label_of

    language = brief.language
    stated = frame[
        frame["value"].notna() & ~frame["nested"].fillna(False) & (frame["line"] == "main")
    ]
    if stated.empty:
        return
    several = stated["line_label"].nunique() > 1
    rows = _recent(stated) if several else stated
    other = "未归类" if language == "zh" else "Not classified"
    table: dict[str, dict[str, float]] = {}
    totals: dict[str, float] = {}
    for r in rows.itertuples():
        name = other if pd.isna(r.category) else label_of(str(r.category), language)
        column = table.setdefault(f"{r.line_label} {r.year}" if several else str(r.year), {})
        column[name] = column.get(name, 0) + float(r.value)
        totals[name] = totals.get(name, 0) + float(r.value)
    # Classes nobody has mapped come last; the others by their size.
    order = sorted(totals, key=lambda n: (n == other, -totals[n], n))
    columns = list(table) if several else sorted(table)
    size = -(-len(columns) // -(-len(columns) // MOST_LINES))
    title = in_brackets(caption, unit_label("条", language), language)
    for start in range(0, len(columns), size):
        part = columns[start : start + size]
        names = [n for n in order if any(n in table[c] for c in part)]
        printed = pd.DataFrame({"类目" if language == "zh" else "Category": names})
        for c in part:
            printed[c] = pd.array([table[c].get(n) for n in names], dtype="Float64")
        brief.table(
            printed,
            caption=title,
            note="—：报告未列该类" if language == "zh" else "—: the report lists no such class",
        )


_SUMMARY: dict[str, tuple[str, str]] = {
    "place": ("地区", "Place"),
    "reports": ("有报告的年度", "Years with a report"),
    "share": ("工作动态占比", "Work updates"),
    "requests": ("收到申请", "Requests"),
    "reconsideration": ("行政复议", "Reconsideration"),
    "litigation": ("行政诉讼", "Litigation"),
}


def add_summary(
    brief: Brief, chosen: Choice, covered: pd.DataFrame, frames: Mapping[str, pd.DataFrame]
) -> None:
    """Add one table with each place's latest figures, every one with its year.

    ``frames`` holds ``share``, ``requests`` and ``appeals``.
    """
    import pandas as pd

    i = 0 if chosen.language == "zh" else 1
    appeals = frames["appeals"]
    parts = {
        "share": frames["share"],
        "requests": frames["requests"],
        "reconsideration": appeals[appeals["series"] == "reconsideration"],
        "litigation": appeals[appeals["series"] == "litigation"],
    }
    rows = []
    for code, name in zip(chosen.codes, chosen.places, strict=True):
        years = covered[(covered["place_code"] == code) & covered["form"].notna()]["year"]
        row = {"place": name, "reports": year_ranges(years, chosen.language) or None}
        for key, frame in parts.items():
            row[key] = _latest(frame, code, chosen.language)
        rows.append(row)
    table = pd.DataFrame(rows, columns=list(_SUMMARY))
    zh = chosen.language == "zh"
    brief.table(
        table,
        caption="各地最近一个有数字的年度" if zh else "The latest figure of each place, with its year",
        labels={k: v[i] for k, v in _SUMMARY.items()},
        wide=["reports"],
        note="—：现有报告没有相应数字；*：分母为门户网站发布数" if zh
        else "—: the reports at hand state no such figure; *: of the items on the portal",
    )  # fmt: skip


def _latest(frame: pd.DataFrame, code: str, language: str) -> str | None:
    own = frame[(frame["place_code"] == code) & (frame["line"] == "main") & frame["value"].notna()]
    if own.empty:
        return None
    share = "basis" in own
    # The report's own total goes before the portal's for one year.
    last = own.sort_values(["year", "basis"] if share else ["year"], ascending=False, kind="stable")
    row = last.iloc[0]
    if share and len(last) > 1 and last.iloc[1]["year"] == row["year"]:
        row = last[last["year"] == row["year"]].set_index("basis").loc["report"]
    near = "≈" if bool(row["approximate"]) else ""
    if share:
        portal = "*" if row.get("basis") == "portal" else ""
        number = f"{float(row['value']) * 100:.1f}%{portal}"
    else:
        number = "".join(number_text(float(row["value"])))
    w = words(language)
    return f"{near}{number}{w['open']}{int(row['year'])}{w['close']}"
