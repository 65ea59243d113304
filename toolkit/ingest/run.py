"""Ingest: folders of reports into a store; what is there already is skipped, what fails stops nothing."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import toolkit
from toolkit.codebook.own import OWN_FILE, own_file
from toolkit.corrections import CORRECTIONS_FILE
from toolkit.datadir import data_dir
from toolkit.divisions import OVERLAY_FILE
from toolkit.errors import GongkaiError
from toolkit.folder import read_one, report_files
from toolkit.reading import read_report
from toolkit.report import Report
from toolkit.store import Taken, Writer
from toolkit.structured import find_overlay, load_placed

#: So many reports are kept on the disk at a time: no more of the work is lost, whatever happens.
BATCH = 500
#: What reading rests on: a change of any of it makes another version of the reader.
_READER = (
    "values", "document", "figure", "report", "codebook", "divisions", "publisher", "readers", "forms",
    "template", "prose", "checks", "structured", "reading",
)  # fmt: skip
_LISTS = ("divisions.csv", "publishers.yml")

Bar = Callable[[Sequence["Met"]], Iterable["Met"]]


@dataclass(frozen=True, slots=True)
class Met:
    """A file that was met: its name as given, what the store knows it by, the hash of what it holds.

    ``path`` leads from the store to the file, so that both can be moved together; ``key`` is None
    where the file cannot be opened.
    """

    name: str
    path: str
    key: str | None


@dataclass
class Ingested:
    """What an ingest did, in numbers of files, and what the store holds after it.

    Attributes
    ----------
    new, replaced, reread : int
        Read for the first time; read since they hold something else; read by a new version.
    skipped : int
        Those whose content was there already.
    same : int
        Of these, those that were met under another name before, and are the same report.
    failed : int
    older : int
        Skipped ones that another version of the reader read.
    stopped : bool
        Whether it was interrupted: what had been read is kept.
    reports, figures : int
    """

    new: int = 0
    replaced: int = 0
    reread: int = 0
    skipped: int = 0
    same: int = 0
    failed: int = 0
    older: int = 0
    stopped: bool = False
    reports: int = 0
    figures: int = 0

    def __str__(self) -> str:
        parts = [f"{self.new} new", f"{self.replaced} replaced"]
        parts += [f"{self.reread} read again"] if self.reread else []
        same = f" ({self.same} of them the same under another name)" if self.same else ""
        parts += [
            f"{self.skipped} skipped, as what they hold is there{same}",
            f"{self.failed} failed",
        ]
        told = f"{', '.join(parts)}; the store holds {self.reports} reports, {self.figures} figures"
        if self.older:
            told += f"; {self.older} were read by another version: --reread reads them again"
        return told


def read_file(name: str) -> Report | GongkaiError:
    """Read one file as a store keeps it; depends on nothing but the file, so that a pool can map it."""
    structured = name.endswith((".yml", ".yaml"))
    read = read_one(name, load_placed if structured else read_report)
    return replace(read, document=None) if isinstance(read, Report) else read


def ingest(
    paths: Iterable[str | Path],
    store: str | Path,
    *,
    reread: bool = False,
    tell: Callable[[str], object] = str,
    bar: Bar = iter,
) -> Ingested:
    """Read report files and folders into a store, which is made where there is none.

    A file whose content is in the store is not read again, under whatever name. One that holds
    something else than before replaces its earlier report. Reports whose files are gone stay.

    Parameters
    ----------
    paths : iterable of str or Path
        Files of any kind that :func:`toolkit.read_report` reads, and folders of them.
    store : str or Path
    reread : bool
        Read those again that another version of the reader has read.
    tell : callable
        Is given one line for each file that fails and for each that replaces a report.
    bar : callable
        Is given the files to read, and yields them: a progress bar.

    Returns
    -------
    Ingested

    Raises
    ------
    SourceError
        The store cannot be written, is being filled by another process, or is of another layout.
    """
    paths = list(paths)
    with Writer(store) as writer:
        run = _Run(writer, reread, tell)
        try:
            wanted = run.look(report_files(paths))
            for met in bar(wanted):
                run.take(met)
        except KeyboardInterrupt:
            run.done.stopped = True
        try:
            with _undisturbed():
                run.keep()
            writer.commit()
        except KeyboardInterrupt:
            run.done.stopped = True
            tell(f"{store}: what was read is kept; the next ingest puts it into the tables")
        about = writer.contents
        for file in _beside(paths, writer.path):
            tell(f"{file} is not part of a store: copy it into {store} to use it there as well")
    run.done.reports, run.done.figures = about.reports, about.figures
    return run.done


class _Run:
    """One ingest: what has been read and is not yet kept, and what has been done."""

    def __init__(self, writer: Writer, reread: bool, tell: Callable[[str], object]) -> None:
        self.done = Ingested()
        self._writer, self._reread, self._tell = writer, reread, tell
        #: What each file held, and who read it, as it is when all that is taken will be kept.
        self._held, self._readers = dict(writer.files), dict(writer.readers)
        self._taken: list[Taken] = []
        self._files: list[tuple[str, str, str]] = []

    def look(self, names: Iterable[str]) -> list[Met]:
        """Return the files that have to be read; of the others, note which are new by name."""
        met = (self._met(n) for n in names)
        # A store that lies among the reports is none of them.
        return [m for m in met if m.path.startswith("..") and not self._is_here(m)]

    def take(self, met: Met) -> None:
        """Read one file, unless one before it held the same."""
        if self._is_here(met):
            return
        report = read_file(met.name)
        if isinstance(report, GongkaiError):
            self.done.failed += 1
            self._tell(f"Error: {report}".replace("\n", " "))
            return
        key = met.key or report.sha256
        if key in self._readers:
            self.done.reread += 1
        elif met.path in self._held:
            self._replaces(met)
        else:
            self.done.new += 1
        self._taken.append(Taken(report, met.path, key, reader_version()))
        self._held[met.path], self._readers[key] = key, reader_version()
        if len(self._taken) >= BATCH:
            self.keep()

    def keep(self) -> None:
        """Put on the disk what has been read."""
        if self._taken or self._files:
            self._writer.add(self._taken, self._files)
        self._taken, self._files = [], []

    def _met(self, name: str) -> Met:
        path = os.path.relpath(os.path.realpath(name), os.path.realpath(self._writer.path))
        try:
            key = hashlib.sha256(Path(name).read_bytes()).hexdigest()
        except (OSError, ValueError):
            key = None  # reading it says why
        return Met(name, Path(path).as_posix(), key)

    def _is_here(self, met: Met) -> bool:
        """Return whether the store has what a file holds; a new name of it is noted."""
        if met.key is None or met.key not in self._readers:
            return False
        older = self._readers[met.key] != reader_version()
        if older and self._reread:
            return False
        held = self._held.get(met.path)
        if held != met.key:
            if held is None:
                self.done.same += 1
            else:
                self._replaces(met)
            self._files.append((met.path, met.name, met.key))
            self._held[met.path] = met.key
        self.done.skipped += 1
        self.done.older += older
        return True

    def _replaces(self, met: Met) -> None:
        self.done.replaced += 1
        self._tell(f"{met.name}: holds something else than before; its earlier report is replaced")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put an interruption off until what is inside is done."""
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    if ignored or threading.current_thread() is not threading.main_thread():
        # A job in the background of a shell is started with interruptions ignored: so they stay.
        yield
        return
    came: list[object] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt


def _beside(paths: Iterable[str | Path], store: Path) -> Iterable[Path]:
    """Yield the files of one's own that lie beside reports and that the store has not."""
    for path in map(Path, paths):
        own = [own_file(path, n) for n in (OWN_FILE, CORRECTIONS_FILE, "datapackage.json")]
        # Beside the bundled reports lies the list of divisions itself.
        own += [own_file(path, OVERLAY_FILE)] if find_overlay(path, None) else []
        yield from (file for file in own if file and not (store / file.name).exists())


@cache
def reader_version() -> str:
    """Return the version of the reader: that of the package, and a hash of all that reading rests on."""
    package = Path(toolkit.__file__).parent
    files = [f for f in package.rglob("*") if f.suffix in (".py", ".yml")]
    own = [f for f in files if f.relative_to(package).parts[0].removesuffix(".py") in _READER]
    digest = hashlib.sha256()
    for file in [*sorted(own), *(data_dir() / name for name in _LISTS)]:
        digest.update(file.name.encode() + file.read_bytes())
    return f"{toolkit.__version__}+{digest.hexdigest()[:8]}"
