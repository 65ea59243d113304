"""What portals do to a report's page: cells that show more or less than their source, pages in pages."""

from __future__ import annotations

import gzip
import hashlib
import html
import json

import pytest
from made import html as page_of
from made.sample import sample

from toolkit.errors import ReadError
from toolkit.readers import read_document
from toolkit.reading import assemble
from toolkit.values import Value, parse_value

SHEET = "<style>.cut, p.cut { display: none }\n@media print { .menu { display: none } }</style>"


def cell(content: str) -> Value:
    """Read the value of one cell of a table."""
    page = (
        f"<html><head>{SHEET}</head><body><table><tr><td>项目</td><td>数量</td></tr>"
        f"<tr><td>甲</td><td>{content}</td></tr><tr><td>乙</td><td>3</td></tr></table></body></html>"
    )
    (table,) = read_document(page.encode(), "page").tables
    found = table.grid[1][1]
    assert found is not None
    return parse_value(found.text)


@pytest.mark.parametrize(
    "content",
    [
        "<font>6</font><font>4</font>", "&#54;&#x34;", "&nbsp;64&nbsp;", "６４", "6&#8203;4",
        "6<!-- 9 -->4", "<ins>64</ins>", "64<o:p></o:p>", "<ucapcontent>64</ucapcontent>",
        "<!--[if gte mso 9]>9<![endif]-->64", "<![if !supportLists]>6<![endif]>4", "6<wbr>4",
        "<noscript>9</noscript>64", "<details><summary>64</summary></details>", "6&shy;4",
        "<span style='visibility: hidden'>9</span>64", "<span style='FONT-SIZE:0'>9</span>64",
        "<span style='font-size:0px;color:red'>9</span>64", "<i style='opacity:0'>9</i>64",
        "<b style='text-indent:-999em'>9</b>64", "<i style='position:absolute;left:-9999px'>9</i>64", "<span hidden>9</span>64",
        "<span class='x cut'>9</span>64", "<span class=menu>6</span>4", "<small>64</small>",
        "<span style='color:#ffffff'>64</span>", "<span style='background-color:#fff'>6</span>4",
        "<input value=64>", "<input type=hidden value=9>64", "<template>9</template>64",
        "<b style='font-size:0.9em'>6</b>4", "<span style='display:block'>64</span>",
        "<p style='color:white'><b>64</b></p>", "<sup></sup>64", "<zoom>64</zoom>",
    ],
)  # fmt: skip
def test_a_person_sees_sixty_four(content: str) -> None:
    assert cell(content).number == 64


@pytest.mark.parametrize(
    "content",
    [
        # Pictures and controls: something is there, and it is no text.
        "<img src=64.png>", "6<img src=4.png>", "<input value=请输入>", "<textarea>64</textarea>",
        "<select><option>1<option selected>64</select>", "<svg><text>64</text></svg>",
        "<canvas></canvas>", "<object data=x></object>", "<iframe src=x></iframe>",
        "<script>document.write(64)</script>", "<math><mn>64</mn></math>", "<bdo dir=rtl>46</bdo>",
        "<meter value=64></meter>", "<button>64</button>",
        # An old value struck out beside the new one, notes, text as pale as the page.
        "<del>9</del>64", "<s>9</s>", "<p><strike>9</strike></p><p>64</p>",
        "<span style='text-decoration: line-through'>9</span>64", "64<sub>8</sub>",
        "<span style='color:#fff'>9</span>64", "64<font color=white>9</font>", "64<small>8</small>",
        "<ruby>64<rt>9</rt></ruby>", "<span style='clip:rect(0,0,0,0)'>9</span>64",
        "<i style='display:inline-block;width:0;overflow:hidden'>9</i>64", "6<br>4", "6<hr>4",
    ],
)  # fmt: skip
def test_what_is_not_surely_a_number_is_illegible(content: str) -> None:
    assert cell(content) == Value(None, "illegible")


@pytest.mark.parametrize(
    "content",
    ["", "&nbsp;", "<p class=a></p>", "<input type=text value=''>", "<!-- 9 -->", "<p hidden>9</p>",
     "<img src=dot.gif width=1 height=1>", "<style>p{}</style>", "<br>"],
)  # fmt: skip
def test_what_shows_nothing_is_blank(content: str) -> None:
    assert cell(content) == Value(None, "blank")


def test_words_beside_a_picture_stay_words() -> None:
    page = (
        "<table><tr><td>收到<img src=a></td><td>1</td></tr><tr><td>办结</td><td>2</td></tr></table>"
    )
    (table,) = read_document(page.encode(), "page").tables
    assert table.grid[0][0] is not None
    assert table.grid[0][0].text == "收到"


