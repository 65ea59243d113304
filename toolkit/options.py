"""Options: what several commands take, and how each of them tells of an error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from click.decorators import FC

from toolkit.errors import GongkaiError


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn every error of the work into one line on stderr and exit code 1."""
    try:
        yield
    except GongkaiError as error:
        raise click.ClickException(str(error).replace("\n", " ")) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(1) from None
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or 'file'}: {error.strerror or error}"
        ) from None


def text(name: str, metavar: str, said: str, default: str = "") -> Callable[[FC], FC]:
    """Return an option that takes a text."""
    return click.option(name, default=default, metavar=metavar, help=said)


categories = text("--categories", "FILE", "Your own categories, laid over those of the toolkit.")


divisions = text(
    "--divisions", "FILE", "Your own divisions [default: divisions.csv beside the data]."
)


peers = text(
    "--peers", "WHO", "prefecture, province, kind, nearest, or names parted by commas, for peers."
)


def chain(command: FC) -> FC:
    """Add the options that say how far a place is followed back."""
    follow = "Follow places back through renamings, or mergers too [default: none]."
    return text("--chain", "none|one_to_one|merged", follow, "none")(divisions(command))


def tell(line: str) -> None:
    """Print a line beside the output."""
    click.echo(line, err=True)


def selection(command: FC) -> FC:
    """Add the options that choose places, years, language and data."""
    for option in (
        categories,
        text("--corrections", "FILE", "Corrections [default: corrections.yml beside the data]."),
        text(
            "--values",
            "published|corrected",
            "Which values to use [default: published].",
            "published",
        ),
        text(
            "--data", "PATH", "Folder of reports, store or 'demo' [default: the bundled reports]."
        ),
        text("--language", "zh|en", "Language of labels [default: zh].", "zh"),
        text("--years", "YEARS", "Report years, 2014 or 2011-2025 [default: all]."),
        text("--places", "NAMES", "Names or codes, parted by commas [default: all]."),
    ):
        command = option(command)
    return command
