"""Writer: batches of reports into a store; what was there stays in use until the new tables are whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

from toolkit.errors import SourceError
from toolkit.output import hidden_folder, unwritable
from toolkit.store.batch import Batch, Taken, batch_of
from toolkit.store.by_indicator import write_by_indicator
from toolkit.store.layout import (
    LOCK,
    PENDING,
    Pointer,
    damaged,
    is_store,
    read_pointer,
    settle,
    write_pointer,
)
from toolkit.store.merge import in_order, merge, read_table, write_batch, write_table
from toolkit.store.words import Words


class Writer:
    """Fills one store; a context, which no second process enters for the same store.

    :meth:`add` keeps a batch on the disk, where an interrupted run leaves it for the next one;
    :meth:`commit` makes new tables of those in use and of all batches, and puts them in use.

    Attributes
    ----------
    files : dict of str to str
        The hash of what each file held, by its path.
    readers : dict of str to str
        The version of the reader of each report, by the hash of its file.
    words : Words
        The words of the figures.
    """

    def __init__(self, store: str | Path) -> None:
        self.path = Path(store)
        self.files: dict[str, str] = {}
        self.readers: dict[str, str] = {}
        self.words = Words()
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Writer:
        with self._told():
            self.path.mkdir(parents=True, exist_ok=True)
        if not is_store(self.path):
            others = [p for p in self.path.iterdir() if p.name not in (PENDING, LOCK)]
            if any(not p.name.startswith(".gongkai-") for p in others):
                raise SourceError(
                    f"{self.path} holds other files and is no store: give a new or an empty folder"
                )
        pointer = self._pointer()
        with self._told():
            self._lock = _locked(self.path)
            for left in self.path.glob(".gongkai-*"):
                shutil.rmtree(left, ignore_errors=True)
            self._tidy(pointer)
            self._look(pointer)
        return self

    def _look(self, pointer: Pointer) -> None:
        """Learn what the tables in use and the batches after them hold."""
        known = [pointer.folder(self.path)] if pointer.generation else []
        known += self._pending(pointer)
        for folder in known:
            files = read_table(folder / "files.parquet")
            self.files |= dict(
                zip(files["path"].to_pylist(), files["key"].to_pylist(), strict=True)
            )
            reports = read_table(folder / "reports.parquet", ["key", "reader"])
            self.readers |= dict(
                zip(reports["key"].to_pylist(), reports["reader"].to_pylist(), strict=True)
            )
        if known:
            self.words = Words.of(read_table(known[-1] / "words.parquet"))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._lock is not None:
            self._lock.close()

    @property
    def waiting(self) -> int:
        """How many batches wait to be put into the tables."""
        return len(self._pending(self._pointer()))

    @property
    def contents(self) -> Pointer:
        """How much the tables in use hold."""
        return self._pointer()

    def add(self, taken: Sequence[Taken], files: Sequence[tuple[str, str, str]] = ()) -> None:
        """Keep reports, and files that hold what a report is there of (see :func:`batch_of`)."""
        self.add_batch(batch_of(taken, files, self.words))

    def add_batch(self, batch: Batch) -> None:
        """Keep a batch whose words are those of this writer."""
        pointer = self._pointer()
        last = [int(f.name) for f in self._pending(pointer)]
        number = max(last, default=pointer.merged) + 1
        target = self.path / PENDING / f"{number:06d}"
        with self._told(), hidden_folder(self.path) as hidden:
            made = Path(hidden) / target.name
            made.mkdir()
            write_batch(batch, self.words, made)
            settle(made)
            target.parent.mkdir(exist_ok=True)
            made.replace(target)
        self.files |= dict(
            zip(batch.files["path"].to_pylist(), batch.files["key"].to_pylist(), strict=True)
        )
        self.readers |= dict(
            zip(batch.reports["key"].to_pylist(), batch.reports["reader"].to_pylist(), strict=True)
        )

    def commit(self) -> Pointer:
        """Put all batches into new tables; where there are none, nothing is written.

        Returns
        -------
        Pointer
            What the store holds now.

        Raises
        ------
        SourceError
            The disk is full, or the store may not be written; the tables in use stay.
        """
        pointer = self._pointer()
        pending = self._pending(pointer)
        if not pending:
            return pointer
        old = [pointer.folder(self.path)] if pointer.generation else []
        with self._told(), hidden_folder(self.path) as hidden:
            made = Path(hidden) / "tables"
            made.mkdir()
            counts = merge([*old, *pending], made)
            write_by_indicator(made / "figures.parquet", made / "by_indicator.parquet", counts)
            write_table(self.words.table(counts), made / "words.parquet")
            settle(made)
            reports = read_table(made / "reports.parquet", ["figures", "findings"])
            new = Pointer(
                pointer.generation + 1, int(pending[-1].name), reports.num_rows,
                sum(reports["figures"].to_pylist()), sum(reports["findings"].to_pylist()),
            )  # fmt: skip
            made.replace(new.folder(self.path))
            write_pointer(self.path, new)
        self._tidy(new)
        return new

    def _tidy(self, pointer: Pointer) -> None:
        """Remove what is not in use, as a run that was killed leaves it."""
        waiting = self._pending(pointer)
        others = [*self.path.glob("tables-*"), *(self.path / PENDING).glob("[0-9]*")]
        for folder in others:
            if folder not in (*waiting, pointer.folder(self.path)):
                shutil.rmtree(folder, ignore_errors=True)

    def _pointer(self) -> Pointer:
        return read_pointer(self.path) if is_store(self.path) else Pointer()

    def _pending(self, pointer: Pointer) -> list[Path]:
        """Return the batches that do not stand in the tables, oldest first."""
        found = in_order((self.path / PENDING).glob("[0-9]*"))
        return [f for f in found if int(f.name) > pointer.merged]

    @contextmanager
    def _told(self) -> Iterator[None]:
        import pyarrow as pa

        try:
            yield
        except OSError as error:
            raise unwritable(self.path, error) from error
        except pa.ArrowException as error:
            raise damaged(self.path, error) from error


def _locked(store: Path) -> IO[bytes]:
    """Return the open lock of a store; it is free again when the process ends, however it ends."""
    file = (store / LOCK).open("ab")
    if os.name == "posix":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise SourceError(
                f"{store} is being filled by another process: wait until it has ended"
            ) from None
    return file
