"""Outcomes: every identity of many reports at once, from the frame of their figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.checks.identities import LIKE_ZERO
from toolkit.checks.incidence import Incidence, incidence
from toolkit.forms import forms
from toolkit.report import ABSTAINED

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Array = np.ndarray[Any, Any]

#: What a frame of identities tells reports apart by, copied from the frame of figures.
HEAD = ("place_code", "place", "publisher", "year", "source", "sha256", "scope")
#: Columns of :func:`identity_frame`.
COLUMNS = (
    *HEAD, "form", "cumulative", "identity", "indicator", "applicant", "left", "right", "outcome",
    "missing", "closes_if_blank", "severity", "label_zh", "label_en",
)  # fmt: skip
OUTCOMES = ("holds", "broken", "unchecked")

#: What a cell of the matrix holds: a number, a sign that may mean 0, what is no number, nothing.
_NUMBER, _BLANK, _UNREADABLE, _ABSENT = range(4)
#: So many groups are judged at a time: more would leave the processor's cache.
_BLOCK = 1024
#: So many figures are looked through at a time, which saves memory.
_ROWS = 1_000_000


def identity_frame(figures: pd.DataFrame) -> pd.DataFrame:
    """Check every identity of the reports in a frame of figures, all reports at once.

    The outcomes are those of :func:`identity_findings`, report by report: an equation holds, is
    broken, or stays unchecked where a figure of it has no number. One that the report prints no
    figure of is left out.

    Parameters
    ----------
    figures : pandas.DataFrame
        As :func:`toolkit.figures_frame` gives it, in any order; text may be categorical.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`, one row an equation, in the order of the reports and of their forms.
        ``left`` and ``right`` are the two sums (Float64): over the figures with a number, and
        missing where a side has none. ``missing`` names the figures without a number (applicants
        where an identity is of one row of table 3). ``closes_if_blank`` is true where all of those
        are blanks or strokes and the sums agree with 0 in their place: a remark, never a pass.
        ``severity`` is what the identity weighs when broken. The columns of :data:`HEAD` are as they
        came; words are categorical, flags boolean.

    Notes
    -----
    A figure that a person typed at a place in the text (``text:…``) is taken for one of a sentence:
    the frame does not tell it from a cell whose digits ran together there.
    """
    import numpy as np
    import pandas as pd

    head, cells = _cells(figures)
    parts: list[dict[str, Array]] = []
    words: dict[str, list[str]] = {"missing": []}
    offset = 0
    for form_id in forms():
        table = incidence(form_id)
        mine = np.flatnonzero(head["form"].to_numpy() == form_id)
        judged = _judge(table, *_placed(table, cells, mine, len(head)))
        judged["group"] = mine[judged["group"]]
        missing, names = _lacking(table, judged["equation"], judged.pop("lacking"))
        judged["missing"] = missing + len(words["missing"])
        judged["equation"] += offset
        parts.append(judged)
        offset += len(table.terms)
        words["missing"] += names
        for name, of_form in table.words.items():
            words.setdefault(name, []).extend(of_form)
    columns = {k: np.concatenate([p[k] for p in parts]) for k in parts[0]}
    if np.any(columns["group"][1:] < columns["group"][:-1]):
        order = np.argsort(columns["group"], kind="stable")
        columns = {k: v[order] for k, v in columns.items()}
    out = {name: head[name].array.take(columns["group"]) for name in (*HEAD, "form", "cumulative")}
    out["cumulative"] = pd.array(out["cumulative"], dtype="boolean")
    for name, kinds in words.items():
        out[name] = _categories(kinds, columns["missing" if name == "missing" else "equation"])
    for side in ("left", "right"):
        out[side] = pd.arrays.FloatingArray(columns[side], columns[f"no_{side}"])
    out["outcome"] = pd.Categorical.from_codes(columns["outcome"], list(OUTCOMES))
    out["closes_if_blank"] = pd.array(columns["closes"], dtype="boolean")
    return pd.DataFrame({name: out[name] for name in COLUMNS}, copy=False)


@dataclass(frozen=True)
class _Cells:
    """The cells of forms: group, codes of indicator and applicant, value (0 for none) and state."""

    group: Array
    indicator: Array
    applicant: Array
    value: Array
    state: Array
    indicators: Sequence[Any]
    applicants: Sequence[Any]


@dataclass(frozen=True)
class _Coded:
    """A column as codes; ``values`` are what they stand for, the last being None, for code -1."""

    codes: Array
    values: Sequence[Any]

    def of(self, test: Callable[[Any], object]) -> Array:
        """Return for each row what ``test`` says of its value."""
        import numpy as np

        return np.array([test(v) for v in self.values])[self.codes]

    def part(self, start: int, stop: int) -> _Coded:
        return _Coded(self.codes[start:stop], self.values)


def _code(column: pd.Series) -> _Coded:
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        return _Coded(column.cat.codes.to_numpy(), [*column.cat.categories.tolist(), None])
    codes, values = pd.factorize(column)
    return _Coded(codes, [*values.tolist(), None])


def _cells(figures: pd.DataFrame) -> tuple[pd.DataFrame, _Cells]:
    """Return the groups of a frame of figures, and the cells in them.

    A group is one report, form, scope and period; its columns are those of :data:`HEAD`, ``form``
    and ``cumulative``.
    """
    import numpy as np
    import pandas as pd

    names = (*HEAD, "method", "form", "category", "label", "missing", "indicator", "applicant")
    coded = {name: _code(figures[name]) for name in names}
    parts = []
    for start in range(0, len(figures) or 1, _ROWS):
        stop = start + _ROWS
        part = {name: column.part(start, stop) for name, column in coded.items()}
        runs, cells = _kept(figures.iloc[start:stop], part)
        runs["first"] += start
        parts.append((runs, cells))
    runs = pd.concat([r for r, _ in parts], ignore_index=True)
    cells = {name: np.concatenate([c[name] for _, c in parts]) for name in parts[0][1]}
    keys = ["form", "cumulative", *HEAD]
    of_run = runs.groupby(keys, sort=False).ngroup().to_numpy(dtype=np.int32)
    groups = runs.drop_duplicates(keys)
    head = figures[list(HEAD)].take(groups["first"].to_numpy())
    head["form"] = pd.Categorical.from_codes(groups["form"].to_numpy(), [*forms()])
    head["cumulative"] = groups["cumulative"].array
    return head, _Cells(
        np.repeat(of_run, runs["cells"].to_numpy()), **cells,
        indicators=coded["indicator"].values, applicants=coded["applicant"].values,
    )  # fmt: skip


def _kept(figures: pd.DataFrame, coded: dict[str, _Coded]) -> tuple[pd.DataFrame, dict[str, Array]]:
    """Return the runs of figures of one group after each other, and their cells without the group.

    The runs have the keys of a group, the row that each begins in and its number of cells.
    """
    import numpy as np
    import pandas as pd

    known = {form: n for n, form in enumerate(forms())}
    form = coded["form"].of(lambda v: known.get(v, -1))
    # Table 4 alone stands alike in two forms, and so do its identities.
    bare = coded["form"].of(lambda v: v is None) & coded["method"].of(lambda v: v == "table")
    form[bare] = known["form2019"]
    keep = (form >= 0) & coded["method"].of(lambda v: v != "prose")
    for name in ("category", "label"):
        keep &= coded[name].of(lambda v: not v)
    keep &= coded["missing"].of(lambda v: not (v and v.startswith(ABSTAINED)))
    spoken = keep & coded["method"].of(lambda v: v == "typed")
    if spoken.any():
        keep[spoken] = [not str(w).startswith("text:") for w in figures["where"].array[spoken]]
    rows = np.flatnonzero(keep)
    cumulative = figures["cumulative"].array.take(rows).fillna(False).to_numpy(dtype=bool)
    keys = {"form": form[rows], "cumulative": cumulative}
    keys |= {name: coded[name].codes[rows] for name in HEAD}
    # Figures of one table follow each other: only where one of these changes may a group begin.
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = np.logical_or.reduce([k[1:] != k[:-1] for k in keys.values()])
    at = np.flatnonzero(begins)
    runs = pd.DataFrame({n: k[at] for n, k in keys.items()})
    runs["first"], runs["cells"] = rows[at], np.diff(at, append=len(rows))
    value = figures["value"].array.take(rows)
    state = coded["missing"].of(lambda v: _BLANK if v in LIKE_ZERO else _UNREADABLE)[rows]
    return runs, {
        "indicator": coded["indicator"].codes[rows], "applicant": coded["applicant"].codes[rows],
        "value": value.to_numpy(dtype=float, na_value=0.0),
        "state": np.where(value.isna(), state, _NUMBER).astype(np.int8),
    }  # fmt: skip


def _placed(
    table: Incidence, cells: _Cells, mine: Array, groups: int
) -> tuple[int, Array, Array, Array]:
    """Return how many groups a form has, and place, value and state of its cells, by their group.

    ``mine`` are the groups of the form among all; the place is that in the matrix of the form.
    """
    import numpy as np

    local = np.full(groups, -1)
    local[mine] = np.arange(len(mine))
    of = np.array(
        [[table.column.get((i, a), -1) for a in cells.applicants] for i in cells.indicators]
    )
    row, at = local[cells.group], of[cells.indicator, cells.applicant]
    taken = np.flatnonzero((row >= 0) & (at >= 0))
    row = row[taken]
    if np.any(row[1:] < row[:-1]):
        order = np.argsort(row, kind="stable")
        taken, row = taken[order], row[order]
    return len(mine), row * len(table.column) + at[taken], cells.value[taken], cells.state[taken]


def _judge(
    table: Incidence, groups: int, place: Array, value: Array, state: Array
) -> dict[str, Array]:
    """Judge the equations of one form for all its groups, some thousand at a time.

    Returns
    -------
    dict of numpy.ndarray
        One entry an equation that is asked, sorted by group: ``group``, ``equation``, ``left``,
        ``right``, ``no_left``, ``no_right``, ``outcome``, ``lacking``, ``closes``.
    """
    import numpy as np

    blocks = []
    for start in range(0, groups or 1, _BLOCK):
        many, first = min(_BLOCK, groups - start), start * len(table.column)
        a, b = np.searchsorted(place, [first, first + many * len(table.column)])
        block = _judge_block(table, many, place[a:b] - first, value[a:b], state[a:b])
        block["group"] += start
        blocks.append(block)
    return {k: np.concatenate([b[k] for b in blocks]) for k in blocks[0]}


def _judge_block(
    table: Incidence, groups: int, place: Array, value: Array, state: Array
) -> dict[str, Array]:
    import numpy as np

    shape = groups, len(table.column)
    # Of a figure that stands twice, the first counts.
    place, once = np.unique(place, return_index=True)
    numbers, states = np.zeros(shape), np.full(shape, _ABSENT, dtype=np.int8)
    numbers.flat[place], states.flat[place] = value[once], state[once]
    left, right = numbers @ (table.signed > 0), numbers @ (table.signed < 0)
    if (numbers % 1).any():
        # As in a report by itself; whole numbers are exact, and stay as they are.
        left, right = (np.where(s % 1, s.round(6), s) for s in (left, right))
    holds = np.where(table.at_most, left >= right, left == right)
    asked = np.ones(left.shape, dtype=bool)
    lacking = np.zeros(left.shape)
    closes, no_left, no_right = (np.zeros(left.shape, dtype=bool) for _ in range(3))
    # Where all is printed and legible, there is no more to ask.
    some = np.flatnonzero((states != _NUMBER).any(axis=1))
    states = states[some]
    absent, unreadable, blank, number = (
        (states == kind).astype(float) for kind in (_ABSENT, _UNREADABLE, _BLANK, _NUMBER)
    )
    asked[some] = (1 - absent) @ table.asked > 0
    lacking[some] = (blank + unreadable) @ table.bits + absent @ (table.bits * table.needed)
    closes[some] = unreadable @ abs(table.signed) + absent @ table.needed == 0
    no_left[some] = number @ (table.signed > 0) == 0
    no_right[some] = number @ (table.signed < 0) == 0
    outcome = np.where(lacking > 0, 2, np.where(holds, 0, 1)).astype(np.int8)
    group, equation = np.nonzero(asked)
    return {
        "group": group, "equation": equation, "left": left[asked], "right": right[asked],
        "no_left": no_left[asked], "no_right": no_right[asked], "outcome": outcome[asked],
        "lacking": lacking[asked].astype(np.int64),
        "closes": (closes & holds & (lacking > 0))[asked],
    }  # fmt: skip


def _lacking(table: Incidence, equation: Array, lacking: Array) -> tuple[Array, list[str]]:
    """Return codes and words of the figures that each equation lacks; the first word is empty."""
    import numpy as np
    import pandas as pd

    codes = np.zeros(len(lacking), dtype=np.int64)
    some = np.flatnonzero(lacking)
    found, kinds = pd.factorize(lacking[some] * len(table.terms) + equation[some])
    codes[some] = found + 1
    words = [""]
    for kind in kinds.tolist():
        bits, e = divmod(kind, len(table.terms))
        words.append(", ".join([t for n, t in enumerate(table.terms[e]) if bits >> n & 1]))
    return codes, words


def _categories(words: list[str], codes: Array) -> pd.Categorical:
    """Return ``words`` at ``codes`` as a categorical; one word may stand several times."""
    import numpy as np
    import pandas as pd

    kinds = {w: n for n, w in enumerate(dict.fromkeys(words))}
    return pd.Categorical.from_codes(np.array([kinds[w] for w in words])[codes], list(kinds))
