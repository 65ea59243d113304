"""Write ``docs/definitions.md``: every series and metric of the codebook in both languages, for citing.

``make definitions`` runs it; a test holds the page to the codebook.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from toolkit.codebook import apart, definitions, metrics, series
from toolkit.codebook.definitions import figures_of
from toolkit.codebook.joins import comparability_label

OUT = Path(__file__).resolve().parents[1] / "docs" / "definitions.md"

_HEAD = """\
# What the series and metrics mean

Written by `make definitions` (`tests/write_definitions.py`) from `toolkit/codebook/`; not edited by hand.
In a notebook: `toolkit.codebook.definitions(["refusals", "work_updates_share"], "en")`.

**Figures** are ids of `toolkit/codebook/indicators.yml`: a sum (+), or where that is not stated the next one (|).
**Compares** says how a form compares with the one above it; between forms further apart the worst counts; a row | says how the
figures of one form compare with each other, where they count something else.
Charts draw *comparable* as a plain line, *roughly comparable* (similar) dashed, and cut the line where a side is *not
comparable* (break). Period: the report year, 1 January to 31 December. Source: reports of county-level publishers; a
county's series is never filled from a department's report. A blank, a slash, a dash and 无 are no zero, and a sum is
missing as soon as one of its terms is. Money keeps the unit that is printed; where it changes the line is cut.

统计期间为报告年度（1月1日至12月31日），来源为县级发布主体的报告。空白、斜线、横线、“无”都不是0，相加各项缺一则不得其和。

| id | form |
|---|---|
| `fujian` | 福建省政府信息公开统计表 · statistics table of Fujian, 2011–2018 |
| `prose` | 文字报告 · sentences, also of reports whose table of 2011–2018 has no such row |
| `stat2014` | 政府信息公开情况统计表 · national statistics table, 2014–2018 |
| `form2019` | 国办公开办函〔2019〕60号 · national form, 2019–2020 |
| `form2021` | 国办公开办函〔2021〕30号 · national form, since 2021 |
| `website2017` | 政府网站工作年度报表 · yearly sheet of a website, since 2017 |
"""


def page() -> str:
    """Return the page."""
    out = [_HEAD, "## Series"]
    for name, entry in series().items():
        out += [_title(name, entry), _said(entry["definition"]), _groups(entry)]
    out.append("## Metrics")
    for name, entry in metrics().items():
        out += [_title(name, entry), *_metric(entry)]
    out += ["## What makes no series", "| figures | why |\n|---|---|"]
    out[-1] += "".join(
        f"\n| {_ids(e['indicators'])} | {e['zh']}<br>{e['en']} |" for e in apart().values()
    )
    return "\n\n".join(part.strip() for part in out) + "\n"


def _title(name: str, entry: dict[str, Any]) -> str:
    unit = definitions(name, "zh")["unit"][0]
    shown = f" ({unit})" if isinstance(unit, str) and unit else ""
    return f"### {entry['zh']} · {entry['en']}{shown}\n\n`{name}`"


def _said(text: dict[str, str]) -> str:
    return f"{text['zh'].strip()}\n\n{text['en'].strip()}"


def _groups(entry: dict[str, Any]) -> str:
    rows = ["| form | figures | compares | why |", "|---|---|---|---|"]
    for group, join in zip(entry["groups"], [None, *entry["joins"]], strict=True):
        how, why = "", ""
        if join:
            kind = join["comparability"]
            how = " · ".join(comparability_label(kind, x) for x in ("zh", "en"))
            why = f"{join['zh']}<br>{join['en']}"
        figures = figures_of(group).replace("|", "\\|")
        rows.append(f"| `{group['id']}` | {figures} | {how} | {why} |")
    if ways := entry["ways"]:
        how = " · ".join(comparability_label(ways["comparability"], x) for x in ("zh", "en"))
        rows.append(f"| \\| | | {how} | {ways['zh']}<br>{ways['en']} |")
    return "\n".join(rows)


def _metric(entry: dict[str, Any]) -> list[str]:
    out = [
        _said(entry[key]) for key in ("definition", "blanks") if isinstance(entry.get(key), dict)
    ]
    for key, head in (("bases", "denominator"), ("parts", "part")):
        named = entry.get(key)
        if isinstance(named, dict):
            rows = [f"| `{i}` | {e['zh']} · {e['en']} |" for i, e in named.items()]
            out.append("\n".join([f"| {head} | |", "|---|---|", *rows]))
    return out


def _ids(names: list[str]) -> str:
    return ", ".join(f"`{n}`" for n in names)


if __name__ == "__main__":
    OUT.write_text(page(), encoding="utf-8")
    print(OUT)
