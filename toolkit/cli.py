"""The command ``gongkai``: thin over the library; every failure is one clear line and exit code 1."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from toolkit import options
from toolkit.errors import GongkaiError, ParameterError
from toolkit.ingest.command import add_command
from toolkit.release import commands as releases
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
    gongkai chart heatmap --of requests_received --data demo
    gongkai brief compare --places 乌恰县,绥宁县 --years 2011-2025
    """  # noqa: D301


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
@options.categories
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
    with options.one_line_errors():
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

    with options.one_line_errors():
        click.echo(write_template(form, out or None, place=place, year=year, language=language))


@cli.command()
@click.argument("name")
@click.option("--year", type=int, help="Report year: looked up in that year and the next.")
@options.divisions
@options.text("--data", "PATH", "Folder of reports, for the divisions.csv that lies beside them.")
def places(name: str, year: int | None, divisions: str, data: str) -> None:
    """List the places that NAME can mean, with code, parents, years and what became of them.

    NAME is a name, with or without its parents in front, or a code. None is picked.
    """
    from toolkit.display import places_text
    from toolkit.selection import overlay_of

    with options.one_line_errors():
        click.echo(places_text(name, year, overlay_of(divisions, data)))


@cli.command()
@click.argument("indicator")
@options.selection
@options.chain
@click.option(
    "--output", "-o", default="", metavar="FILE", help="Write there instead of to the screen."
)
@options.text("--format", "csv|xlsx", "Format of the file [default: by its suffix, else csv].")
def panel(indicator: str, output: str, format: str, **asked: str) -> None:
    """Print the series of INDICATOR, places by years, with form and break markers.

    As XLSX, sheets beside it say what the columns, the series and the kinds of missing mean.
    """
    from toolkit.selection import choose, panel_csv, panel_format, save_panel

    with options.one_line_errors():
        panel_format(output, format)
        chosen = choose(**asked, tell=options.tell)
        if output:
            click.echo(save_panel(indicator, chosen, output, format))
        else:
            click.echo(panel_csv(indicator, chosen), nl=False)


@cli.command()
@click.argument("kind")
@options.text("--of", "NAME", "Metric or series, for peers, funnel, slope, heatmap and parts.")
@options.text("--basis", "NAME", "Which denominator of a metric that has several.")
@options.text("--part", "NAME", "Which part of a metric that has parts, such as denied.")
@click.option("--year", type=int, metavar="YEAR", help="Report year, for funnel and parts.")
@options.peers
@options.selection
@options.chain
@click.option(
    "--output", "-o", default="", metavar="FILE", help="PNG, SVG or PDF [default: KIND.png]."
)
def chart(
    kind: str, output: str, of: str, basis: str, part: str, year: int | None, peers: str, **asked: str
) -> None:  # fmt: skip
    """Draw one chart.

    \b
    share, categories, requests, outcomes, appeals, items, coverage:
        each by itself, over the years; a series by its name as well
    heatmap   --of NAME: places by years
    slope     --of NAME --years 2019-2024: the first of the years and the last
    parts     --of NAME [--year 2024]: what a metric is made of
    funnel    --of NAME --year 2024: values by their number of cases
    peers     --of NAME --places PLACE --peers WHO: one place among its peers

    \b
    gongkai chart peers --of requests_per_100k --data demo --places 云桥县 --peers province
    gongkai chart funnel --of outcome_shares --basis processed --part denied --year 2024 --data demo
    """  # noqa: D301
    from toolkit.compared import Of
    from toolkit.selection import choose, save_chart

    with options.one_line_errors():
        what = Of(of, basis, part, year, peers)
        what.check(kind)
        click.echo(save_chart(kind, choose(**asked, peers=peers, tell=options.tell), output, what))


@cli.command()
@click.argument("kind")
@options.peers
@options.selection
@options.chain
@options.text("--report", "FILE", "The report file, for kind 'report'.")
@click.option(
    "--output",
    "-o",
    default="",
    metavar="FOLDER",
    help="Where PDF and notebook go [default: reports/].",
)
def brief(kind: str, report: str, output: str, **asked: str) -> None:
    """Make a PDF brief and the notebook that it came from.

    KIND is compare, county, peers, quality or report. County and peers are about one place.
    A quality brief and one of a report are always of published values: they take no --values.
    """
    from toolkit.selection import make_brief

    with options.one_line_errors():
        for path in make_brief(kind, report=report, output=output, **asked):
            click.echo(path)


add_command(cli, options.one_line_errors)
add_commands(cli, options.selection, options.one_line_errors)
releases.add_commands(cli, options.selection, options.one_line_errors)


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
