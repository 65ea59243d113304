"""Other office text (DOC, WPS, RTF, ODT) to content: LibreOffice makes it DOCX, which is read."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from toolkit.errors import ReadError
from toolkit.readers.antiword import find_antiword, read_antiword
from toolkit.readers.content import Content
from toolkit.readers.ole import ole_kind
from toolkit.readers.program import run_program
from toolkit.readers.source import MAX_BYTES, Source
from toolkit.readers.word import read_word

_NAMES = ("soffice", "libreoffice")
#: Where it is installed without being on the path.
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
)
_RTF = b"{\\rtf"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
#: Switches of the private profile: no macro runs, nothing that a file links to is fetched.
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)


def is_office(source: Source) -> bool:
    """Whether the content is a text of an office program that is not DOCX, whatever its name."""
    return _kind(source.data) is not None


def read_office(source: Source) -> Content:
    """Read an old Word file, rich text or an OpenDocument text by way of another program.

    Raises
    ------
    ReadError
        There is no such program, it cannot open the file, or takes too long over it.
    """
    kind, suffix = _kind(source.data) or ("an office file", ".doc")
    if source.archive:
        source.archive.check()
    program = _program()
    if program:
        return read_word(Source(_converted(program, source, suffix, kind), source.name))
    antiword = find_antiword() if suffix == ".doc" else None
    if antiword:
        return read_antiword(antiword, source)
    raise ReadError(f"{source.name}: {kind}; install LibreOffice to read it, or save it as DOCX")


def _kind(data: bytes) -> tuple[str, str] | None:
    """Return what a file is to be called, and the ending by which LibreOffice knows it."""
    if data.startswith(_RTF):
        return "rich text (RTF)", ".rtf"
    if _ODT in data[:200]:
        return "an OpenDocument text (ODT)", ".odt"
    return ("an old Word file (DOC)", ".doc") if ole_kind(data) == "word" else None


def _program() -> str | None:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _converted(program: str, source: Source, suffix: str, kind: str) -> bytes:
    """Return the file as DOCX; the program works in a folder of its own that is then removed."""
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        given = folder / f"report{suffix}"
        given.write_bytes(source.data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_settings(), encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", str(folder / "out"),
            str(given),
        ]  # fmt: skip
        more = {"TMPDIR": name, "SAL_USE_VCLPLUGIN": "svp"}
        if run_program(command, folder, more) is None:
            raise ReadError(
                f"{source.name}: {kind} that takes LibreOffice too long; save it anew as DOCX"
            )
        made = folder / "out" / "report.docx"
        if not made.is_file() or made.stat().st_size > MAX_BYTES:
            raise ReadError(
                f"{source.name}: {kind} that LibreOffice cannot open; save it anew as DOCX"
            )
        return made.read_bytes()


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>"
    )
