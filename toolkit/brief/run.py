"""Run: a notebook with parameters becomes a PDF and the executed notebook beside it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit import errors
from toolkit.brief.choice import check_parameters, slug
from toolkit.brief.parameters import check_declared, declared_parameters, notebook_path
from toolkit.errors import GongkaiError, ParameterError, SourceError
from toolkit.output import hidden_folder


def run_notebook(
    name: str | Path,
    parameters: Mapping[str, object] | None = None,
    output_dir: str | Path = "reports",
    *,
    progress: bool | None = None,
) -> tuple[Path, Path]:
    """Run a notebook and leave its PDF and the executed notebook in ``output_dir``.

    Everything that can be checked is checked before the kernel starts. The two files appear only
    when the run has succeeded, each at one stroke; earlier results stay as they were otherwise, and
    the notebook as it stopped is kept as ``<name>.failed.ipynb``.

    Parameters
    ----------
    name : str or Path
        ``compare``, ``county``, ``report``, the name of a notebook, or the path of one's own.
    parameters : mapping, optional
        Values for names of the notebook's parameters cell; ``output`` is set here.
    output_dir : str or Path
        Folder of the results; it is made if need be.
    progress : bool, optional
        Whether to show a bar on stderr; where it is a terminal if not said.

    Returns
    -------
    tuple of Path
        The PDF and the executed notebook.

    Raises
    ------
    ParameterError
        Unknown notebook or parameter, ill-typed value, unknown or ambiguous place, no report in
        range.
    SourceError
        The folder cannot be written to.
    """
    path = notebook_path(name)
    declared = declared_parameters(path)
    given = dict(parameters or {})
    check_declared(declared, given, path.stem)
    if "output" not in declared:
        raise ParameterError(
            f"{path.name} has no parameter 'output': add 'output: str = \"\"' to its parameters cell"
        )
    if given.get("output"):
        raise ParameterError("parameter 'output' is set by the run: choose the folder instead")
    # The kernel works in another folder.
    for key in ("data", "report", "categories", "corrections"):
        if given.get(key) == "demo" and key == "data":
            continue  # the word, also where a folder bears that name
        if given.get(key) and Path(str(given[key])).exists():
            given[key] = str(Path(str(given[key])).resolve())
    values: dict[str, Any] = {p.name: p.default for p in declared.values()} | given
    stem = slug(path.stem, check_parameters(**values))
    folder = Path(output_dir).resolve()
    pdf, notebook, failed = (folder / f"{stem}{x}" for x in (".pdf", ".ipynb", ".failed.ipynb"))
    for target in (pdf, notebook):
        if target.is_dir():
            raise SourceError(f"{target} is a folder: move it, or choose another output folder")
    show = sys.stderr.isatty() if progress is None else progress
    with hidden_folder(folder) as hidden:
        made_pdf, made = Path(hidden) / pdf.name, Path(hidden) / notebook.name
        try:
            _execute(path, made, given | {"output": str(made_pdf)}, show)
            if not made_pdf.is_file():
                raise GongkaiError(
                    f"{path.name} ran but wrote no PDF: end it with brief.write(output)"
                )
        except GongkaiError as error:
            if not made.is_file():
                raise
            _tidy(made, made_pdf)
            made.replace(failed)
            # Where the fault is not the user's, the notebook is the place to look.
            if type(error) is GongkaiError:
                raise GongkaiError(f"{error} (the notebook as it stopped: {failed})") from error
            raise
        _tidy(made, made_pdf)
        made_pdf.replace(pdf)
        made.replace(notebook)
    failed.unlink(missing_ok=True)
    return pdf, notebook


def _execute(path: Path, made: Path, parameters: dict[str, object], progress: bool) -> None:
    import logging

    import papermill
    from papermill.exceptions import PapermillExecutionError

    from toolkit.brief.kernel import own_kernel

    bar = {"desc": made.stem, "unit": "cell", "file": sys.stderr, "leave": False}
    # Its only warning is about parameters that it does not see declared; ours are checked.
    logging.getLogger("papermill").setLevel(logging.ERROR)
    try:
        papermill.execute_notebook(
            path,
            made,
            parameters=parameters,
            progress_bar=bar if progress else False,
            cwd=made.parent,
            kernel_manager_class=own_kernel(made.parent),
            # Only the end and a failure are of interest, not each cell on the way.
            request_save_on_cell_execute=False,
        )
    except PapermillExecutionError as error:
        said = " ".join(str(error.evalue).split())
        kind = getattr(errors, error.ename, None)
        if isinstance(kind, type) and issubclass(kind, GongkaiError):
            raise kind(said) from error
        where = f"{path.name}, cell [{error.exec_count}]," if error.exec_count else path.name
        raise GongkaiError(f"{where} stopped with {error.ename}: {said}") from error
    except Exception as error:
        log = made.parent / "kernel.log"
        told = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        raise GongkaiError(
            f"{path.name} could not be run ({'; '.join([said, *told.strip().splitlines()[-1:]])}): "
            "check the Python environment"
        ) from error


def _tidy(made: Path, hidden_pdf: Path) -> None:
    """Take the hidden folder and the clock out of an executed notebook."""
    import nbformat

    notebook = nbformat.read(made, as_version=4)
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = cell.source.replace(str(hidden_pdf), hidden_pdf.name)
    text = nbformat.writes(notebook)
    made.write_text(text.replace(f"{hidden_pdf.parent}{os.sep}", ""), encoding="utf-8")
