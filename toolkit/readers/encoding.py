"""Encoding: bytes to text, by byte order mark, strict UTF-8, declaration and then by content."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cached_property

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
#: What pages call themselves → the codec that reads all of it; other declarations (ISO-8859-1 …)
#: decode any bytes into nonsense and say nothing about a Chinese page.
_CODECS = {
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gb2312-80": "gb18030", "x-gbk": "gb18030",
    "gbk": "gb18030", "cp936": "gb18030", "ms936": "gb18030", "euc-cn": "gb18030",
    "gb18030": "gb18030", "chinese": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "cp950": "big5hkscs", "x-x-big5": "big5hkscs",
}  # fmt: skip

# Characters that any Chinese official text is full of, simplified and traditional: text read in
# the wrong encoding consists of rare characters instead.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下"
    "过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都"
    "两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重"
    "新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想"
    "已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知"
    "较将组见计别手角期根论运农指几九区强放决西被干做必战先回则任取完举色或府息信县市省镇乡街办"
    "厅局委请申告报开网站报规范务服处理收费诉讼议复咨询投诉概述截至止共占条件类职能策策导"
    "這個們時說國會對發經產過為動種裡後體機當點從業應開還無與關線內數實現變條結問題縣鎮鄉區處"
    "辦務報網費訴訟議復諮詢類職黨員縂總義舉農論運別"
    "，。、：；（）《》“”〔〕　！？—０１２３４５６７８９－"
)  # fmt: skip

_DIGIT = re.compile(r"\d")
_NUMBER_LIKE = re.compile(r"[\d.,，\ufffd]+")
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")

#: What is UTF-8 and holds no NUL is hardly ever binary: its beginning tells.
_SAMPLE = 8192
_HEAD = 4096
#: So much is decoded at once to see whether it can be: more takes new memory for every page.
_PIECE = 1 << 15
#: Share of common characters above which a decoding is taken without trying another.
_PLAUSIBLE = 0.4


@dataclass(frozen=True)
class Decoded:
    """Text, the codec that read it, and how many characters could not be decoded.

    ``content`` is the text itself, or the bytes that it was read from where they are UTF-8.
    """

    content: str | bytes
    codec: str
    damaged: int = 0

    @property
    def label(self) -> str:
        """The encoding as a document records it, damage included."""
        return f"{self.codec} ({self.damaged} damaged)" if self.damaged else self.codec

    @cached_property
    def text(self) -> str:
        """The text; of a web page in UTF-8 it is never asked for, and not made."""
        return self.content if isinstance(self.content, str) else self.content.decode()

    @property
    def utf8(self) -> bytes:
        """The text in UTF-8."""
        content = self.content
        return content if isinstance(content, bytes) else content.encode("utf-8", "replace")

    @cached_property
    def head(self) -> str:
        """The first characters of the text, which tell most kinds of content apart."""
        if isinstance(self.content, str):
            return self.content[:_HEAD]
        return self.content[: 4 * _HEAD].decode("utf-8", "ignore")[:_HEAD]

    def is_longer(self, length: int) -> bool:
        """Whether the text has more characters than ``length``."""
        return len(self.content) > length and len(self.text) > length


def plausibility(text: str) -> float:
    """Share of common Chinese characters among those that are not ASCII; 1 if all are ASCII."""
    foreign = re.findall(r"[^\x00-\x7f]", text[:200_000])[:20_000]
    if not foreign:
        return 1.0
    # A character that could not be decoded speaks louder against than a rare one.
    bad = foreign.count("\ufffd")
    return sum(c in _COMMON for c in foreign) / (len(foreign) + 4 * bad)


def declared_codec(data: bytes) -> str | None:
    """Return the codec for the charset that the page itself declares, if it is a Chinese one."""
    match = _DECLARED.search(data[:8192])
    if not match:
        return None
    return _CODECS.get((match[1] or match[2]).decode("ascii", "replace").lower())


def decode(data: bytes) -> Decoded | None:
    """Decode the bytes of a page or text file; None where they are binary data.

    Strict UTF-8 comes before the declaration: bytes of another encoding are hardly ever valid
    UTF-8, while declarations are often left over from an earlier version of a page.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _checked(_replaced(data, codec))
    if b"\0" in data[:4] and b"<" in data[:4]:
        return _checked(_replaced(data, "utf-16-le" if data[:1] == b"<" else "utf-16-be"))
    try:
        replaced = _holds_replaced(data)
    except UnicodeDecodeError:
        if _is_binary(data):
            return None
    else:
        # Looked for as a byte: among wide characters every letter holds one.
        nulls = b"\0" in data
        if _is_binary(data if nulls else data[:_SAMPLE]):
            return None
        if nulls or replaced:
            text = data.decode("utf-8").replace("\0", "")
            return Decoded(spoiled(text), "utf-8", text.count("\ufffd"))
        return Decoded(data, "utf-8")
    declared = declared_codec(data)
    if declared:
        first = _replaced(data, declared)
        if not first.damaged and plausibility(first.text) >= _PLAUSIBLE:
            return first
    candidates = [_replaced(data, codec) for codec in ("utf-8", "gb18030", "big5hkscs")]
    best = max(candidates, key=lambda c: (plausibility(c.text), c.codec == declared))
    return _checked(best)


def _holds_replaced(data: bytes) -> bool:
    """Whether a text in UTF-8 holds signs for characters that were lost when it was saved.

    Raises
    ------
    UnicodeDecodeError
        It is no UTF-8.
    """
    at, replaced = 0, False
    while at < len(data):
        end = at + _PIECE
        text, used = codecs.utf_8_decode(data[at:end], "strict", end >= len(data))
        at, replaced = at + used, replaced or "\ufffd" in text
    return replaced


def _is_binary(data: bytes) -> bool:
    sample = data[:65_536]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return control > len(sample) / 100 + 1


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    # The codecs of Chinese give up two bytes at a time, of which the second may be a digit.
    assert isinstance(error, UnicodeDecodeError)
    return "\ufffd", error.start + 1


codecs.register_error("gongkai-one-byte", _one_byte)


def decode_as(data: bytes, codec: str) -> str:
    """Return the bytes in one codec, damaged characters replaced and what stands beside them kept.

    For a file in which a comma beside a damaged character parts two cells.
    """
    errors = "gongkai-one-byte" if codec in ("gb18030", "big5hkscs") else "replace"
    return data.decode(codec, errors).replace("\0", "")


def _replaced(data: bytes, codec: str) -> Decoded:
    text = decode_as(data, codec)
    return Decoded(spoiled(text), codec.removesuffix("-sig"), text.count("\ufffd"))


def spoiled(text: str) -> str:
    """Take digits beside a damaged character as damaged: 2�68 and �68 are no number any more."""
    if "\ufffd" not in text:
        return text
    return _NUMBER_LIKE.sub(_all_damaged, text)


def _all_damaged(match: re.Match[str]) -> str:
    run = match[0]
    if "\ufffd" not in run:
        return run
    inner = run.strip(".,，")
    # Commas stay: in a line of fields they part one number from the next.
    return run.replace(inner, _DIGIT.sub("\ufffd", inner), 1)


def _checked(decoded: Decoded) -> Decoded | None:
    # A few damaged characters are damage; a tenth of the text means that it is no text at all.
    return None if decoded.damaged > 2 + len(decoded.text) / 10 else decoded
