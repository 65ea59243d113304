"""Parameters: what a notebook declares, and whether the values given to it fit."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
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
}

FIRST_YEAR, LAST_YEAR = 2008, 2099

_PLAIN: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "None": (type(None),),
}


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
    text = str(name)
    own = Path(text)
    if own.suffix == ".ipynb" and own.is_file():
        return own
    stem = SHORT_NAMES.get(text, text.removesuffix(".ipynb"))
    folder = notebooks_dir()
    known = sorted(p.stem for p in folder.glob("*.ipynb"))
    if stem in known:
        return folder / f"{stem}.ipynb"
    raise ParameterError(
        f"notebook {text!r} is unknown: use one of "
        f"{', '.join([*SHORT_NAMES, *known])}, or the path of your own"
    )


def declared_parameters(path: Path) -> dict[str, Parameter]:
    """Return the parameters that the cell tagged ``parameters`` of a notebook declares.

    Every name must be annotated and have a plain default, so that values can be checked before
    anything runs.
    """
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError) as error:
        raise SourceError(
            f"{path} is not a notebook that can be read: open it in JupyterLab and save it again"
        ) from error
    out: dict[str, Parameter] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or "parameters" not in cell.metadata.get("tags", []):
            continue
        try:
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                    continue
                if (
                    not isinstance(node, ast.AnnAssign)
                    or not isinstance(node.target, ast.Name)
                    or node.value is None
                ):
                    raise ValueError(f"line {node.lineno} is not 'name: type = value'")
                out[node.target.id] = Parameter(
                    node.target.id, ast.unparse(node.annotation), ast.literal_eval(node.value)
                )
        except (SyntaxError, ValueError) as error:
            raise ParameterError(
                f"the parameters cell of {path.name} cannot be read ({error}): "
                "write one 'name: type = value' a line"
            ) from error
    return out


def fits(value: object, annotation: str) -> bool:
    """Return whether ``value`` is of the written type.

    Examples
    --------
    >>> fits(["a"], "list[str]"), fits("a", "list[str]"), fits(None, "str | None"), fits(True, "int")
    (True, False, True, False)
    """
    return _fits(value, ast.parse(annotation, mode="eval").body)


def _fits(value: object, node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _fits(value, node.left) or _fits(value, node.right)
    if isinstance(node, ast.Subscript):
        holder = ast.unparse(node.value)
        if holder != "list":
            raise ParameterError(f"type {ast.unparse(node)} is not known: use list[…], str, int …")
        return isinstance(value, list | tuple) and all(_fits(v, node.slice) for v in value)
    name = ast.unparse(node)
    if name not in _PLAIN:
        raise ParameterError(
            f"type {name} is not known: use str, int, float, bool, list[…] or None"
        )
    # A truth value is an int for Python; as a year or a count it is a mistake.
    if isinstance(value, bool) and name != "bool":
        return False
    return isinstance(value, _PLAIN[name])


def check_declared(
    declared: Mapping[str, Parameter], given: Mapping[str, object], notebook: str
) -> dict[str, object]:
    """Return ``given`` if every name is declared and every value fits, else raise ParameterError."""
    listed = ", ".join(f"{p.name}: {p.type}" for p in declared.values()) or "none"
    for name, value in given.items():
        if name not in declared:
            raise ParameterError(f"parameter {name!r} is unknown in {notebook}: it takes {listed}")
        if not fits(value, declared[name].type):
            raise ParameterError(
                f"parameter {name!r} of {notebook} is {_shown(value)}, "
                f"not {declared[name].type}: it takes {listed}"
            )
    return dict(given)


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
    parts: Iterable[Any]
    if isinstance(years, str):
        parts = [p for p in re.split(r"[,，、]", years) if p.strip()]
    elif isinstance(years, int):
        parts = [years]
    elif isinstance(years, list | tuple | range):
        parts = years
    else:
        parts = []
    out: set[int] = set()
    for part in parts:
        match = re.fullmatch(r"\s*(\d{4})\s*(?:[-–—~至]+\s*(\d{4}))?\s*年?\s*", str(part))
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        if isinstance(part, bool) or not FIRST_YEAR <= first <= last <= LAST_YEAR:
            out.clear()
            break
        out |= set(range(first, last + 1))
    if not out:
        raise ParameterError(
            f'years {_shown(years)} cannot be read: write "2011-2025" or [2011, 2014], '
            f"from {FIRST_YEAR} on"
        )
    return tuple(sorted(out))
