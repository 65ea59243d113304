"""Printed text to a number, or to a declared kind of missing; never to a guess."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: The seven ways in which a figure can be absent. None of them is 0. ``none`` is a printed 无.
MISSING_KINDS = ("blank", "slash", "dash", "none", "illegible", "not_in_form", "not_stated")

#: What stands in nearly every line, and is therefore folded first.
_FREQUENT = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "\u3000": " ", "\u00a0": " "}
#: Traditional and old characters, each before the one that it is read as.
_TRADITIONAL = (
    "並并佈布佔占併并係系倉仓個个備备傳传僅仅價价億亿優优內内兩两冊册別别刪删創创劃划効效動动"
    "務务勝胜區区協协參参員员問问單单嚴严國国圍围圖图團团執执堅坚報报場场塊块塵尘壓压壯壮壽寿"
    "夢梦奪夺婦妇孫孙學学実实實实寧宁審审寬宽將将專专尋寻對对導导層层屬属島岛嶺岭師师帶带幫帮"
    "庫库廢废廣广廳厅張张強强後后徑径從从復复徵征愛爱態态慮虑慶庆憂忧應应懷怀戰战戲戏戶户掃扫"
    "掛挂採采揚扬換换損损搶抢擁拥擇择擔担據据擠挤擧举擬拟擴扩擺摆攝摄敎教敗败數数斷断於于時时"
    "曆历書书會会東东査查條条楊杨業业極极榮荣構构樓楼標标樣样樹树橋桥機机檔档檢检欄栏權权歡欢"
    "歲岁歷历歸归殘残決决沒没況况淨净淵渊減减測测準准溝沟溫温滅灭滿满漢汉漲涨潔洁濟济濱滨灣湾"
    "災灾為为無无熱热營营爐炉爲为爾尔牽牵狀状猶犹獄狱獨独獲获現现環环產产産产畢毕當当療疗發发"
    "監监盤盘眞真眾众硏研確确碼码礎础礦矿祕秘稅税種种稱称積积穩稳競竞筆笔節节範范築筑簡简簽签"
    "糧粮糾纠紀纪約约紅红納纳紙纸級级紛纷細细紹绍終终組组結结絕绝絡络給给統统經经綜综綠绿綫线"
    "維维綱纲網网緊紧線线編编練练縣县縱纵總总績绩織织繳缴繼继續续罰罚羅罗羣群義义聖圣聞闻聯联"
    "聲声職职肅肃脫脱腦脑臨临臺台與与興兴舉举舊旧艱艰莊庄華华萬万蓋盖薦荐藍蓝藝艺藥药蘇苏處处"
    "號号衆众衛卫衞卫裏里補补裝装裡里製制複复見见規规視视親亲覽览觀观觸触訂订計计訊讯訓训記记"
    "訟讼訪访設设許许訴诉診诊註注評评詞词詢询試试詩诗該该詳详誌志認认語语誠诚誤误說说説说誰谁"
    "課课調调談谈請请論论諮咨謀谋講讲謝谢證证識识譯译議议護护讀读讓让貝贝負负財财貢贡貧贫貫贯"
    "責责貴贵買买貸贷費费貿贸資资賓宾賠赔賣卖質质賬账購购賽赛贊赞趨趋踐践躍跃車车較较載载輔辅"
    "輛辆輪轮輯辑輸输輿舆轉转辦办這这連连週周進进運运過过達达違违遞递遠远適适遲迟遷迁選选遺遗"
    "還还邊边邏逻郵邮鄉乡鄭郑醫医釋释針针銀银銜衔銷销鋼钢錄录錢钱錯错録录鍵键鎖锁鎮镇鐘钟鐵铁"
    "長长門门閉闭開开閑闲間间閱阅關关陣阵陰阴陳陈陸陆陽阳隊队階阶際际隨随險险隱隐雖虽雙双雜杂"
    "雞鸡離离難难電电靈灵靜静韋韦韓韩頁页頂顶項项順顺須须預预頒颁領领頻频題题額额類类顧顾顯显"
    "風风飛飞飠食飯饭飲饮餘余館馆饋馈馬马駁驳駐驻驗验驟骤體体魚鱼鮮鲜鳥鸟鹵卤麥麦黃黄點点黽黾"
    "齊齐齒齿齡龄龍龙龜龟"
)
#: Radicals that programs write for characters; those of Kangxi are resolved by Unicode itself.
_RADICALS = (
    "⺁厂⺄乙⺊卜⺌小⺍小⺎兀⺒巳⺝月⺟母⺠民⺧牛⺩王⺫目⺬示⺮竹⺱网⺲网⺶羊⺹老⺺聿⺻聿⺼肉"
    "⺽臼⻁虎⻂衣⻃西⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻐金⻑长⻒长⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食"
    "⻞食⻟食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻱龟⻲龟⻳龟⺓幺⺔彐⺕彐⺘手⺛无"
    "⺞歹⺡水⺣火⺤爪⺥爪⺨犬⺪疋⺭示⻌辶⻍辶⻎辶⻏邑⻖阜⻗雨⻡首⻫齐⻭齿⻯龙"
)


def _pairs(text: str) -> dict[str, str]:
    return dict(zip(text[::2], text[1::2], strict=True))


def _composed() -> dict[str, str]:
    """Return the Kangxi radicals and the compatibility ideographs that are one character."""
    codes = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
    plain = {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in codes}
    return {c: to for c, to in plain.items() if len(to) == 1 and to != c}


def _folded() -> dict[str, str]:
    simple = _pairs(_TRADITIONAL)
    shapes = _composed() | _pairs(_RADICALS)
    return {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B)},
        "％": "%", "．": ".", "－": "-", "＋": "+", "／": "/", "﹪": "%", "−": "-",
        "［": "[", "］": "]", "【": "[", "】": "]", "﹝": "〔", "﹞": "〕", "﹕": ":",
        "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\r": " ", "○": "〇",
        **_FREQUENT, **simple, **{c: simple.get(to, to) for c, to in shapes.items()},
    }  # fmt: skip


_FOLD = _folded()
_RARE = re.compile(f"[{re.escape(''.join(sorted(_FOLD.keys() - _FREQUENT.keys())))}]")

_CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CHINESE_SCALES = {"十": 10, "百": 100, "千": 1000}

_NUMBER = re.compile(
    r"""^(?P<near>约|近|超过|超|逾|达)?
        (?P<sign>[+-])?
        (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?P<more1>余|多)?(?P<scale>万|亿)?(?P<more2>余|多)?
        (?P<unit>(?:(?![一二三四五六七八九十百千两零])[\u4e00-\u9fff%‰()]){1,6}?)??(?P<more3>以上)?$""",
    re.VERBOSE,
)
#: A figure may bear the mark of a footnote: 2768¹, 2768①, 2768[1], 2768*.
_NOTE_MARK = re.compile(
    r"(?<=\d)(?:[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+|[①-⑳]|[\[〔]\d{1,2}[\]〕]|\*+)$"
)
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
#: Blanks between digits, and where they cannot be two cells: one blank before each group of three.
_APART = re.compile(r"\d\s+\d")
_GROUPED = re.compile(r"[+\-－＋−]?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.．]\d+)?\D*")
_LONGEST = 64
_SAME_STROKE = {"slash": set("/\\"), "dash": set("-—–―─_")}
_STROKES = {c: kind for kind, signs in _SAME_STROKE.items() for c in signs}
#: Words in place of a figure. 无 says that there is none, which may be less than it says: no 0.
_WORDS = {"无": "none", "没有": "none", "未填": "not_stated", "不适用": "not_stated"}
_SCALES = {"万": 10_000, "亿": 100_000_000}
_MONEY = ("元", "美元", "港元")


def fold(text: str) -> str:
    """Fold full-width forms, odd spaces, radicals and traditional characters, one for one.

    The result has the length of ``text``, so that character spans found in it hold for the original.
    """
    # A table lookup for each character is ten times slower than these few passes.
    for character, plain in _FREQUENT.items():
        text = text.replace(character, plain)
    for character in set(_RARE.findall(text)):
        text = text.replace(character, _FOLD[character])
    return text


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value: either ``number`` is set or ``missing`` names why it is not."""

    number: int | float | None
    missing: str | None = None
    unit: str | None = None
    approximate: bool = False


