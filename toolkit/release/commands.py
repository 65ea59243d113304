"""Commands: ``release`` and ``diff``, thin over the library; added to the command line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import click

_Option = Callable[[Any], Any]


def add_commands(
    group: click.Group, selection: _Option, one_line: Callable[[], AbstractContextManager[None]]
) -> None:
    """Add ``release`` and ``diff`` to a group, with its options of choice and its way with errors."""

    @group.command()
    @selection
    @click.option("--output", "-o", required=True, metavar="FOLDER", help="Where its folder goes.")
    @click.option("--version", "version", required=True, metavar="V", help="Such as 2026.1.")
    @click.option(
        "--date",
        default="",
        metavar="DATE",
        help="Day of the release [default: that of the same version if it is there, else today].",
    )
    @click.option(
        "--previous",
        default="",
        metavar="FOLDER",
        help="The release before: what it has and the data no longer have stays, marked.",
    )
    def release(output: str, version: str, date: str, previous: str, **asked: str) -> None:
        """Write the data as a versioned folder to cite; the same data give the same bytes."""
        from toolkit.release.ask import make_release

        with one_line():
            click.echo(make_release(output, version, date, previous, **asked, tell=_tell))

    @group.command()
    @click.argument("old", metavar="OLD")
    @click.argument("new", metavar="NEW")
    @click.option("--csv", "csv_file", default="", metavar="FILE", help="Write all changes there.")
    @click.option("--language", default="zh", metavar="zh|en", help="Language [default: zh].")
    def diff(old: str, new: str, csv_file: str, language: str) -> None:
        """Tell which figures differ between the folders of two releases, and why."""
        from toolkit.release.ask import compare

        with one_line():
            click.echo(compare(old, new, csv_file, language, _tell))


def _tell(line: str) -> None:
    click.echo(f"Warning: {line}", err=True)
