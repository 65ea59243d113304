"""pyproject.toml, environment.yml and requirements.lock describe one environment."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import metadata, packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from rattler import MatchSpec

ROOT = Path(__file__).resolve().parents[1]

#: Python packages that conda-forge has under another name.
CONDA_NAMES = {"jupyter-client": "jupyter_client", "typst": "typst-py"}
#: Python packages that conda-forge does not have: they stand in the `pip:` block.
ONLY_PIP = {"pylopdf-fonts-zh-cn"}
#: Declared without an import of ours: another package or program needs it.
NOT_IMPORTED = {
    "ipykernel": "runs the notebooks, in a process of its own",
    "jupyterlab": "a program",
    "pyarrow": "pandas stores text in it",
}


def _project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _requirements(*extras: str) -> dict[str, Requirement]:
    project = _project()
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(r.name): r for r in found}


def _conda() -> tuple[dict[str, MatchSpec], list[str]]:
    entries = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    specs = [MatchSpec(e) for e in entries if isinstance(e, str)]
    pip = [line for e in entries if isinstance(e, dict) for line in e["pip"]]
    return {s.name.normalized: s for s in specs}, pip


def _lock() -> list[str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _clauses(range_: object) -> set[str]:
    return set(str(range_).replace(" ", "").split(","))


RUNTIME = _requirements()
ALL = _requirements("dev")


@pytest.mark.parametrize("name", sorted(set(RUNTIME) - ONLY_PIP))
def test_conda_has_the_same_range(name):
    specs, _ = _conda()
    conda_name = CONDA_NAMES.get(name, name)
    assert conda_name in specs, f"environment.yml lacks {conda_name}"
    assert _clauses(specs[conda_name].version) == _clauses(RUNTIME[name].specifier)


def test_conda_has_nothing_that_pyproject_lacks():
    specs, _ = _conda()
    expected = {CONDA_NAMES.get(n, n) for n in set(RUNTIME) - ONLY_PIP} | {"python", "pip"}
    assert set(specs) == expected


def test_conda_has_the_same_python():
    specs, _ = _conda()
    assert _clauses(specs["python"].version) == _clauses(_project()["requires-python"])


def test_pip_block_has_the_rest_and_the_project():
    _, pip = _conda()
    assert "-e .[dev]" in pip
    found = {canonicalize_name(r.name): r for r in map(Requirement, pip[:-1])}
    assert set(found) == ONLY_PIP
    for name, requirement in found.items():
        assert requirement.specifier == RUNTIME[name].specifier


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_range_has_both_ends(name):
    operators = {s.operator for s in ALL[name].specifier}
    assert operators == {">=", "<"}, f"{name} needs a lower and an upper bound"


@pytest.mark.parametrize("name", sorted(ALL))
def test_lock_covers_and_satisfies_every_requirement(name):
    pins = dict(line.split("==") for line in _lock())
    versions = {canonicalize_name(n): v for n, v in pins.items()}
    assert name in versions, f"requirements.lock lacks {name}"
    assert Version(versions[name]) in ALL[name].specifier


def test_lock_has_exact_versions_without_addresses():
    lines = _lock()
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*", line), line
    names = [canonicalize_name(line.split("==")[0]) for line in lines]
    assert len(set(names)) == len(names)
    assert "gongkai" not in names
    assert names == sorted(names)
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_requirement_says_what_it_is_for(name):
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    quoted = re.compile(rf'\s+"{re.escape(ALL[name].name)}[<>=]', re.IGNORECASE)
    places = [n for n, line in enumerate(lines) if quoted.match(line)]
    assert places
    assert any(lines[n - 1].lstrip().startswith("# ") for n in places) or name == "types-tqdm"


def _imported() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "toolkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"toolkit"}


def test_everything_imported_is_declared():
    homes = packages_distributions()
    for module in sorted(_imported()):
        names = {canonicalize_name(n) for n in homes.get(module, [])}
        assert names & set(RUNTIME), f"toolkit imports {module}, which pyproject.toml lacks"


def test_everything_declared_is_used():
    homes = packages_distributions()
    used = {canonicalize_name(n) for m in _imported() for n in homes.get(m, [])}
    assert set(RUNTIME) - used - set(NOT_IMPORTED) == set()


def test_the_lock_works_with_the_oldest_python_that_is_promised():
    """A pinned package that asks for a later patch release would fail on many machines."""
    oldest = _project()["requires-python"].removeprefix(">=") + ".0"
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if "==" not in line:
            continue
        asked = metadata(line.split("==")[0]).get("Requires-Python")
        assert asked is None or oldest in SpecifierSet(asked), f"{line} needs Python {asked}"


def test_no_group_is_possessive():
    # Before Python 3.11.5 a possessive group that backtracks matches too much (CPython issue 106052).
    possessive = re.compile(r"\)[*+?]\+|\}[*+?]\+(?!\})")
    for path in sorted((ROOT / "toolkit").rglob("*.py")):
        found = possessive.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path.name} has {found and found.group()!r}"
