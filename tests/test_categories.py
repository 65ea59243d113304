"""Categories: which printed label means which class, what only looks like one, and what stays as printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from toolkit.codebook import APPLICANTS, as_printed, categories, category_of, indicators
from toolkit.codebook import kept_as_printed as kept
from toolkit.codebook.category import _index, _patterns

ROOT = Path(__file__).resolve().parents[1]
FACTS = ROOT.parent / "shared" / "facts" / "real-reports.jsonl"
GOLD = sorted((ROOT / "tests" / "gold").glob("development*.yml"))


def _labels_of_facts() -> set[str]:
    lines = FACTS.read_text(encoding="utf-8").splitlines()
    figures = [f for line in lines for f in json.loads(line)["figures"] if f.get("label")]
    kinds = ("disclosed_by_category", "disclosed_by_subcategory", "disclosed_share_pct")
    # Before a dot stands the channel that the class was counted on, which is no part of the label.
    return {f["label"].rsplit(".", 1)[-1] for f in figures if f["indicator"] in kinds}


@pytest.mark.skipif(
    not FACTS.is_file(), reason="the figures read by hand are not beside this folder"
)
def test_every_label_read_by_hand_is_classed_or_was_looked_at():
    labels = _labels_of_facts()
    assert len(labels) > 400
    assert [x for x in sorted(labels) if category_of(x) is None and kept(x) is None] == []


def test_every_label_of_the_bundled_reports_is_classed_or_was_looked_at():
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loose = set()
    for path in [
        *(ROOT / "data").glob("reports/*/*.yml"),
        *(ROOT / "data/demo/reports").glob("*.yml"),
    ]:
        report = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        for part in [report, *report.get("documents", [])]:
            for f in part.get("figures") or ():
                if f["indicator"] in ("disclosed_by_category", "disclosed_beside_total"):
                    label = f["label"]
                    loose |= (
                        {label} if category_of(label) is None and kept(label) is None else set()
                    )
    assert not loose


def _annotated() -> list[tuple[str, str | None]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    passages = [p for f in GOLD for p in yaml.load(f.read_text(encoding="utf-8"), Loader=loader)]
    figures = [g for p in passages for g in p["figures"] if "label" in g and "category" in g]
    return sorted({(g["label"], g["category"]) for g in figures}, key=str)


@pytest.mark.parametrize(("label", "category"), _annotated())
def test_annotated_categories(label, category):
    assert category_of(label) == category
    assert category or kept(label)


@pytest.mark.parametrize(
    "label",
    [
        "工作动态", "工作动态类", "工作动态信息", "日常工作动态", "工作日常动态", "政务动态", "政务动态信息",
        "政务动态类", "政务动态类信息", "政务动态信息更新量", "政务动态板块", "动态政务信息", "动态信息", "动态类",
        "动态类信息", "信息动态", "部门动态", "部门动态信息", "镇街动态", "乡镇动态", "街办动态", "部门、镇动态",
        "新闻动态", "政务新闻", "政务要闻", "要闻", "党政要闻和政务资讯", "业务（工作动态）",
        # by field, by place, by level
        "审计动态", "农业动态", "县市农业动态", "招商动态", "招商动态类", "民政动态", "档案工作动态", "科研动态",
        "安全生产动态", "质监动态", "交通要闻", "秦都要闻", "沙区要闻", "自治区要闻", "乌鲁木齐要闻", "浔阳头条",
        "平潭县动态", "本局工作动态", "统计局工作动态",
        # as pages spoil them
        "政務動態類信息", "「工作動態」類", "“政务动态”", "政务 动态　信息", "工作动态（类）", "政务动态栏目",
    ],
)  # fmt: skip
def test_work_updates(label):
    assert category_of(label) == "work_updates"


@pytest.mark.parametrize(
    "label",
    [
        # the near misses of the guide: a tourism column, policies, figures, prose
        "休闲旅游动态类", "休闲旅游动态", "旅游动态", "重点领域政策及动态", "统计动态", "经济动态", "经济动态信息",
        "动态更新", "动态调整", "动态管理", "动态监测", "动态发布", "动态清零", "动态信息栏目",
        # the word for everything, and what is sent up instead of published
        "政务信息", "政府信息", "主动公开信息", "上报工作动态", "报送工作动态信息", "上传动态",
        # news of others, of a trade or a market
        "行业动态", "价格动态", "市场动态", "楼市动态", "疫情动态", "国务院要闻", "国内要闻", "上级要闻", "省市要闻", "今日头条",
        # border cases that the guide keeps apart
        "领导活动", "会议活动类", "会议信息", "新闻发布会", "社区情况", "业务类", "业务信息",
    ],
)  # fmt: skip
def test_near_misses_stay_as_printed(label):
    assert category_of(label) is None


@pytest.mark.parametrize(
    ("label", "category"),
    [
        ("业务动态类", "business_updates"), ("业务动态类信息", "business_updates"),
        ("工作信息", "work_information"), ("工作信息类", "work_information"), ("工作类", "work_information"),
        ("招商引资工作信息", "work_information"), ("动态、党建、廉政等其他信息", "mixed_updates"),
        ("民生事项和工作信息", "mixed_updates"), ("党政信息类", "mixed_updates"),
        ("部门新闻类", "news"), ("兴仁新闻", "news"), ("公路新闻", "news"), ("时政新闻", "news"),
    ],
)  # fmt: skip
def test_wider_classes_are_apart(label, category):
    assert category_of(label) == category
    assert categories()[category].wider_than == "work_updates"


@pytest.mark.parametrize(
    ("label", "category"),
    [
        ("概况性信息", "overview"), ("机关简介", "overview"), ("政务公开版块", "catalogue"),
        ("公开信息公开目录信息", "catalogue"), ("信息公开目录内信息", "catalogue"), ("信息公开类", "catalogue"),
        ("转载国省要情", "reposts"), ("转载新闻", "reposts"), ("县级文件", "rules"), ("政府办公室文件", "rules"),
        ("人事任免文件", "personnel"), ("重点领域信息（财政预决算）", "key_areas"), ("重点工作信息", "key_areas"),
        ("行政办事事项（居民）", "guides"), ("疫情防控专栏", "key_areas"), ("公共服务领域", "livelihood"),
        ("文件类信息公开", "rules"), ("其它信息", "other"), ("其他应主动公开的信息", "other"),
    ],
)  # fmt: skip
def test_other_classes(label, category):
    assert category_of(label) == category


def test_shortened_labels_do_not_reach_what_nobody_printed():
    # 政务公开 is the catalogue; 政务信息 shares its first half only.
    assert category_of("政务公开信息") == "catalogue"
    assert category_of("政务信息") is None
    assert category_of("政府公报") is None  # a channel
    assert category_of("主动公开栏目") == "catalogue"
    assert category_of("主动公开") is None  # the whole


def test_unknown_never_becomes_other():
    assert category_of("星际旅行类信息") is None
    assert kept("星际旅行类信息") is None


def test_the_files_agree_with_themselves():
    listed = _index()  # refuses a label that stands in two places
    assert len(listed) > 400
    others = {*indicators(), *APPLICANTS}
    assert not others & {*categories(), *as_printed()}
    for c in [*categories().values(), *as_printed().values()]:
        assert c.zh
        assert c.en
        assert len(set(c.labels)) == len(c.labels)
    assert {c.wider_than for c in categories().values()} == {None, "work_updates"}


def test_no_word_of_a_pattern_is_left_open():
    assert _patterns()
    assert not [p.pattern for p, _ in _patterns() if "<" in p.pattern]
