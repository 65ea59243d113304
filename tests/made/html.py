"""A sample as a web page, in UTF-8 or, as older portals have it, in GB18030."""

from __future__ import annotations

from html import escape

from made.sample import Grid, Sample


def table(grid: Grid) -> str:
    """Return one table as a portal's editor writes it."""
    rows = []
    for row in grid.cells:
        cells = ""
        for cell in row:
            high = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
            wide = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
            inside = cell.markup or escape(cell.text).replace("\n", "<br>")
            cells += f"<td{high}{wide}>{inside}</td>"
        rows.append(f"<tr>{cells}</tr>")
    return '<table border="1" cellspacing="0">\n' + "\n".join(rows) + "\n</table>"


def page(sample: Sample, charset: str = "utf-8") -> str:
    """Return the whole page as text."""
    body = [
        table(block) if isinstance(block, Grid)
        else f"<h1>{escape(block)}</h1>" if block == sample.title
        else f"<p>{escape(block)}</p>"
        for block in sample.blocks
    ]  # fmt: skip
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="{charset}">\n'
        f"<title>{escape(sample.title)}</title>\n</head>\n<body>\n"
        '<div class="nav"><a href="/">首页</a> <a href="/xxgk/">信息公开</a></div>\n'
        '<div class="article">\n' + "\n".join(body) + "\n</div>\n</body>\n</html>\n"
    )


def write(sample: Sample) -> bytes:
    """Return the page in UTF-8."""
    return page(sample).encode()


def write_gb18030(sample: Sample) -> bytes:
    """Return the page in GB18030, declared as gb2312 like most of them."""
    return page(sample, "gb2312").encode("gb18030")
