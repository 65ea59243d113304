"""Parameters: what a notebook declares, and whether the values given to it fit."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.datadir import notebooks_dir
from toolkit.errors import ParameterError, SourceError

#: Short names of the notebooks that make a brief.
SHORT_NAMES = {
    "report": "01_read_one_report",
    "county": "02_county_profile",
    "compare": "03_compare_counties",
    "quality": "04_data_quality",
    "peers": "05_peers",
}

FIRST_YEAR, LAST_YEAR = 2008, 2099

_PLAIN: dict[str, Any] = {
    "str": str, "int": int, "float": int | float, "bool": bool, "None": type(None),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a notebook: its name, its type as written, its default."""

    name: str
    type: str
    default: object


def notebook_path(name: str | Path) -> Path:
    """Return the notebook of a name: ``compare``, ``03_compare_counties``, or a path to one's own.

    Raises
    ------
    ParameterError
        There is none of that name; the message lists the known ones.
    """
    own = Path(name)
    if own.suffix == ".ipynb" and own.is_file():
        return own
    stem = SHORT_NAMES.get(str(name), str(name).removesuffix(".ipynb"))
    known = {p.stem: p for p in sorted(notebooks_dir().glob("*.ipynb"))}
    if stem not in known:
        raise ParameterError(
            f"notebook {str(name)!r} is unknown: use one of "
            f"{', '.join([*SHORT_NAMES, *known])}, or the path of your own"
        )
    return known[stem]


def declared_parameters(path: Path) -> dict[str, Parameter]:
    """Return the parameters that the cell tagged ``parameters`` of a notebook declares.

    Every name must be annotated and have a plain default, so that values can be checked before
    anything runs.
    """
    import nbformat

    try:
        cells = nbformat.read(path, as_version=4).cells
    except (OSError, ValueError) as error:
        raise SourceError(
            f"{path} is not a notebook that can be read: open it in JupyterLab and save it again"
        ) from error
    tagged = [c for c in cells if "parameters" in c.metadata.get("tags", [])]
    try:
        code = [c.source for c in tagged if c.cell_type == "code"]
        found = [_declared(node) for source in code for node in ast.parse(source).body]
    except (SyntaxError, ValueError) as error:
        raise ParameterError(
            f"the parameters cell of {path.name} cannot be read ({error}): "
            "write one 'name: type = value' a line"
        ) from error
    return {p.name: p for p in found if p}


def _declared(node: ast.stmt) -> Parameter | None:
    """Return what one statement declares, None for a docstring."""
    match node:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=kind, value=ast.expr() as value):
            return Parameter(name, ast.unparse(kind), ast.literal_eval(value))
        case ast.Expr(value=ast.Constant()):
            return None
    raise ValueError(f"line {node.lineno} is not 'name: type = value'")


def fits(value: object, annotation: str) -> bool:
    """Return whether ``value`` is of the written type.

    Examples
    --------
    >>> fits(["a"], "list[str]"), fits("a", "list[str]"), fits(None, "str | None"), fits(True, "int")
    (True, False, True, False)
    """
    # Bars within brackets belong to the list.
    return any(_is(value, kind.strip()) for kind in re.split(r"\|(?![^\[]*\])", annotation))


def _is(value: object, kind: str) -> bool:
    if kind.startswith("list[") and kind.endswith("]"):
        return isinstance(value, list | tuple) and all(fits(v, kind[5:-1]) for v in value)
    if kind not in _PLAIN:
        raise ParameterError(
            f"type {kind} is not known: use str, int, float, bool, list[…] or None"
        )
    # A truth value is an int for Python; as a year or a count it is a mistake.
    return isinstance(value, _PLAIN[kind]) and (kind == "bool" or not isinstance(value, bool))


def check_declared(
    declared: Mapping[str, Parameter], given: Mapping[str, object], notebook: str
) -> None:
    """Raise ParameterError where a name is not declared or a value does not fit."""
    listed = ", ".join(f"{p.name}: {p.type}" for p in declared.values()) or "none"
    for name, value in given.items():
        if name not in declared:
            raise ParameterError(f"parameter {name!r} is unknown in {notebook}: it takes {listed}")
        if not fits(value, declared[name].type):
            raise ParameterError(
                f"parameter {name!r} of {notebook} is {_shown(value)}, "
                f"not {declared[name].type}: it takes {listed}"
            )


def _shown(value: object) -> str:
    text = repr(value)
    return f"{text if len(text) <= 40 else text[:37] + '…'} ({type(value).__name__})"


def parse_years(years: object) -> tuple[int, ...]:
    """Return report years in order, from ``"2011-2025"``, ``"2011,2014"``, one year or a list.

    Examples
    --------
    >>> parse_years("2011-2013"), parse_years([2015, 2013]), parse_years("2011, 2014–2015")
    ((2011, 2012, 2013), (2013, 2015), (2011, 2014, 2015))
    """
    parts = years if isinstance(years, list | tuple | range) else re.split("[,，、]", str(years))
    out: set[int] = set()
    for part in (str(p) for p in parts if str(p).strip()):
        match = re.fullmatch(r"\s*(\d{4})\s*(?:[-–—~至]+\s*(\d{4}))?\s*年?\s*", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            out.clear()
            break
        out |= set(range(first, last + 1))
    if not out:
        raise ParameterError(
            f'years {_shown(years)} cannot be read: write "2011-2025" or [2011, 2014], '
            f"from {FIRST_YEAR} on"
        )
    return tuple(sorted(out))


def injected_names() -> list[str]:
    """Return the names that papermill has just set in the notebook that this runs in, if it has.

    Papermill puts its values into a cell of their own before the next one, whether or not the
    notebook knows such a name; here it is asked what that cell assigned.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    cells = shell.user_ns.get("In", []) if shell else []
    if len(cells) < 2 or not cells[-2].startswith("# Parameters"):
        return []
    targets = [n for n in ast.walk(ast.parse(cells[-2])) if isinstance(n, ast.Name)]
    return [n.id for n in targets if isinstance(n.ctx, ast.Store)]
