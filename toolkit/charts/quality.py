"""Quality: findings by place and kind as tiles, and the chain of carried requests as marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from toolkit.charts.bars import Part
from toolkit.charts.sheet import Options, furniture_of, make_sheet, text_mm
from toolkit.charts.style import ALERT, BLUE, FAINT, GREY, INK, RED, SIZE, SOFT, WIDTH_MM, style
from toolkit.charts.words import table, word, wrap
from toolkit.codebook import APPLICANTS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: More rows than this do not fit on a page.
MOST_ROWS = 26
#: From white to dark by how many: ordered in grey print as well.
_SHADES = ((1, "#DCEAF5"), (2, "#A9CCE6"), (4, "#5A9BD0"), (8, "#1F5F9E"))
#: The mark of each outcome, told apart by shape as well as colour.
_MARKS: dict[str, dict[str, Any]] = {
    "holds": {"marker": "o", "mfc": BLUE, "mec": BLUE, "ms": 5.0},
    "broken": {"marker": "X", "mfc": RED, "mec": "white", "ms": 8.0, "mew": 0.6},
    "unchecked": {"marker": "o", "mfc": "white", "mec": GREY, "ms": 5.0, "mew": 1.1},
    "gap": {"marker": "_", "mfc": SOFT, "mec": SOFT, "ms": 7.0, "mew": 1.2},
}


def plot_findings(frame: pd.DataFrame, **options: Unpack[Options]) -> Figure | None:
    """Draw how many findings each place has, by kind; tiles that hold an error have a red frame.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.checks.findings_by_kind`.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where there is no finding. Places without any, and those that do not fit, are counted
        in a note.
    """
    from matplotlib.patches import Rectangle

    furniture = furniture_of(frame, "findings", **options)
    language = furniture.language
    with style(language):
        found = frame[frame["code"].notna()]
        if found.empty:
            return None
        places = dict(zip(found["place_code"], found["place"], strict=True))
        shown = list(places)[:MOST_ROWS]
        free = frame.loc[frame["code"].isna(), "place_code"].nunique()
        sums = found.groupby("code")["count"].sum().sort_values(ascending=False, kind="stable")
        codes = list(sums.index)
        left = max(text_mm(places[p], "tick") for p in shown) + 4
        room = (WIDTH_MM - left - 2) / len(codes) / text_mm("国", "small") * 0.92
        heads = ["\n".join(wrap(_kind(c, language), max(room, 4))) for c in codes]
        deep = max(h.count("\n") for h in heads) + 1
        steps = [(low, c) for low, c in _SHADES if low <= int(found["count"].max())]
        lows = [low for low, _ in steps]
        names = [
            str(low) if high == low + 1 else f"{low}–{high - 1}" if high else f"≥{low}"
            for low, high in zip(lows, [*lows[1:], 0], strict=True)
        ]
        legend = [Part(n, c).handle() for n, (_, c) in zip(names, steps, strict=True)]
        framed = Rectangle(
            (0, 0), 1, 1, fc="white", ec=ALERT, lw=1.3, label=word("errors", language)
        )
        notes = [word("no_findings", language).format(n=free)] if free else []
        if len(places) > len(shown):
            notes.append(word("more_places", language).format(n=len(places) - len(shown)))
        sheet = make_sheet(
            furniture, max(len(shown), 2), 6.4, above_mm=4.0 + 3.2 * deep, lift_mm=3.0 + 3.2 * deep,
            subtitle=word("findings_sub", language), notes=notes, legend=[*legend, framed],
        )  # fmt: skip
        ax = sheet.axes(left, 2)
        for row in found[found["place_code"].isin(shown)].itertuples():
            x, y, n = codes.index(row.code), shown.index(row.place_code), int(row.count)
            shade = [c for low, c in _SHADES if low <= n][-1]
            ax.add_patch(
                Rectangle(
                    (x - 0.46, y - 0.4), 0.92, 0.8, fc=shade, gid=f"tile:{row.code}",
                    ec=ALERT if row.errors else "white", lw=1.3 if row.errors else 0.5,
                    zorder=3 if row.errors else 2,
                )
            )  # fmt: skip
            ink = "white" if shade in ("#5A9BD0", "#1F5F9E") else INK
            ax.text(
                x, y, str(n), ha="center", va="center", size=SIZE["small"], color=ink, zorder=4,
                gid="count",
            )  # fmt: skip
        _grid(ax, heads, [places[p] for p in shown])
        ax.set_xlabel(word("kind_axis", language))
        return sheet.figure


def _kind(code: str, language: str) -> str:
    kinds = table("kinds")
    return kinds.get(code, (code, code))[0 if language == "zh" else 1]


def _grid(ax: Axes, heads: list[str], rows: list[str]) -> None:
    """Set heads above the columns and names beside the rows of a table of marks."""
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(heads)), heads, size=SIZE["small"], color=SOFT)
    ax.set_xlim(-0.5, len(heads) - 0.5)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(max(len(rows), 2) - 0.5, -0.5)
    ax.tick_params(length=0)
    ax.tick_params(axis="y", labelcolor=INK)
    ax.spines[:].set_visible(False)


def plot_carry_over(frame: pd.DataFrame, **options: Unpack[Options]) -> Figure | None:
    """Draw the chain of requests carried from year to year, with both numbers where it breaks.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.panel.carry_over`: of several lines the totals are drawn, a row a
        line; of a single one (:func:`toolkit.panel.one_chain`) a row an applicant.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where no two neighbouring years have a report. Lines that are all gaps, and those that
        do not fit, are counted in a note.
    """
    from matplotlib.lines import Line2D

    furniture = furniture_of(frame, "carry_over", **options)
    language = furniture.language
    with style(language):
        lines = frame[["place_code", "line"]].drop_duplicates()
        single = len(lines) == 1
        rows = frame if single else frame[frame["applicant"] == "total"]
        by = ["applicant"] if single else ["place_code", "line"]
        checked = rows[rows["outcome"] != "gap"]
        if checked.empty:
            return None
        groups = {k: g for k, g in rows.groupby(by, sort=False) if (g["outcome"] != "gap").any()}
        hidden = rows.groupby(by, sort=False).ngroups - len(groups)
        order = sorted(groups, key=lambda k: -int((groups[k]["outcome"] == "broken").sum()))
        shown = [k for k in groups if single or k in order[:MOST_ROWS]]
        names = [
            APPLICANTS[k[0]][language] if single else str(groups[k]["line_label"].iloc[-1])
            for k in shown
        ]
        pairs = sorted({(int(r.year_from), int(r.year_to)) for r in rows.itertuples()})
        used = [o for o in _MARKS if o in set(rows["outcome"])]
        legend = [
            Line2D([], [], ls="none", label=word(f"carry_{o}", language), **_MARKS[o]) for o in used
        ]
        notes = [word("carry_hidden", language).format(n=hidden)] if hidden and not single else []
        if len(groups) > len(shown):
            notes.append(word("more_places", language).format(n=len(groups) - len(shown)))
        where = str(rows["line_label"].iloc[0])
        sub = word("carry_sub", language)
        sheet = make_sheet(
            furniture, max(len(shown), 2), 6.6, above_mm=7.0, lift_mm=6.4, notes=notes,
            subtitle=f"{where} · {sub}" if single else sub, legend=legend,
        )  # fmt: skip
        ax = sheet.axes(max(text_mm(n, "tick") for n in names) + 4, 2)
        for y, key in enumerate(shown):
            ax.axhline(y + 0.5, color=FAINT, lw=0.4, zorder=1)
            for r in groups[key].itertuples():
                _link(ax, r, pairs.index((int(r.year_from), int(r.year_to))), y, language)
        _grid(ax, [f"{a}→{b}" for a, b in pairs], names)
        ax.set_xlabel(word("year_axis", language))
        return sheet.figure


def _link(ax: Axes, row: Any, x: int, y: int, language: str) -> None:
    """Draw one pair of years: its mark, and the numbers on its two sides."""
    ax.plot([x - 0.22], [y], ls="none", gid=str(row.outcome), zorder=3, **_MARKS[row.outcome])
    sides = ["?" if v is None or v != v else f"{v:,.0f}" for v in _sides(row)]
    text = {
        "holds": sides[0], "broken": f"{sides[0]} ≠ {sides[1]}",
        "unchecked": f"{sides[0]} → {sides[1]}", "gap": "",
    }[row.outcome]  # fmt: skip
    if text:
        ax.text(
            x - 0.08, y, text, ha="left", va="center", size=SIZE["label"], gid="numbers", zorder=4,
            color=RED if row.outcome == "broken" else INK if row.outcome == "holds" else SOFT,
            bbox={"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none"},
        )  # fmt: skip


def _sides(row: Any) -> list[float | None]:
    import pandas as pd

    return [None if pd.isna(v) else float(v) for v in (row.carried_forward, row.carried_over)]
