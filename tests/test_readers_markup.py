"""Markup: a page whose elements are closed in order is read as an HTML parser understands it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.readers import codes, markup, tags
from toolkit.readers.flow import Flow
from toolkit.readers.markup import IrregularError, Markup, parse_page
from toolkit.readers.tables import TableParts

ROOT = Path(__file__).resolve().parents[1]

#: Elements that are closed in order, and the tags that make them not so.
PAIRS = (  # noqa: SIM905
    "div p span b a td tr table tbody ul li font sup sub h2 dl dd small select option button svg pre"
    " noscript template object caption o:p zoom script style title textarea del"
).split()
PIECES = st.one_of(
    st.sampled_from(["12", "甲", "乙", "主动公开", " ", "&nbsp;", "&lt;", "&#50;", "a > b"]),
    st.sampled_from(
        ["<br>", "<br/>", "<hr>", "<col>", "<input type=hidden>", "<!-- <td> -->", "<!---->",
         "<td rowspan=2>", "<TD colSpan='2'>", "<span style='display:none'>", "<p hidden>", "</br>",
         "<a href='x>y'>", "<a href=x>", "<![if !x]>", "<?xml x?>", "<b", "<", "</ p>", "<p/>",
         "<thead>", "</thead>", "<tr hidden>", "<div style='color:red'>", "<!doctype html>", "<!--",
         "</script>", "<xmp>", "<plaintext>", "<math>", "<iframe src=a></iframe>", "<body>"]
    ),
    st.sampled_from([f"<{name}>" for name in PAIRS] + [f"</{name}>" for name in PAIRS]),
)  # fmt: skip


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw elements that are closed in order, in any order that may be wrong for a parser."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            name = draw(st.sampled_from(PAIRS))
            parts.append(f"<{name}>{draw(trees(depth - 1))}</{name}>")
        else:
            parts.append(draw(PIECES))
    return "".join(parts)


def shape(items: list[str | TableParts]) -> list[object]:
    """Return lines and tables as plain lists, row groups by where they end."""
    out: list[object] = []
    for item in items:
        if isinstance(item, str):
            out.append(item)
        else:
            inner = {place: shape(held) for place, held in item.inner.items()}
            ends = [a != b for a, b in zip(item.groups, item.groups[1:], strict=False)]
            out.append([item.rows, ends, inner, item.pictures])
    return out


def check(source: str) -> bool:
    """Compare what is read off the source with what is read off the parser's print of it."""
    try:
        direct = Flow(Markup(source.encode()))
    except IrregularError:
        return False
    parsed = parse_page(source.encode())
    assert parsed is not None
    assert shape(direct.items) == shape(Flow(Markup(parsed, parsed=True)).items)
    return True


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=12), trees())
def test_source_is_read_as_a_parser_understands_it(pieces: list[str], tree: str) -> None:
    check(f"<html><body>{''.join(pieces)}</body></html>")
    check(f"<html><body>甲{tree}<table><tr><td>{tree}</td></tr></table>乙</body></html>")


@pytest.mark.parametrize(
    "page",
    sorted((ROOT / "data" / "demo").glob("*.html")) + sorted(ROOT.glob("tests/data/*/*.html")),
    ids=lambda p: p.stem,
)
def test_pages_are_read_either_way(page: Path) -> None:
    check(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("year", [2012, 2014, 2018, 2020, 2024])
def test_real_pages_need_no_parser(shared: Path, year: int) -> None:
    assert check((shared / "real" / "pingtan" / f"{year}.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "source",
    [
        "1 > 2 <b>甲</b>",
        "<![if !x]>1<![endif]><?xml:namespace prefix = o />",
        "<del>1<!-- 2 -->3</del>4<sup>1<!-- 2 -->3</sup>",
        "<div><ul><li>1</ul>2",
        "<table><caption>1<p>2</caption><tr><td>3<td>4</table>"
        "<table><col><caption>1</caption><tr><td>3</td></tr></table>",
        "<table><tr><td><p>1</td><td><div>2</td></tr></table>3",
    ],
)
def test_what_does_not_matter_needs_no_parser(source: str) -> None:
    check(f"<html><body>{source}</body></html>")


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>1</td>2</tr></table>",
        "<table><b>1</b><tr><td>2</td></tr></table>",
        "<table><tr><td>1</table>",
        "<div>1</div></div>2",
        "<td>1</td>",
        "<ul><li>1<li>2</li></li></ul>",
        "<p><span hidden>1<div>2</div></span></p>",
        "<svg><p>1</p></svg>",
        "<script><!--<script></script>1--></script>2",
        "<!-- 1",
        "<a title='1>2'>3</a",
        "<b<td>1</td>",
        "<form><form>1</form>2</form>",
        "<table><tr><td><col>1</td></tr></table>",
    ],
)
def test_what_only_a_parser_understands_is_left_to_it(source: str) -> None:
    assert not check(f"<html><body>{source}</body></html>")


