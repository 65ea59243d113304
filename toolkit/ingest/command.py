"""Command: ``ingest``, thin over the library; added to the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import click


def add_command(group: click.Group, one_line: Callable[[], AbstractContextManager[None]]) -> None:
    """Add ``ingest`` to a group, with its way with errors."""

    @group.command()
    @click.argument("paths", nargs=-1, required=True, metavar="PATH...")
    @click.option("--store", required=True, metavar="FOLDER", help="Filled; made if need be.")
    @click.option(
        "--reread", is_flag=True, help="Read again what another version of the reader has read."
    )
    def ingest(paths: tuple[str, ...], store: str, reread: bool) -> None:
        """Read files and folders of reports into a store, which --data takes like any folder.

        What the store holds already is skipped, and a changed file replaces its earlier report. A
        file that fails gives its line, the others go on, and the exit code is 1 at the end. When it
        is interrupted, what has been read is kept.
        """
        from tqdm import tqdm

        from toolkit.ingest import ingest as fill

        with one_line():
            tell = partial(tqdm.write, file=sys.stderr)
            bar = partial(tqdm, unit="file", disable=not sys.stderr.isatty())
            done = fill(paths, store, reread=reread, tell=tell, bar=bar)
            click.echo(f"{store}: {done}")
        if done.stopped:
            raise click.Abort
        if done.failed:
            raise SystemExit(1)