def chinese_number(text: str) -> int | None:
    """Return the number that Chinese numerals below ten thousand stand for, or None.

    Examples
    --------
    >>> chinese_number("二十九"), chinese_number("两"), chinese_number("一百零三")
    (29, 2, 103)
    """
    if not text or any(c not in _CHINESE_DIGITS and c not in _CHINESE_SCALES for c in text):
        return None
    if not any(c in _CHINESE_SCALES for c in text):
        return int("".join(str(_CHINESE_DIGITS[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _CHINESE_SCALES:
            total += (1 if digit is None else digit) * _CHINESE_SCALES[c]
            digit = None
        else:
            digit = _CHINESE_DIGITS[c]
    return total + (digit or 0)


def to_number(digits: str, scale: str | None = None) -> int | float:
    """Convert plain digits, with thousands separators and an optional 万 or 亿, to a number."""
    plain = digits.replace(",", "")
    factor = _SCALES.get(scale or "", 1)
    if "." in plain:
        value = round(float(plain) * factor, 6)
        return int(value) if factor > 1 and value == int(value) else value
    return int(plain) * factor


def parse_value(text: str) -> Value:
    """Read the text of one table cell.

    Parameters
    ----------
    text : str
        The cell as printed.

    Returns
    -------
    Value
        A number with its printed unit, or a kind of missing: an empty cell is ``blank``, ``/`` is
        ``slash``, dashes are ``dash``, 无 is ``none``, anything else ``illegible``. 万 and 亿
        are multiplied out for counts; money keeps its printed unit.

    Examples
    --------
    >>> parse_value(" １，２３４ 条").number
    1234
    >>> parse_value("/").missing, parse_value("").missing
    ('slash', 'blank')
    """
    return _parsed(text) if len(text) <= _LONGEST else _parse(text)


def _parse(text: str) -> Value:
    folded = _SPACES.sub("", fold(text))
    if not folded:
        return Value(None, "blank")
    missing = _STROKES.get(folded[0])
    if missing and set(folded) <= _SAME_STROKE[missing]:
        return Value(None, missing)
    if folded in _WORDS:
        return Value(None, _WORDS[folded])
    if _APART.search(text) and not _GROUPED.fullmatch(text.strip()):
        return Value(None, "illegible")
    match = _NUMBER.match(_NOTE_MARK.sub("", folded))
    if not match:
        return Value(None, "illegible")
    unit = (match["unit"] or "").strip("()") or None
    scale = match["scale"]
    if scale and unit in _MONEY:
        unit, scale = scale + unit, None
    number = to_number(match["digits"], scale)
    if match["sign"] == "-":
        number = -number
    approximate = any(match[k] for k in ("near", "more1", "more2", "more3"))
    return Value(number, None, unit, approximate)


#: The same numbers and strokes stand in every report.
_parsed = lru_cache(maxsize=8192)(_parse)
