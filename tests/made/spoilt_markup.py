"""Damages of a web page's markup: inside single cells, and of the page as a whole."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape

from made.damage import damage, dress, each_cell, figures, unreadable
from made.sample import Cell, Doubtful, Sample, Truth

_CELL = re.compile(r"(<td[^>]*>)(.*?)(</td>)", re.DOTALL)
_STYLE = 'style="font-family:仿宋;font-size:12pt;mso-bidi-language:AR"'


def _text(cell: Cell) -> str:
    return cell.markup or escape(cell.text).replace("\n", "<br>")


def _all_cells(name: str, change: Callable[[str, random.Random], str]) -> None:
    """Register a damage that dresses the text of every cell."""

    def put(one: Sample, rng: random.Random) -> Sample:
        return each_cell(one, lambda c: replace(c, markup=change(_text(c), rng)))

    put.__name__ = name
    damage("markup")(put)


_all_cells("paragraphs_in_cells", lambda t, _: f"<p>{t}</p>")
_all_cells("spans_in_cells", lambda t, _: f'<p align="center"><span {_STYLE}>{t}</span></p>')
_all_cells("fonts_in_cells", lambda t, _: f'<div><font face="宋体"><b>{t}</b></font></div>')
_all_cells(
    "word_residue", lambda t, _: f'<p class="MsoNormal"><span {_STYLE}>{t}<o:p></o:p></span></p>'
)
_all_cells("entities", lambda t, _: f"&nbsp;{t}&ensp;&#8203;")
_all_cells("line_breaks_after", lambda t, _: f"{t}<br>\n<br/>")
_all_cells(
    "comments_in_cells", lambda t, _: f"<!-- 12 -->{t}<!--[if gte mso 9]><xml>7</xml><![endif]-->"
)
_all_cells("indented_source", lambda t, _: f"\n        {t}\n      ")
_all_cells("empty_paragraphs", lambda t, _: f"<p>&nbsp;</p><p>{t}</p><p></p>")


def _some_figures(
    name: str,
    change: Callable[[str, random.Random], str],
    truth: Callable[[int], Truth],
    least: int = 10,
) -> None:
    """Register a damage that dresses some whole numbers of two digits or more."""

    def put(one: Sample, rng: random.Random) -> Sample:
        cells = [
            c for c in figures(one) if c.text.isdecimal() and int(c.text) >= least and not c.markup
        ]
        if not cells:
            return one
        keys = {
            c.key: int(c.text) for c in rng.sample(cells, min(len(cells), rng.choice((1, 4, 60))))
        }
        new = {k: truth(n) for k, n in keys.items() if k}
        out = each_cell(
            one, lambda c: replace(c, markup=change(c.text, rng)) if c.key in new else c
        )
        return replace(out, truth={**one.truth, **new})

    put.__name__ = name
    damage("markup")(put)


def _cut(text: str) -> tuple[str, str]:
    return text[:1], text[1:]


_some_figures("digits_over_spans",
              lambda t, _: "<span>{}</span><span>{}</span>".format(*_cut(t)), lambda n: n)  # fmt: skip
_some_figures("digits_over_lines_of_source",
              lambda t, _: "<span>{}</span><!-- x --><b>{}</b>".format(*_cut(t)), lambda n: n)  # fmt: skip
_some_figures("digits_over_paragraphs",
              lambda t, _: "<p>{}</p><p>{}</p>".format(*_cut(t)), Doubtful)  # fmt: skip
_some_figures("digits_as_entities", lambda t, _: "".join(f"&#{ord(c)};" for c in t), lambda n: n)
_some_figures("raised_marks", lambda t, r: f"{t}<sup>{r.randint(1, 9)}</sup>", Doubtful)
_some_figures("lowered_marks", lambda t, r: f"{t}<sub>{r.randint(1, 9)}</sub>", Doubtful)
_some_figures("struck_digits", lambda t, r: f"<s>{r.randint(1, 99)}</s>{t}", Doubtful)
_some_figures("deleted_digits", lambda t, r: f"<del>{r.randint(1, 99)}</del>{t}", Doubtful)
_some_figures("struck_by_style",
              lambda t, r: f'<span style="text-decoration: line-through">{r.randint(1, 9)}</span>{t}',
              Doubtful)  # fmt: skip
_some_figures("hidden_digits",
              lambda t, r: f'<span style="display:none">{r.randint(1, 9)}</span>{t}', lambda n: n)  # fmt: skip
_some_figures("invisible_digits",
              lambda t, r: f'<span style="visibility: hidden">{r.randint(1, 9)}</span>{t}', Doubtful)  # fmt: skip
_some_figures("digits_of_no_size",
              lambda t, r: f'<span style="font-size:0">{r.randint(1, 9)}</span>{t}', Doubtful)  # fmt: skip
_some_figures("scripts_in_cells", lambda t, _: f"{t}<script>document.write(9)</script>", Doubtful)
_some_figures("links_in_cells", lambda t, _: f'<a href="/9">{t}</a>', lambda n: n)


@damage("markup")
def pictures_of_digits(one: Sample, rng: random.Random) -> Sample:
    """Print some figures as pictures: what they show is not in the page."""
    cells = rng.sample(figures(one), 3)
    keys = {c.key for c in cells if c.key}
    out = each_cell(
        one, lambda c: replace(c, markup='<img src="n.png" width="9">') if c.key in keys else c
    )
    return replace(out, truth=unreadable(one.truth, keys))


@damage("markup")
def fields_for_digits(one: Sample, rng: random.Random) -> Sample:
    """Print some figures in the fields of a form, where a person sees them."""
    cells = [c for c in rng.sample(figures(one), 3) if c.text.isdecimal()]
    keys = {c.key: c.text for c in cells if c.key}
    out = each_cell(
        one,
        lambda c: replace(c, markup=f'<input value="{keys[c.key]}">') if c.key in keys else c,
    )
    return replace(out, truth={**one.truth, **{k: Doubtful(int(t)) for k, t in keys.items()}})


def _dress(name: str, change: Callable[[str, random.Random], str]) -> None:
    change.__name__ = name
    dress(change)


_dress("cells_as_heads", lambda t, _: t.replace("<td", "<th").replace("</td>", "</th>"))
_dress("upper_case", lambda t, _: re.sub(r"</?(?:td|tr|table|p)\b", lambda m: m[0].upper(), t))
_dress("bare_attributes", lambda t, _: re.sub(r'(span)="(\d+)"', r"\1=\2", t))
_dress("odd_attributes", lambda t, _: re.sub(r'(span)="(\d+)"', r"\1=' \2 '", t))
_dress("spans_of_one", lambda t, _: t.replace("<td>", '<td rowspan="1" colspan="1">'))
_dress("spans_of_none", lambda t, _: t.replace("<td>", '<td rowspan="" colspan="">'))
_dress("no_ends_of_cells", lambda t, _: t.replace("</td>", ""))
_dress("no_ends_of_rows", lambda t, _: t.replace("</td>", "").replace("</tr>", ""))
_dress("no_ends_of_paragraphs", lambda t, _: t.replace("</p>", ""))
_dress("no_ends_of_tables", lambda t, _: t.replace("</body>", "").replace("</html>", ""))
_dress(
    "row_groups",
    lambda t, _: re.sub(r"(<table[^>]*>)", r"\1<tbody>", t).replace("</table>", "</tbody></table>"),
)
_dress("captions", lambda t, _: re.sub(r"(<table[^>]*>)", r"\1<caption>附表1</caption>", t))
_dress(
    "column_groups",
    lambda t, _: re.sub(r"(<table[^>]*>)", r'\1<colgroup><col width="9"><col></colgroup>', t),
)
_dress("comments", lambda t, _: re.sub(r"(</tr>)", r"\1<!-- <tr><td>12</td></tr> -->", t))
_dress("layout_tables", lambda t, _: t.replace('<div class="article">', '<table><tr><td>导航</td><td><table><tr><td>')
       .replace("\n</div>\n</body>", "\n</td></tr></table></td></tr></table></body>"))  # fmt: skip
_dress("layout_table_of_one", lambda t, _: t.replace("<table border", "<table><tr><td><table border")
       .replace("</table>", "</table></td></tr></table>"))  # fmt: skip
_dress("hidden_tables", lambda t, _: re.sub(
    r"<table border.*?</table>",
    lambda m: m[0] + '<div style="display: none">' + re.sub(r">\d+<", ">99<", m[0]) + "</div>",
    t, flags=re.DOTALL))  # fmt: skip
_dress(
    "scripts",
    lambda t, _: t.replace(
        "<table border", "<script>var a = '<table><tr><td>9</td></tr>';</script><table border"
    ),
)
_dress("crlf", lambda t, _: t.replace("\n", "\r\n"))
_dress("one_line", lambda t, _: t.replace("\n", ""))
_dress("no_doctype", lambda t, _: t.replace("<!DOCTYPE html>\n", ""))
_dress("xhtml", lambda t, _: '<?xml version="1.0" encoding="utf-8"?>\n' + t)
_dress("fragment", lambda t, _: t[t.index("<body>") + 6 : t.index("</body>")])


@dress
def hidden_rows(text: str, rng: random.Random) -> str:
    """Put hidden copies of rows with other numbers between the rows."""

    def double(match: re.Match[str]) -> str:
        if "rowspan" in match[0]:
            return match[0]
        copy = re.sub(r">\d+<", ">77<", match[0]).replace("<tr>", '<tr style="display:none;">')
        return match[0] + copy

    return re.sub(r"<tr>(?:(?!</tr>).)*</tr>", double, text, flags=re.DOTALL)


@dress
def heads_in_a_group(text: str, rng: random.Random) -> str:
    """Put the first row of each table of three rows of heads into a thead."""
    return re.sub(r"(<table[^>]*>\s*)((?:<tr>.*?</tr>\s*){3})(.*?)(</table>)",
                  r"\1<thead>\2</thead><tbody>\3</tbody>\4", text, flags=re.DOTALL)  # fmt: skip
