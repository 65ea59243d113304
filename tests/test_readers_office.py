"""Old Word files, rich text and web archives: by LibreOffice, by antiword, or one line that says why not."""

from __future__ import annotations

import base64
import http.server
import io
import os
import quopri
import shutil
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from made import html, word
from made.oracle import Verdict, judge
from made.sample import Sample, samples
from test_readers_ole import ole

from toolkit.document import Document
from toolkit.errors import ReadError
from toolkit.readers import office, program, read_document
from toolkit.reading import read_report

OLD = Path(__file__).parent / "data" / "readers" / "old.doc"
RTF = rb"{\rtf1\ansi\ansicpg936 2020 {\deleted 99}{\v 98}12\par}"

needs_office = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed"
)
needs_antiword = pytest.mark.skipif(
    not shutil.which("antiword"), reason="antiword is not installed"
)


def texts(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[c.text if c else "." for c in row] for row in table.grid]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Nothing is installed but what is put in here."""
    found: dict[str, str] = {}
    monkeypatch.setattr(office, "_PLACES", ())
    monkeypatch.setattr(shutil, "which", found.get)
    return found


def script(folder: Path, text: str) -> str:
    path = folder / "program"
    path.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    path.chmod(0o755)
    return str(path)


needs_scripts = pytest.mark.skipif(os.name != "posix", reason="no shell scripts here")


# Without the program


def open_document(text: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        target.writestr("content.xml", text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def test_a_bomb_is_not_handed_on(installed: dict[str, str]) -> None:
    installed["soffice"] = "/nowhere/soffice"
    with pytest.raises(ReadError, match="expands"):
        read_document(open_document(b" " * 50_000_000), "f.odt")


@pytest.mark.parametrize(
    "data", [OLD.read_bytes(), ole("WordDocument"), RTF, open_document(b"<a/>")]
)
def test_without_a_program_one_line_says_what_to_do(installed: dict[str, str], data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_document(data, "f.doc")
    message = str(caught.value)
    assert message.startswith("f.doc: ") and "\n" not in message
    assert "install LibreOffice" in message and "save it as DOCX" in message


@needs_scripts
def test_a_program_that_makes_nothing(installed: dict[str, str], tmp_path: Path) -> None:
    installed["soffice"] = script(tmp_path, "exit 1")
    with pytest.raises(ReadError, match="LibreOffice cannot open; save"):
        read_document(RTF, "f.rtf")
    installed["soffice"] = str(tmp_path)  # no program at all
    with pytest.raises(ReadError, match="LibreOffice cannot open; save"):
        read_document(RTF, "f.rtf")
    installed.clear()
    installed["antiword"] = script(tmp_path, "exit 1")
    with pytest.raises(ReadError, match="antiword cannot open"):
        read_document(samples_doc(), "f.doc")


@needs_scripts
def test_a_program_that_does_not_end_is_ended_with_its_children(
    installed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "TIME_LIMIT", 0.3)
    installed["soffice"] = script(tmp_path, f"sleep 60 &\necho $! > {tmp_path}/child\nwait\n")
    with pytest.raises(ReadError, match="too long"):
        read_document(RTF, "f.rtf")
    child = int((tmp_path / "child").read_text())
    for _ in range(100):
        try:
            state = Path(f"/proc/{child}/stat").read_text().split()[2]
        except OSError:
            break
        if state == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("the child still runs")


@needs_scripts
def test_the_program_works_in_a_folder_that_is_removed(
    installed: dict[str, str], tmp_path: Path
) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(word.pack(word.paragraph("甲县2020年")))
    installed["libreoffice"] = script(
        tmp_path,
        f"pwd > {tmp_path}/where; ls -R > {tmp_path}/files; mkdir out; cp {made} out/report.docx",
    )
    assert read_document(RTF).text == "甲县2020年"
    folder = Path((tmp_path / "where").read_text().strip())
    assert folder.name.startswith("gongkai-") and not folder.exists()
    files = (tmp_path / "files").read_text()
    assert "report.rtf" in files and "registrymodifications.xcu" in files


# LibreOffice


@needs_office
def test_an_old_word_file() -> None:
    """Deleted and hidden figures stand in the file beside those that count."""
    assert "9998123".encode("utf-16-le") in OLD.read_bytes()
    document = read_document(OLD.read_bytes(), "report.html")
    assert document.media == "word"
    assert [p.text for p in document.paragraphs] == [
        "某县2020年政府信息公开工作年度报告",
        "主动公开12³条。",
        "收到申请\ufffd\ufffd件。",
        "后文",
    ]
    assert texts(document) == [
        ["指标", "数量", "数量"],
        ["指标", "本年", "累计"],
        ["主动公开", "12", "345"],
        ["依申请公开", "", "/"],
    ]


def convert(folder: Path, files: dict[str, bytes], to: str) -> dict[str, bytes]:
    """What LibreOffice makes of files: a writer that is not ours."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", to, "--outdir", str(folder / "out"), *(str(folder / n) for n in files)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {path.stem: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The samples as LibreOffice writes them: as DOC and RTF from our DOCX, as DOCX from a page."""
    pages = {f"{s.form}.html": html.write(s) for s in samples()}
    files = {f"{s.form}.docx": word.write(s) for s in samples()}
    return {
        "doc": convert(tmp_path_factory.mktemp("doc"), files, "doc:MS Word 97"),
        "rtf": convert(tmp_path_factory.mktemp("rtf"), files, "rtf"),
        "odt": convert(tmp_path_factory.mktemp("odt"), files, "odt"),
        "docx": convert(tmp_path_factory.mktemp("docx"), pages, "docx:MS Word 2007 XML"),
    }


def judged(sample: Sample, data: bytes, folder: Path) -> Verdict:
    path = folder / "report"
    path.write_bytes(data)
    return judge(sample, read_report(path))


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "sample"),
    [
        *((k, s) for s in samples() for k in ("doc", "docx")),
        *((k, samples()[2]) for k in ("rtf", "odt")),
    ],
    ids=lambda x: x if isinstance(x, str) else x.form,
)
def test_figures_of_files_that_another_program_wrote(
    rewritten: dict[str, dict[str, bytes]], kind: str, sample: Sample, tmp_path: Path
) -> None:
    verdict = judged(sample, rewritten[kind][sample.form], tmp_path)
    assert verdict.wrong == verdict.missed == []
    assert verdict.right == verdict.readable >= 28


@pytest.fixture
def visits() -> Iterator[list[str]]:
    """The address of a server of pictures, then all that was asked of it."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    seen.append(f"http://127.0.0.1:{server.server_address[1]}")
    yield seen
    server.shutdown()


@needs_office
@pytest.mark.slow
def test_nothing_that_a_file_links_to_is_fetched(tmp_path: Path, visits: list[str]) -> None:
    page = f'<html><body><p>甲县2020年<img src="{visits[0]}/a.png">年度报告</p></body></html>'
    data = convert(tmp_path, {"page.html": page.encode()}, "doc:MS Word 97")["page"]
    assert visits[1:]
    del visits[1:]
    assert "甲县2020年" in read_document(data).text
    assert visits[1:] == []


# antiword


DOCBOOK = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.1.2//EN"
\t"http://www.oasis-open.org/docbook/xml/4.1.2/docbookx.dtd">
<book><title>x</title><chapter><title/><para>\n甲县2020年\n</para>
<para><informaltable><tgroup cols="2"><tbody><row><entry>主动公开</entry><entry>12</entry></row>
<row><entry>依申请</entry><entry>3</entry></row></tbody></tgroup></informaltable></para>
<para><informaltable><tgroup cols="1"><tbody><row><entry>表头</entry></row></tbody></tgroup>
<tgroup cols="2"><tbody><row><entry>甲</entry><entry>4</entry></row></tbody></tgroup></informaltable></para>
<para> |5 |6 |7 | </para></chapter></book>
"""


def samples_doc() -> bytes:
    """An old file that holds nothing but plain text, as far as can be seen from outside."""
    data = bytearray(ole("WordDocument") + bytes(1024))
    data[-512:-500] = b"\xec\xa5\xc1\x00" + bytes(8)
    return bytes(data)


@needs_scripts
def test_only_plain_tables_are_taken_from_antiword(
    installed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "printed").write_text(DOCBOOK, encoding="utf-8")
    installed["antiword"] = script(tmp_path, f"cat {tmp_path}/printed")
    document = read_document(samples_doc(), "f.doc")
    assert texts(document) == [["主动公开", "12"], ["依申请", "3"]]
    assert not document.tables[0].spans
    assert [p.text for p in document.paragraphs] == ["甲县2020年", "表头甲4", "567"]


@pytest.mark.parametrize(
    "mark",
    [b"\0\x08\1", b"\x3c\x08\x81", b"\x37\x08\1", b"\x53\x2a\1", b"\x48\x2a\1", b"EH\x0c\0"],
)
def test_antiword_is_not_asked_about_text_that_it_takes_for_plain(
    installed: dict[str, str], mark: bytes
) -> None:
    installed["antiword"] = "/nowhere/antiword"
    with pytest.raises(ReadError, match=r"deleted, hidden or raised.*install LibreOffice"):
        read_document(samples_doc() + mark + bytes(64), "f.doc")
    with pytest.raises(ReadError, match="antiword cannot open"):
        read_document(samples_doc() + b"\0\x08\0EH\0\0" + bytes(64), "f.doc")


@pytest.mark.parametrize(("version", "flags"), [(0x68, 0), (0xC1, 4)])
def test_versions_of_which_nothing_is_known(
    installed: dict[str, str], version: int, flags: int
) -> None:
    installed["antiword"] = "/nowhere/antiword"
    data = bytearray(samples_doc())
    data[-510], data[-502] = version, flags
    with pytest.raises(ReadError, match="deleted, hidden or raised"):
        read_document(bytes(data))
    with pytest.raises(ReadError, match="deleted, hidden or raised"):
        read_document(ole("WordDocument"))


@needs_antiword
def test_antiword_and_a_file_with_deleted_text(installed: dict[str, str]) -> None:
    installed["antiword"] = "/usr/bin/antiword"
    with pytest.raises(ReadError, match="deleted, hidden or raised"):
        read_document(OLD.read_bytes())


@needs_office
@needs_antiword
@pytest.mark.slow
@pytest.mark.parametrize("sample", samples(), ids=lambda s: s.form)
def test_figures_from_antiword_are_never_wrong(
    rewritten: dict[str, dict[str, bytes]], sample: Sample, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(office, "_program", lambda: None)
    verdict = judged(sample, rewritten["doc"][sample.form], tmp_path)
    assert verdict.wrong == []
    if sample.form in ("stat2014", "fujian"):
        assert verdict.missed == []


# Web archives

PAGE = "<html><body><p>甲县2020年</p><table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table></body></html>"


def archive(*parts: tuple[str, bytes], kind: str = "related", head: str = "") -> bytes:
    inner = b"".join(b"--=_b\r\n" + h.encode() + b"\r\n\r\n" + data + b"\r\n" for h, data in parts)
    top = f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/{kind};\r\n\tboundary="=_b"\r\n\r\n'
    return top.encode() + b"preamble\r\n" + inner + b"--=_b--\r\n"


HTML = "Content-Type: text/html; charset={}\r\nContent-Transfer-Encoding: {}"


@pytest.mark.parametrize(
    "data",
    [
        archive((HTML.format("utf-8", "8bit"), PAGE.encode())),
        archive((HTML.format("gb2312", "8bit"), PAGE.encode("gbk"))),
        archive((HTML.format("gb2312", "quoted-printable"), quopri.encodestring(PAGE.encode("gbk")))),
        archive((HTML.format("utf-8", "base64"), base64.encodebytes(PAGE.encode()))),
        archive((HTML.format("unicode", "base64"), base64.encodebytes(PAGE.encode("utf-16")))),
        archive(("Content-Type: image/png", b"\x89PNG\r\n\r\n"), (HTML.format("utf-8", "8bit"), PAGE.encode())),
        archive((HTML.format("utf-8", "8bit"), PAGE.encode()), (HTML.format("utf-8", "8bit"), b"<html>2</html>")),
        archive((HTML.format("utf-8", "8bit"), PAGE.encode()), head="From: <Saved by Blink>\r\nSubject: =?utf-8?B?55Sy?=\r\n"),
        b"\r\n" + archive((HTML.format("utf-8", "8bit"), PAGE.encode())).replace(b"\r\n", b"\n"),
        archive(("Content-Type: multipart/alternative; boundary=c", b"\r\n--c\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode() + b"\r\n--c--")),
    ],
)  # fmt: skip
def test_web_archives(data: bytes) -> None:
    document = read_document(data, "report.doc")
    assert (document.media, document.text) == ("html", "甲县2020年")
    assert texts(document) == [["甲", "1"], ["乙", "2"]]


def test_the_address_of_a_web_archive() -> None:
    part = HTML.format("utf-8", "8bit") + "\r\nContent-Location: https://example.invalid/a.html"
    assert read_document(archive((part, PAGE.encode()))).address == "https://example.invalid/a.html"
    part = HTML.format("utf-8", "8bit") + "\r\nContent-Location: cid:a.html@b"
    assert read_document(archive((part, PAGE.encode()))).address is None


def test_a_web_archive_without_a_page() -> None:
    deep = PAGE.encode()
    for _ in range(50):
        deep = archive(("Content-Type: multipart/related; boundary==_b", b"\r\n" + deep))
    for data in (archive(("Content-Type: image/png", b"x")), deep, archive()):
        with pytest.raises(ReadError, match=r"^f.mht: .*without a page"):
            read_document(data, "f.mht")


def test_text_that_only_speaks_of_archives_is_text() -> None:
    text = "说明\n\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n"
    assert read_document(text.encode()).media == "text"