def test_long_text_that_a_style_sheet_hides_waits_for_a_click() -> None:
    text = "示例县2012年政府信息公开工作年度报告，主动公开信息2026条。" * 9
    page = f"<html><head>{SHEET}</head><body><div class=cut>{text}</div><p>{text * 3}</p></body></html>"
    assert read_document(page.encode(), "page").text == f"{text}\n{text * 3}"


# --- whole pages

REPORT = sample("form2021")
PAGE = page_of.write(REPORT).decode()
BODY = PAGE[PAGE.index(">", PAGE.index("<body")) + 1 : PAGE.index("</body>")]
WANTED = {key: value for key, value in REPORT.truth.items() if not isinstance(value, str)}


def figures(page: str | bytes) -> dict[tuple[str, str, bool | None], float | None]:
    """Read the figures of a page's tables."""
    report = assemble(read_document(page if isinstance(page, bytes) else page.encode(), "page"))
    return {
        (f.indicator, f.applicant, f.cumulative): f.value
        for f in report.figures
        if f.method == "table" and f.value is not None
    }


WRAPPED = {
    "as it is": PAGE,
    "custom element": f"<html><body><ucapcontent><zoom>{BODY}</zoom></ucapcontent></body></html>",
    "no end tags": PAGE.replace("</td>", "").replace("</tr>", ""),
    "stray end tags": PAGE.replace("</td>", "</span></font></td>"),
    "capitals": PAGE.replace("<td", "<TD").replace("</tr", "</TR").replace("<table", "<TABLE"),
    "form in the table": PAGE.replace("<table>", "<table><form>"),
    "Excel's last row": PAGE.replace(
        "</table>",
        "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td>"
        "<td width=72></td></tr><![endif]></table>",
    ),
    "mobile copy": f"<html><body><div>{BODY}</div><div class=mobile>{BODY}</div></body></html>",
    "hidden copy": f"<html><body>{BODY}<div style='display:none'>{BODY}</div></body></html>",
    "related articles": PAGE.replace(
        "</body>", "<h3>相关文章</h3><ul><li>甲县2018年主动公开政府信息9999条</li></ul></body>"
    ),
    "feed": f"<?xml version='1.0'?><rss><item><description><![CDATA[{BODY}]]></description></item></rss>",
    "escaped": f"<html><body><div>{html.escape(BODY)}</div></body></html>",
    "XHTML": "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'>"
    f"<head><title/><script src='a.js'/></head><body>{BODY}</body></html>",
    "gzip": gzip.compress(PAGE.encode()),
    "UTF-16": PAGE.encode("utf-16"),
    "wrong charset": PAGE.replace("utf-8", "big5").encode("gb18030"),
    "breadcrumbs": PAGE.replace("<h1", "<p>首页 > 政务公开 > 年报</p><h1"),
    "byte order mark": b"\xef\xbb\xbf" + PAGE.encode(),
}


@pytest.mark.parametrize("page", WRAPPED.values(), ids=WRAPPED.keys())
def test_wrapped_report_gives_the_same_figures(page: str | bytes) -> None:
    assert figures(page) == WANTED


def test_packed_page_is_known_by_the_bytes_of_its_file() -> None:
    data = gzip.compress(PAGE.encode())
    assert read_document(data, "page.gz").sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (
            f"<html><body><div id=a></div><script>a={json.dumps(BODY)}</script></body></html>",
            "shows",
        ),
        (f"<html><body><input type=hidden value='{html.escape(BODY)}'></body></html>", "shows"),
        ("<html><body><iframe width=9 src='/art/1.html'></iframe></body></html>", "/art/1.html"),
        ("<html><body><p>首页 | 政务公开</p><iframe src=a.htm></iframe></body></html>", "a.htm"),
        ("<html><frameset cols='1,2'><frame src='top.html'></frameset></html>", "top.html"),
        (gzip.compress(b"\0" * 100_000_000), "64 MB"),
        (gzip.compress(PAGE.encode())[:-20], "cut off"),
        (gzip.compress(b"<p>1</p>")[:10] + b"\xff" * 50, "damaged"),
    ],
)
def test_page_whose_content_is_elsewhere(page: str | bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        read_document(page if isinstance(page, bytes) else page.encode(), "page")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "pager",
    ["<div>共3页 <a href=index_1.html>下一页</a></div>", "<p>第 1/3 页</p>",
     "<script>createPageHTML(3, 0, 'index', 'html');</script>"],
)  # fmt: skip
def test_first_of_several_pages_says_so(pager: str) -> None:
    report = assemble(read_document(PAGE.replace("</body>", f"{pager}</body>").encode(), "page"))
    (cut,) = [f for f in report.findings if f.code == "truncated"]
    assert cut.found == 3


def test_only_page_is_whole() -> None:
    pager = "<div>共1页</div><script>createPageHTML(1, 0, 'index', 'html');</script>"
    report = assemble(read_document(PAGE.replace("</body>", f"{pager}</body>").encode(), "page"))
    assert not [f for f in report.findings if f.code == "truncated"]