@pytest.mark.parametrize("size", [1, 7, 300])
@pytest.mark.parametrize(
    "source",
    [
        "甲<!-- <td> --><p>1<p>2</p>乙",
        "<script>a < b > c</script>丙<title>题</title><b>3</b><style>.x{display:none}</style>",
        "<p title='a>b'>4</p> 5 > 4 <br><!-- -->6<!-- --><i>7</i>",
        "no tag > at all",
    ],
)
def test_a_page_in_pieces_is_the_page(
    source: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Markup(source.encode())
    monkeypatch.setattr(markup, "_PIECE", size)
    parted = Markup(source.encode())
    for _ in range(2):
        assert (parted.tags, parted.texts) == (whole.tags, whole.texts)
        whole.part_closely()
        parted.part_closely()
    assert (parted.title, parted.cloaks) == (whole.title, whole.cloaks)


def test_brackets_in_texts_are_parted_closely() -> None:
    page = Markup(b"1 > 2<b>3 > 4</b>> 5")
    page.part_closely()
    assert page.tags == [b"<b", b"</b"]
    assert page.texts == [b"1 > 2", b"3 > 4", b"> 5"]


def _codes(source: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    told = tags.Tags(Markup(source, parsed=True))
    return bytes(told.shape()), told.spans


@pytest.mark.parametrize("page", sorted(Path(__file__).parent.glob("data/**/*.html")), ids=str)
def test_tags_told_together_are_what_they_are_alone(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = page.read_bytes()
    together, same_spans = _codes(source)
    monkeypatch.setattr(tags.Tags, "_learn", lambda self: None)
    alone, spans = _codes(source)
    assert together == alone
    assert same_spans == spans


@pytest.mark.parametrize(
    "tag",
    ["<p hidden", "<p style='display :none'", "<p style='overflow:hidden;visibility:hidden'",
     "<p class=cloak", "<font color=white", "<p style='color&#58;white'", "<td hidden rowspan=2",
     "<p style='text-decoration:line-through'", "<div style='width:0'"],
)  # fmt: skip
def test_what_hides_is_not_told_together(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    many = "".join(f"<p style='margin:{n}px'>x</p>" for n in range(40))
    source = f"<style>.cloak{{display:none}}</style>{many}{tag}>9</p>{many}".encode()
    together, _ = _codes(source)
    monkeypatch.setattr(tags.Tags, "_learn", lambda self: None)
    alone, _ = _codes(source)
    assert together == alone


def test_a_quote_left_open_tells_nothing_of_the_next_tag() -> None:
    # Both quotes together hold what stands between them, if the two tags are looked at as one text.
    source = b"<p title='><b hidden>1</b><i class='>2</i>"
    with pytest.raises(IrregularError):
        tags.Tags(Markup(source)).shape()
    assert codes.HIDDEN in tags.Tags(Markup(source, parsed=True)).shape()


def test_one_tag_of_a_million_suspects_takes_no_time() -> None:
    many = "".join(f"<p style='margin:{n}px'>x</p>" for n in range(40))
    source = f"{many}<p style='{'left:-9;' * 900_000}'>x</p>".encode()
    assert Flow(Markup(source)).items == ["x"] * 41
