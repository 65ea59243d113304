"""Archives and XML: what is bounded is refused in one line, before it fills the memory."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from toolkit.errors import ReadError
from toolkit.readers import archive as module
from toolkit.readers.archive import Archive, is_archive
from toolkit.readers.xmltree import parse_xml


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return out.getvalue()


def refused(data: bytes, member: str = "a.xml") -> str:
    with pytest.raises(ReadError) as caught:
        Archive(data, "f.docx").read(member)
    message = str(caught.value)
    assert message.startswith("f.docx: ") and "\n" not in message
    return message


def test_members_are_read_whatever_the_case_of_their_name() -> None:
    archive = Archive(packed({"word/document.xml": b"<a/>", "x\\y.xml": b"b"}), "f")
    assert archive.read("Word/Document.xml") == b"<a/>"
    assert archive.read("x/y.xml") == b"b"
    assert "WORD/document.xml" in archive and "z" not in archive
    assert archive.names() == ("word/document.xml", "x/y.xml")
    assert is_archive(archive.data) and not is_archive(b"<html>")
    archive.check()


def test_a_member_that_is_not_there() -> None:
    assert "missing" in refused(packed({"b.xml": b""}))


def test_a_bomb_is_refused_without_being_expanded() -> None:
    bomb = packed({"a.xml": b"0" * 60_000_000})
    assert len(bomb) < 100_000
    tracemalloc.start()
    assert "expands" in refused(bomb)
    with pytest.raises(ReadError, match="expands"):
        Archive(bomb, "f").check()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_small_member_may_pack_as_tight_as_it_likes() -> None:
    assert len(Archive(packed({"a.xml": b"0" * 1_000_000}), "f").read("a.xml")) == 1_000_000


def test_the_size_in_the_header_is_not_trusted() -> None:
    data = bytearray(packed({"a.xml": b"0" * 5_000_000}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<L", 100)
    assert "damaged" in refused(bytes(data))


def test_all_members_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_TOTAL", 1000)
    archive = Archive(packed({"a": b"0" * 600, "b": b"1" * 600}), "f")
    archive.read("a")
    with pytest.raises(ReadError, match="beyond"):
        archive.read("b")


def test_one_member_is_bounded() -> None:
    archive = Archive(packed({"a": b"0" * 600}), "f")
    with pytest.raises(ReadError, match="beyond"):
        archive.read("a", most=599)
    assert len(archive.read("a", most=600)) == 600


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_MEMBERS", 5)
    assert "more than 5" in refused(packed({f"{i}": b"" for i in range(6)}))


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "a/../../b", "C:\\a.xml", "..\\a"])
def test_names_that_point_outside(name: str) -> None:
    assert "points outside" in refused(packed({name: b""}))


def test_two_members_of_one_name() -> None:
    assert "same name" in refused(packed({"a.xml": b"1", "A.xml": b"2"}))


def test_a_locked_member() -> None:
    data = bytearray(packed({"a.xml": b"1"}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert "password" in refused(bytes(data))


def test_a_way_of_packing_that_no_office_program_uses() -> None:
    assert "packed in a way" in refused(packed({"a.xml": b"1" * 99}, zipfile.ZIP_LZMA))


def test_damage() -> None:
    data = packed({"a.xml": bytes(range(256)) * 50})
    assert "damaged" in refused(data[:-30])
    assert "damaged" in refused(data[:40] + b"\xff" * 30 + data[70:])
    assert "damaged" in refused(b"PK\x03\x04")


XML = "<?xml version='1.0' encoding='{}'?>{}<a b='1'>甲<c/></a>"
BOMB = "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;&x;'>]>"
FETCH = "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'>"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_in_each_encoding_and_no_entity_in_any(codec: str) -> None:
    declared = codec.removesuffix("-sig")[:6]
    assert parse_xml(XML.format(declared, "").encode(codec), "f").text == "甲"
    for doctype in (BOMB, FETCH):
        with pytest.raises(ReadError, match=r"^f: .*entities"):
            parse_xml(XML.format(declared, doctype).encode(codec), "f")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<a>" * 300 + b"</a>" * 300, "deep"),
        (b"<a>" + b"<b/>" * 1_000_001 + b"</a>", "million"),
        (b"<a>" + b" " * (24 << 20) + b"</a>", "large"),
        (b"<a><b></a>", "damaged"),
        (b"", "damaged"),
        (b"\xff\xfe<\x00a", "damaged"),
        ("<a>甲</a>".encode("gbk"), "damaged"),
        ("<?xml version='1.0' encoding='utf-7'?><a/>".encode("utf-16-le")[:-1], "damaged"),
        (b"<a>&x;</a>", "damaged"),
    ],
)
def test_xml_that_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse_xml(data, "f")
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_as_deep_as_office_programs_go() -> None:
    assert parse_xml(b"<a>" * 200 + b"</a>" * 200, "f").tag == "a"
