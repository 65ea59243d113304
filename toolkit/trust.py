"""Trust: the commands ``check`` and ``trace``, thin over the library; added to the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import click

from toolkit import options
from toolkit.errors import ParameterError

_Option = Callable[[Any], Any]


def add_commands(
    group: click.Group, selection: _Option, one_line: Callable[[], AbstractContextManager[None]]
) -> None:
    """Add ``check`` and ``trace`` to a group, with its options of choice and its way with errors."""

    @group.command()
    @click.argument("paths", nargs=-1, metavar="[PATH...]")
    @selection
    @click.option("--csv", "csv_file", metavar="FILE", help="Write the findings to FILE (CSV) too.")
    @click.option("--json", "as_json", is_flag=True, help="One JSON object a finding and line.")
    def check(
        paths: tuple[str, ...], places: str, years: str, language: str, data: str,
        categories: str, corrections: str, values: str, csv_file: str | None, as_json: bool,
    ) -> None:  # fmt: skip
        """Run every check and list what it finds, worst first; nothing found is exit code 0 as well.

        PATHs are report files or folders; without any, the structured reports of --data are checked.
        The exit code is 1 only where a file could not be read.
        """
        from tqdm import tqdm

        from toolkit.brief.notes import all_findings
        from toolkit.checks import check_reports, save_findings
        from toolkit.checks.saved import finding_records
        from toolkit.codebook import check_language
        from toolkit.codebook.own import own_categories
        from toolkit.display import findings_text, terminal
        from toolkit.folder import corrections_of, read_all, report_files
        from toolkit.report import figures_frame
        from toolkit.selection import choose

        with one_line():
            check_language(language)
            errors: list[Any] = []
            if paths and (places or years or data):
                raise ParameterError("give either files, or --places, --years and --data")
            if values != "published":
                raise ParameterError("checks are always of published values: leave --values out")
            if paths:
                files = report_files(paths, skip=[csv_file] if csv_file else [])
                quiet = len(files) < 5 or not sys.stderr.isatty()
                reports, errors = read_all(tqdm(files, unit="file", disable=quiet))
                own = own_categories(categories) if categories else None
                reports = [own.over(r) for r in reports] if own else reports
                findings = check_reports(reports)
                for said in corrections_of(paths, reports, corrections):
                    findings = said.judge(findings)
                    findings += said.findings(figures_frame(reports))
            else:
                chosen = choose(
                    places, years, language, data, categories, corrections, tell=options.tell
                )
                reports = [*chosen.reports, *chosen.below]
                findings = all_findings(chosen, below=True)
            if csv_file:
                save_findings(findings, csv_file)
            if as_json:
                for record in finding_records(findings):
                    click.echo(json.dumps(record, ensure_ascii=False, default=str))
            else:
                columns, colour = terminal()
                click.echo(findings_text(findings, reports, language, columns, colour))
        for error in errors:
            click.echo(f"Error: {error}".replace("\n", " "), err=True)
        if errors:
            raise SystemExit(1)

    @group.command()
    @click.argument("place")
    @click.argument("year", type=int)
    @click.argument("indicator")
    @click.option("--applicant", metavar="NAME", help="A column of table 3 [default: total].")
    @click.option("--data", default="", metavar="PATH", help="Folder of reports, store or 'demo'.")
    @click.option("--language", default="zh", metavar="zh|en", help="Language of labels.")
    @click.option("--categories", default="", metavar="FILE", help="Your own categories.")
    @click.option(
        "--corrections",
        default="",
        metavar="FILE",
        help="Corrections [default: corrections.yml beside the data].",
    )
    def trace(
        place: str, year: int, indicator: str, applicant: str | None, data: str, language: str,
        categories: str, corrections: str,
    ) -> None:  # fmt: skip
        """Show the published figures behind a number: words, file, hash, place in it, findings.

        Beside them stand their corrections, and the verdicts on the findings.

        INDICATOR is a series or an indicator, work_updates_share, appeals or outcomes.
        """
        from toolkit.brief.notes import all_findings
        from toolkit.panel import trace
        from toolkit.selection import choose

        with one_line():
            chosen = choose(place, "", language, data, categories, corrections)
            shown = trace(
                chosen.figures(), place, year, indicator, applicant,
                findings=all_findings(chosen), language=language,
            )  # fmt: skip
            click.echo(shown)
