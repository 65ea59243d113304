"""The gold set itself: it parses, its ids are known, and every number stands in its text.

Nothing here reads a passage with the toolkit: what a person annotated is not measured by the
reader that is measured with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from toolkit.codebook import categories, indicators

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
ERAS = {
    "prose": range(2008, 2014),
    "stat2014": range(2014, 2019),
    "form2019": range(2019, 2021),
    "form2021": range(2021, 2030),
}
LEVELS = ("county", "department", "township", "prefecture", "province", "zone")
SCOPES = ("whole_county", "portal", "agency")
PASSAGE_KEYS = {
    "id", "era", "level", "year", "place", "synthetic", "facts", "text", "figures", "abstain", "note",
}  # fmt: skip
FIGURE_KEYS = {
    "indicator", "label", "category", "value", "unit", "cumulative", "scope", "approximate",
}  # fmt: skip
#: At least so many passages of the development split.
LEAST_BY_ERA = {"prose": 35, "stat2014": 30, "form2019": 20, "form2021": 35}
LEAST_BY_LEVEL = {
    "county": 50, "department": 35, "township": 10, "prefecture": 4, "province": 3, "zone": 4,
}  # fmt: skip
LEAST_INDICATORS = 70

CHINESE = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "○": 0}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"": 1, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
NUMBER = re.compile(r"(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?(?:余|多)?([万萬亿億]?)")
HAN_NUMBER = re.compile(r"[零〇○一二两三四五六七八九十百千]+")
GLOSS = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]+\)")
ZERO_WORDS = re.compile(r"未|没有|无|無|零报告|尚无|从未|免费")


def load(*files: Path) -> list[dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [p for file in files for p in yaml.load(file.read_text(encoding="utf-8"), Loader=loader)]


@cache
def passages() -> tuple[dict[str, Any], ...]:
    return tuple(load(*sorted(GOLD.glob("*.yml"))))


@cache
def development() -> tuple[dict[str, Any], ...]:
    return tuple(load(*sorted(GOLD.glob("development*.yml"))))


def plain(text: str) -> str:
    """The text in one width, without glosses."""
    # A brand that a copy has spliced into a label (dev_403).
    return GLOSS.sub("", unicodedata.normalize("NFKC", text)).replace("澳博彩票", "")


def han_value(word: str) -> int:
    """A number in Chinese numerals: 二百三十, 十二, 百, 二〇一二."""
    if not set(word) & set(TENS):
        return int("".join(str(CHINESE[c]) for c in word))
    total, digit = 0, None
    for c in word:
        if c in TENS:
            total += (1 if digit is None else digit) * TENS[c]
            digit = None
        else:
            digit = CHINESE[c]
    return total + (digit or 0)


def numbers(text: str) -> set[Decimal]:
    """Every number that stands in a text, with and without its 万 or 亿."""
    found: set[Decimal] = set()
    for whole, rest, myriad in NUMBER.findall(plain(text)):
        number = Decimal(re.sub(r"[, ]", "", whole) + rest)
        found |= {number, number * MYRIADS[myriad]}
        found |= {Decimal(part) for part in whole.split() if "," not in whole}
    return found | {Decimal(han_value(word)) for word in HAN_NUMBER.findall(plain(text))}


def broken(found: list[str]) -> str:
    return "the gold set breaks its rules: " + "; ".join(found)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("共公开信息二百三十条", 230),
        ("近百条", 100),
        ("十二次", 12),
        ("１２，４５０条", 12450),
        ("5 104条", 5104),
        ("1.8万余条", 18000),
        ("126.4万余条", 1264000),
        ("占６２．４％", Decimal("62.4")),
    ],
)
def test_numbers_are_found_in_every_shape(text: str, number: int | Decimal) -> None:
    assert Decimal(number) in numbers(text)


def test_a_number_within_another_is_not_found() -> None:
    assert Decimal(37) not in numbers("共公开信息1374条")


def test_every_file_is_short_enough_to_read() -> None:
    long = [f.name for f in GOLD.glob("*.yml") if len(f.read_text("utf-8").splitlines()) >= 1500]
    assert not long


def test_keys_eras_levels_and_years() -> None:
    wrong = []
    for p in passages():
        if not PASSAGE_KEYS - {"facts", "abstain"} <= set(p) <= PASSAGE_KEYS:
            wrong.append(f"{p['id']}: keys {sorted(set(p) ^ PASSAGE_KEYS)}")
        elif p["era"] not in ERAS or p["level"] not in LEVELS:
            wrong.append(f"{p['id']}: era or level")
        elif p["year"] not in ERAS[p["era"]]:
            wrong.append(f"{p['id']}: {p['year']} is no year of {p['era']}")
        elif p["synthetic"] is not (p.get("facts") is None):
            wrong.append(f"{p['id']}: published figures name their facts, synthetic ones have none")
        elif not (p["text"].strip() and p["note"].strip()):
            wrong.append(f"{p['id']}: empty text or note")
    assert not wrong, broken(wrong)


def test_ids_and_texts_are_unique() -> None:
    ids = Counter(p["id"] for p in passages())
    texts = Counter(p["text"] for p in passages())
    assert max(ids.values()) == 1 and max(texts.values()) == 1
    assert all(re.fullmatch(r"dev_\d{3,4}", p["id"]) for p in development())


def test_indicators_and_categories_are_those_of_the_codebook() -> None:
    wrong = []
    for p in passages():
        wrong += [f"{p['id']}: {i}" for i in p.get("abstain", ()) if i not in indicators()]
        for f in p["figures"]:
            if f["indicator"] not in indicators():
                wrong.append(f"{p['id']}: {f['indicator']}")
            elif f.get("category") is not None and f["category"] not in categories():
                wrong.append(f"{p['id']}: category {f['category']}")
            elif indicators()[f["indicator"]].breakdown and not f.get("label"):
                wrong.append(f"{p['id']}: {f['indicator']} without a label")
            elif f["indicator"] == "printed_share" and (not f.get("label") or f["unit"] != "%"):
                wrong.append(f"{p['id']}: a share without its label or unit")
    assert not wrong, broken(wrong)


def test_figures_are_well_formed() -> None:
    wrong = []
    for p in passages():
        for f in p["figures"]:
            number = isinstance(f.get("value"), int | float) and not isinstance(f["value"], bool)
            negative = number and f["value"] < 0 and f["indicator"] != "printed_change"
            if (
                not set(f) <= FIGURE_KEYS
                or not number
                or negative
                or f.get("scope", "agency") not in SCOPES
                or f.get("cumulative") not in (True, False, None)
                or f.get("approximate", True) is not True
            ):
                wrong.append(f"{p['id']}: {f}")
        keys = Counter(tuple(sorted((k, str(v)) for k, v in f.items())) for f in p["figures"])
        wrong += [f"{p['id']}: {key} twice" for key, times in keys.items() if times > 1]
    assert not wrong, broken(wrong)


def test_every_number_stands_in_its_text() -> None:
    wrong = []
    for p in passages():
        printed = numbers(p["text"])
        for f in p["figures"]:
            said = Decimal(str(abs(f["value"]))) in printed
            if not said and not (f["value"] == 0 and ZERO_WORDS.search(p["text"])):
                wrong.append(f"{p['id']}: {f['indicator']} {f['value']}")
    assert not wrong, broken(wrong)


def in_order(label: str, text: str) -> bool:
    """Tell whether the characters of a label stand in a text in their order, others between them."""
    rest = iter(text)
    return all(c in rest for c in label)


def test_every_label_and_unit_stands_in_its_text() -> None:
    wrong = []
    for p in passages():
        text = re.sub(r"\s", "", plain(p["text"]))
        for f in p["figures"]:
            if f.get("label") and plain(f["label"]) not in text and p in development():
                wrong.append(f"{p['id']}: label {f['label']}")
            if f.get("unit") and f["unit"].replace("條", "条") not in text.replace("條", "条"):
                wrong.append(f"{p['id']}: unit {f['unit']}")
    assert not wrong, broken(wrong)


def test_every_abstention_says_why_and_is_no_figure() -> None:
    for p in passages():
        assert not {f["indicator"] for f in p["figures"]} & set(p.get("abstain", ())), p["id"]
    for file in GOLD.glob("*.yml"):
        lines = file.read_text(encoding="utf-8").splitlines()
        for before, line in pairwise(lines):
            if line.strip().startswith("abstain:"):
                assert "#" in line or before.strip().startswith("#"), f"{file.name}: {line}"


def test_synthetic_passages_name_no_real_county() -> None:
    divisions = pd.read_csv(ROOT / "data" / "divisions.csv", dtype=str)
    names = set(divisions["name"])
    # A name of two characters may be a part of any word: it is only looked for as the place.
    long = re.compile("|".join(sorted((re.escape(n) for n in names if len(n) > 2), reverse=True)))
    wrong = []
    for p in passages():
        if not p["synthetic"]:
            continue
        hits = long.findall(plain(p["place"])) + long.findall(re.sub(r"\s", "", plain(p["text"])))
        if hits or p["place"] in names:
            wrong.append(f"{p['id']}: {hits or p['place']}")
    assert not wrong, broken(wrong)


def test_published_figures_belong_to_a_real_place() -> None:
    divisions = pd.read_csv(ROOT / "data" / "divisions.csv", dtype=str)
    for p in passages():
        if not p["synthetic"] and p["level"] != "zone":  # zones stand in no list of divisions
            assert any(name in p["place"] for name in divisions["name"]), p["id"]


def test_no_published_report_stands_in_both_splits() -> None:
    ours = {p["facts"] for p in development() if not p["synthetic"]}
    others = {p["facts"] for p in passages() if not p["synthetic"] and p not in development()}
    assert not ours & others


def test_the_development_split_is_large_and_varied() -> None:
    by_era = Counter(p["era"] for p in development())
    by_level = Counter(p["level"] for p in development())
    used = {f["indicator"] for p in development() for f in p["figures"]}
    assert len(development()) >= 110
    assert all(by_era[era] >= least for era, least in LEAST_BY_ERA.items()), by_era
    assert all(by_level[level] >= least for level, least in LEAST_BY_LEVEL.items()), by_level
    assert len(used) >= LEAST_INDICATORS, len(used)
    assert any(not p["figures"] for p in development()), "passages without any figure are needed"
