"""HTML: one report for a notebook, readable in its light and its dark theme."""

from __future__ import annotations

from html import escape

from toolkit.checks import sureness
from toolkit.display.blocks import Block, report_blocks
from toolkit.display.heading import facts, heading
from toolkit.display.told import Said, checks_say, how_sure, not_understood
from toolkit.display.words import say
from toolkit.report import Report

# Colours are those of the notebook's theme; outside of one, the page's own.
_QUIET = "color: var(--jp-ui-font-color2, inherit)"
_RULE = "1px solid var(--jp-border-color2, rgba(128, 128, 128, 0.5))"
_CELL = f"padding: 1px 8px; border-bottom: {_RULE}; background: transparent"
_LABEL = f"{_CELL}; text-align: left"
_NUMBER = f"{_CELL}; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums"
_TITLE = "margin: 12px 0 2px; font-weight: bold"
_SEVERITY = {
    "error": "color: var(--jp-error-color1, inherit); font-weight: bold",
    "warning": "color: var(--jp-warn-color1, inherit); font-weight: bold",
    "note": _QUIET,
}


def report_html(report: Report, language: str = "zh") -> str:
    """Return a report as HTML: tables, sentences with their words, doubts, how sure each part is.

    It holds no script, no fixed colour and no style sheet; everything printed is escaped.
    """
    lang = "zh-CN" if language == "zh" else "en"
    out = [f'<div lang="{lang}" style="max-width: 1100px; overflow-x: auto">']
    out.append(f'<p style="margin: 4px 0; font-size: 115%"><b>{escape(heading(report))}</b></p>')
    told = " · ".join(
        f"<span style='{_QUIET}'>{escape(k)}</span> {_linked(v)}" if k else f"<b>{escape(v)}</b>"
        for k, v in facts(report, language)
    )
    out.append(f"<p style='margin: 2px 0'>{told}</p>")
    out.append(_sure(report, language))
    blocks, legend = report_blocks(report, language)
    last = ""
    for block in blocks:
        if block.title != last:
            out.append(f"<p style='{_TITLE}'>{escape(block.title)}</p>")
        out.append(_table(block))
        last = block.title
    if legend:
        marks = " &nbsp; ".join(escape(m) for m in legend)
        name = escape(say("headings", "legend", language))
        out.append(f"<p style='margin: 4px 0; {_QUIET}'>{name}: {marks}</p>")
    out.append(_told("not_read", not_understood(report, language), language))
    out.append(_told("checks", checks_say(report, language), language))
    return "".join([*out, "</div>"])


def _linked(text: str) -> str:
    safe = escape(text)
    if text.startswith(("https://", "http://")):
        return f'<a href="{safe}" rel="noopener noreferrer" target="_blank">{safe}</a>'
    return safe


def _table(block: Block) -> str:
    if block.note:
        return f"<p style='margin: 2px 0'>{escape(block.note)}</p>"
    quoted = any(line.words for line in block.lines)
    heads = "".join(
        f"<th style='{_LABEL if i in block.texts else _NUMBER}; white-space: normal'>{escape(h)}</th>"
        for i, h in enumerate(block.heads)
    )
    rows = []
    for line in block.lines:
        label = (
            f"<td style='{_LABEL}; padding-left: {8 + 16 * line.depth}px'>{escape(line.label)}</td>"
        )
        if line.cells:
            cells = "".join(
                f"<td style='{_LABEL if i in block.texts else _NUMBER}'>{escape(c)}</td>"
                for i, c in enumerate(line.cells)
            )
        else:
            # A group, or a text such as the name of a website, goes over all columns.
            span = len(block.heads)
            cells = f"<td style='{_LABEL}' colspan='{span}'>{escape(line.words)}</td>"
        words = ""
        if quoted:
            said = f"“{escape(line.words)}”" if line.words and line.cells else ""
            words = f"<td style='{_LABEL}; {_QUIET}; white-space: normal'>{said}</td>"
        rows.append(f"<tr style='background: transparent'>{label}{cells}{words}</tr>")
    more = f"<th style='{_LABEL}'></th>" if quoted else ""
    return (
        "<table style='border-collapse: collapse; margin: 0 0 4px'><thead><tr>"
        f"<th style='{_LABEL}'></th>{heads}{more}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _told(name: str, said: list[Said], language: str) -> str:
    items = []
    for s in said:
        below = "".join(f"<li style='{_QUIET}'>{escape(b)}</li>" for b in s.below)
        more = f"<ul style='margin: 0'>{below}</ul>" if below else ""
        severity = escape(say("severities", s.severity, language))
        items.append(
            f"<li><span style='{_SEVERITY[s.severity]}'>{severity}</span> "
            f"<code>{escape(s.code)}</code> {escape(s.text)}{more}</li>"
        )
    listed = f"<ul style='margin: 0'>{''.join(items)}</ul>" if items else ""
    nothing = "" if items else f": {escape(say('headings', 'nothing', language))}"
    return f"<p style='{_TITLE}'>{escape(say('headings', name, language))}{nothing}</p>{listed}"


def _sure(report: Report, language: str) -> str:
    rows = "".join(
        f"<tr style='background: transparent'><td style='{_LABEL}'>{escape(name)}</td>"
        f"<td style='{_LABEL}'>{escape(text)}</td></tr>"
        for name, text in how_sure(sureness(report), language)
    )
    title = escape(say("headings", "sureness", language))
    return (
        f"<p style='{_TITLE}'>{title}</p>"
        f"<table style='border-collapse: collapse; margin: 0'><tbody>{rows}</tbody></table>"
    )
