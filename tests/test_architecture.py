"""The house: who may import whom, how long a file may be, what must not be in it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import toolkit

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "toolkit"

#: Each room imports only from rooms before it.
ROOMS = (
    "errors",
    "output",
    "options",
    "spreadsheet",
    "values",
    "document",
    "figure",
    "report",
    "datadir",
    "codebook",
    "divisions",
    "population",
    "publisher",
    "readers",
    "forms",
    "template",
    "prose",
    "checks",
    "corrections",
    "structured",
    "store",
    "reading",
    "panel",
    "metrics",
    "charts",
    "brief",
    "compared",
    "selection",
    "release",
    "review",
    "folder",
    "ingest",
    "display",
    "trust",
    "cli",
)
LONGEST = 350
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _rooms_imported(path: Path, source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the room of every import of the package, wherever it stands."""
    package = ["toolkit", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(source)):
        targets: list[str] = []
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            base = base + (node.module.split(".") if node.module else [])
            targets = [".".join([*base, alias.name]) for alias in node.names]
        for target in targets:
            parts = target.split(".")
            if parts[0] == "toolkit" and len(parts) > 1:
                # a public name of the package stands for the module that it lives in
                yield node.lineno, toolkit._HOMES.get(parts[1], target).split(".")[1]


@pytest.mark.parametrize(
    ("source", "rooms"),
    [
        ("import toolkit.panel.frame", ["panel"]),
        ("from toolkit.values import fold", ["values"]),
        ("from toolkit import Report", ["report"]),
        ("from toolkit import codebook, errors", ["codebook", "errors"]),
        ("def f():\n    from ..brief import make", ["brief"]),
        ("from .html import read", ["readers"]),
        ("import pandas as pd", []),
    ],
)
def test_imports_are_seen(source, rooms):
    assert [r for _, r in _rooms_imported(PACKAGE / "readers" / "x.py", source)] == rooms


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_rooms_import_only_earlier_rooms(path):
    room = _room(path)
    assert room in ROOMS, f"{room} has no place in the order of rooms"
    for line, other in _rooms_imported(path, path.read_text(encoding="utf-8")):
        if other == "__version__":
            continue
        assert other in ROOMS, f"{_name(path)}:{line} imports {other}, which is no room"
        assert ROOMS.index(other) <= ROOMS.index(room), (
            f"{_name(path)}:{line}: {room} may not import {other}"
        )


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_file_is_too_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_states_its_contract(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", toolkit.__all__)
def test_public_names_load(name):
    assert getattr(toolkit, name) is not None


def test_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_name"):
        toolkit.no_such_name  # noqa: B018


@pytest.mark.parametrize(
    "code",
    ["import toolkit", "from toolkit import cli; cli.main(['--help'])"],
    ids=["import toolkit", "gongkai --help"],
)
def test_start_up_is_lean(code):
    heavy = ("matplotlib", "papermill", "nbformat", "seaborn")
    program = (
        f"import sys\ntry:\n    {code}\nexcept SystemExit as stop:\n    assert not stop.code\n"
        f"print('loaded:', *[m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "loaded:"


def _tracked() -> list[Path]:
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("git is not installed")
    if done.returncode or not done.stdout:
        pytest.skip("not a git checkout")
    return [p for n in done.stdout.split("\0") if n and (p := ROOT / n).is_file()]


def test_no_path_of_a_machine_in_committed_files():
    # spelled with brackets so that this file does not find itself
    places = re.compile(
        rb"/[r]oot/|/[h]ome/[a-z]+/|/[U]sers/[A-Za-z]+/|[C]:\\\\?Users|/[o]pt/|(?<![\w.])/[w]ork/"
        rb"|[f]ile:///|[p]ypi\.org|[f]iles\.pythonhosted|[i]ndex-url"
    )
    for path in _tracked():
        content = path.read_bytes()
        if path.is_relative_to(ROOT / "tests" / "data") or b"\0" in content:
            continue  # published pages link to whatever they link to
        found = places.search(content)
        assert not found, f"{_name(path)} has {found and found.group()!r}"


def test_no_brief_is_committed():
    made = [p for p in _tracked() if p.is_relative_to(ROOT / "reports")]
    assert [p.name for p in made] == [".gitkeep"]


def _code_cells(path: Path) -> list[dict]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [c for c in cells if c["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_name)
def test_notebooks_have_no_outputs(path):
    for cell in _code_cells(path):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_name)
def test_notebooks_have_one_parameters_cell(path):
    tagged = [c for c in _code_cells(path) if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_name)
def test_notebooks_ask_and_define_nothing(path):
    for cell in _code_cells(path):
        source = "".join(cell["source"])
        lines = [line for line in source.splitlines() if not line.startswith(("%", "!"))]
        for node in ast.walk(ast.parse("\n".join(lines))):
            assert not isinstance(
                node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
            ), f"{_name(path)}: {source}"
