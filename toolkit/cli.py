"""The command ``gongkai``: thin over the library; every failure is one clear line and exit code 1."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from click.decorators import FC

from toolkit.errors import GongkaiError, ParameterError
from toolkit.ingest.command import add_command
from toolkit.trust import add_commands

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(package_name="gongkai", prog_name="gongkai")
def cli() -> None:
    """Read, compare and chart Chinese government-information disclosure reports.

    Start with one of these:

    \b
    gongkai read report.html
    gongkai read my-reports/ --table
    gongkai ingest my-reports/ --store my-store
    gongkai places 鼓楼区
    gongkai check --places 平潭县
    gongkai panel requests_received --places 平潭县
    gongkai chart share --places 乌恰县,绥宁县
    gongkai brief compare --places 乌恰县,绥宁县 --years 2011-2025
    """  # noqa: D301


@contextmanager
def _one_line_errors() -> Iterator[None]:
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


def _text(name: str, metavar: str, text: str, default: str = "") -> Callable[[FC], FC]:
    return click.option(name, default=default, metavar=metavar, help=text)


_categories = _text("--categories", "FILE", "Your own categories, laid over those of the toolkit.")


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of tables.")
@click.option("--table", "as_table", is_flag=True, help="One line a report instead of its tables.")
@click.option("--csv", "csv_file", metavar="FILE", help="Write that list of reports to FILE too.")
@click.option(
    "--review",
    "review_file",
    metavar="FILE",
    help="CSV list of what was not read, to fill in by hand; what is filled in there is taken.",
)
@click.option(
    "--evidence",
    metavar="INDICATOR",
    help="The words behind the figures of one indicator, or of 'all', marked; instead of tables.",
)
@click.option("--language", default="zh", metavar="zh|en", help="Language of labels [default: zh].")
@_categories
def read(
    paths: tuple[str, ...],
    as_json: bool,
    as_table: bool,
    csv_file: str | None,
    review_file: str | None,
    evidence: str | None,
    language: str,
    categories: str,
) -> None:
    """Read reports, or all reports in folders, and show tables, findings and how sure they are.

    Each file is judged by itself: one that cannot be read gives its line, the others go on, and the
    exit code is 1 at the end.
    """
    from tqdm import tqdm

    from toolkit.codebook import check_language
    from toolkit.codebook.own import own_categories
    from toolkit.display import (
        check_indicator,
        check_list_file,
        evidence_text,
        list_text,
        report_text,
        terminal,
        write_list,
    )  # fmt: skip
    from toolkit.folder import read_many, report_files, summary
    from toolkit.review import Review

    failed = stopped = False
    rows = []
    with _one_line_errors():
        check_language(language)
        if evidence:
            if as_json or as_table or csv_file:
                raise ParameterError("--evidence goes with none of --json, --table and --csv")
            if evidence != "all":
                check_indicator(evidence)
        files = report_files(paths, skip=[f for f in (csv_file, review_file) if f])
        if csv_file:
            check_list_file(csv_file)
        review = Review(review_file) if review_file else None
        own = own_categories(categories) if categories else None
        as_list = as_table or bool(csv_file) or (review is not None and len(files) > 1)
        columns, colour = terminal()
        quiet = len(files) < 5 or not sys.stderr.isatty()
        try:
            for report in read_many(tqdm(files, unit="file", disable=quiet)):
                if isinstance(report, GongkaiError):
                    failed = True
                    line = str(report).replace("\n", " ")
                    tqdm.write(f"Error: {line}", file=sys.stderr)
                    continue
                if review:
                    report = review.apply(report)
                if own:
                    report = own.over(report)
                rows.append(summary(report))
                if evidence:
                    wanted = None if evidence == "all" else evidence
                    shown_words = report.evidence(wanted, language)
                    tqdm.write(evidence_text(shown_words, columns, colour))
                elif as_json:
                    shown = asdict(rows[-1]) if as_list else report.to_dict()
                    tqdm.write(json.dumps(shown, ensure_ascii=False, default=str))
                elif not as_list:
                    tqdm.write(report_text(report, language, columns, colour))
        except KeyboardInterrupt:
            stopped = True
        if as_list and rows and not as_json and not evidence:
            click.echo(list_text(rows, language, columns))
        if csv_file:
            write_list(csv_file, rows)
            click.echo(f"{csv_file}: {len(rows)} reports", err=True)
        if review:
            click.echo(f"{review_file}: {review.save()}", err=True)
    if stopped:
        raise click.Abort
    if failed:
        raise SystemExit(1)


@cli.command()
@click.argument("form")
@click.option("--out", "-o", default="", metavar="FILE", help="XLSX file [default: FORM.xlsx].")
@click.option("--place", default="", metavar="NAME", help="Place, typed in already.")
@click.option("--year", type=int, help="Report year, typed in already.")
@click.option("--language", default="zh", metavar="zh|en", help="Which comes first [default: zh].")
def template(form: str, out: str, place: str, year: int | None, language: str) -> None:
    """Write FORM as a spreadsheet to fill in by hand, for reports that are scans or pictures.

    FORM is stat2014, form2019, form2021, fujian or website2017. Read the filled file like any report.
    """
    from toolkit.template import write_template

    with _one_line_errors():
        click.echo(write_template(form, out or None, place=place, year=year, language=language))


_divisions = _text(
    "--divisions", "FILE", "Your own divisions [default: divisions.csv beside the data]."
)


@cli.command()
@click.argument("name")
@click.option("--year", type=int, help="Report year: looked up in that year and the next.")
@_divisions
@_text("--data", "PATH", "Folder of reports, for the divisions.csv that lies beside them.")
def places(name: str, year: int | None, divisions: str, data: str) -> None:
    """List the places that NAME can mean, with code, parents, years and what became of them.

    NAME is a name, with or without its parents in front, or a code. None is picked.
    """
    from toolkit.display import places_text
    from toolkit.selection import overlay_of

    with _one_line_errors():
        click.echo(places_text(name, year, overlay_of(divisions, data)))


def _chain(command: FC) -> FC:
    """Add the options that say how far a place is followed back."""
    follow = "Follow places back through renamings, or mergers too [default: none]."
    return _text("--chain", "none|one_to_one|merged", follow, "none")(_divisions(command))


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _selection(command: FC) -> FC:
    """Add the options that choose places, years, language and data."""
    for option in (
        _categories,
        _text("--corrections", "FILE", "Corrections [default: corrections.yml beside the data]."),
        _text(
            "--values",
            "published|corrected",
            "Which values to use [default: published].",
            "published",
        ),
        _text(
            "--data", "PATH", "Folder of reports, store or 'demo' [default: the bundled reports]."
        ),
        _text("--language", "zh|en", "Language of labels [default: zh].", "zh"),
        _text("--years", "YEARS", "Report years, 2014 or 2011-2025 [default: all]."),
        _text("--places", "NAMES", "Names or codes, parted by commas [default: all]."),
    ):
        command = option(command)
    return command


@cli.command()
@click.argument("indicator")
@_selection
@_chain
@click.option(
    "--output", "-o", default="", metavar="FILE", help="Write CSV there instead of to the screen."
)
def panel(indicator: str, output: str, **asked: str) -> None:
    """Print the series of INDICATOR, places by years, with form and break markers."""
    from toolkit.output import write_bytes
    from toolkit.selection import choose, panel_csv

    with _one_line_errors():
        text = panel_csv(indicator, choose(**asked, tell=_tell))
        if output:
            # With a byte-order mark, so that Excel takes it as UTF-8.
            write_bytes(Path(output), text.encode("utf-8-sig"))
            click.echo(output)
        else:
            click.echo(text, nl=False)


@cli.command()
@click.argument("kind")
@_selection
@_chain
@click.option(
    "--output", "-o", default="", metavar="FILE", help="PNG, SVG or PDF [default: KIND.png]."
)
def chart(kind: str, output: str, **asked: str) -> None:
    """Draw one chart: share, categories, requests, outcomes, appeals or coverage."""
    from toolkit.selection import choose, save_chart

    with _one_line_errors():
        click.echo(save_chart(kind, choose(**asked, tell=_tell), output))


@cli.command()
@click.argument("kind")
@_selection
@_chain
@_text("--report", "FILE", "The report file, for kind 'report'.")
@click.option(
    "--output",
    "-o",
    default="",
    metavar="FOLDER",
    help="Where PDF and notebook go [default: reports/].",
)
def brief(kind: str, report: str, output: str, **asked: str) -> None:
    """Make a PDF brief and the notebook that it came from: compare, county, quality or report.

    A quality brief and one of a report are always of published values: they take no --values.
    """
    from toolkit.selection import make_brief

    with _one_line_errors():
        for path in make_brief(kind, report=report, output=output, **asked):
            click.echo(path)


add_command(cli, _one_line_errors)
add_commands(cli, _selection, _one_line_errors)


def main(args: list[str] | None = None) -> None:
    """Run the command line; a usage error is one line and exit code 1, as any other error."""
    try:
        cli.main(args, standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(1)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(0)
    except click.ClickException as error:
        click.echo(f"Error: {error.format_message()}".replace("\n", " "), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
