"""Reports in the forms of 2019 and 2021, as their notices print them: three tables and sentences."""

from __future__ import annotations

from made.sample import Cell, Grid, Maker, Sample

APPLICANTS = (
    "natural_person", "business", "research", "ngo", "legal_service", "other_organisation",
)  # fmt: skip
ORGANISATIONS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
ENDS = ("upheld", "corrected", "other", "pending")
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")

#: Rows of outcomes: label and indicator, or a group's label and its rows.
OUTCOMES = (
    ("（一）予以公开", "granted_full"),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "granted_partial"),
    ("（三）不予公开", (
        ("1.属于国家秘密", "denied_state_secret"),
        ("2.其他法律行政法规禁止公开", "denied_other_law"),
        ("3.危及“三安全一稳定”", "denied_security_stability"),
        ("4.保护第三方合法权益", "denied_third_party_rights"),
        ("5.属于三类内部事务信息", "denied_internal_affairs"),
        ("6.属于四类过程性信息", "denied_deliberative"),
        ("7.属于行政执法案卷", "denied_enforcement_file"),
        ("8.属于行政查询事项", "denied_administrative_query"),
    )),
    ("（四）无法提供", (
        ("1.本机关不掌握相关政府信息", "unable_not_held"),
        ("2.没有现成信息需要另行制作", "unable_not_compiled"),
        ("3.补正后申请内容仍不明确", "unable_unclear"),
    )),
    ("（五）不予处理", (
        ("1.信访举报投诉类申请", "not_processed_petition"),
        ("2.重复申请", "not_processed_duplicate"),
        ("3.要求提供公开出版物", "not_processed_publication"),
        ("4.无正当理由大量反复申请", "not_processed_excessive"),
        ("5.要求行政机关确认或重新出具已获取信息", "not_processed_reconfirmation"),
    )),
)  # fmt: skip
LAST_2019 = ("（六）其他处理", "closed_other_handling")
LAST_2021 = ("（六）其他处理", (
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "closed_not_supplemented"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "closed_fee_unpaid"),
    ("3.其他", "closed_other"),
))  # fmt: skip


def _rows(group: str | tuple) -> tuple[str, ...]:  # type: ignore[type-arg]
    return (group,) if isinstance(group, str) else tuple(i for _, i in group)


def requests(maker: Maker, last: tuple[str, object]) -> Grid:
    """Return table 3; received and carried over are what the outcomes and the next year ask for."""
    outcomes = (*OUTCOMES, last)
    names = [i for _, rows in outcomes for i in _rows(rows)]
    counts: dict[str, list[int]] = {}
    for name in names:
        big = 140 if name in ("granted_full", "unable_not_held") else 30
        counts[name] = [maker.count(big), *(maker.count(12) for _ in ORGANISATIONS)]
    counts["requests_processed"] = [sum(c[i] for c in counts.values()) for i in range(6)]
    forward = [maker.count(20) for _ in range(6)]
    both = [a + b for a, b in zip(counts["requests_processed"], forward, strict=True)]
    over = [min(maker.count(15), n) for n in both]
    counts["requests_carried_over"] = over
    counts["requests_received"] = [a - b for a, b in zip(both, over, strict=True)]
    counts["requests_carried_forward"] = forward

    def figures(name: str) -> list[Cell]:
        numbers = counts[name]
        cells = [maker.value(n, name, a) for n, a in zip(numbers, APPLICANTS, strict=True)]
        return [*cells, maker.value(sum(numbers), name, "total", plain=name.startswith("requests"))]

    lines: list[list[Cell]] = [
        [Cell(BALANCE, 3, 3), Cell("申请人情况", 1, 7)],
        [Cell("自然人", 2), Cell("法人或其他组织", 1, 5), Cell("总计", 2)],
        [Cell(name) for name in ORGANISATIONS],
        [Cell("一、本年新收政府信息公开申请数量", 1, 3), *figures("requests_received")],
        [Cell("二、上年结转政府信息公开申请数量", 1, 3), *figures("requests_carried_over")],
    ]
    first = len(lines)
    for label, rows in outcomes:
        if isinstance(rows, str):
            lines.append([Cell(label, 1, 2), *figures(rows)])
            continue
        for at, (own, name) in enumerate(rows):
            group = [Cell(label, len(rows))] if at == 0 else []
            lines.append([*group, Cell(own), *figures(name)])
    lines.append([Cell("（七）总计", 1, 2), *figures("requests_processed")])
    lines[first].insert(0, Cell("三、本年度办理结果", len(lines) - first))
    lines.append([Cell("四、结转下年度继续办理", 1, 3), *figures("requests_carried_forward")])
    return Grid("requests", tuple(map(tuple, lines)), 3)


def appeals(maker: Maker) -> Grid:
    """Return table 4: one row of fifteen figures below three rows of heads."""
    row: list[Cell] = []
    for block in BLOCKS:
        counts = [maker.count(25) for _ in ENDS]
        row += [maker.value(n, f"{block}_{e}") for n, e in zip(counts, ENDS, strict=True)]
        row.append(maker.value(sum(counts), f"{block}_total"))
    lines = (
        (Cell("行政复议", 1, 5), Cell("行政诉讼", 1, 10)),
        (*(Cell(r, 2) for r in RESULTS), Cell("未经复议直接起诉", 1, 5), Cell("复议后起诉", 1, 5)),
        tuple(Cell(r) for r in RESULTS * 2),
        tuple(row),
    )
    return Grid("appeals", lines, 3)


def _article(text: str) -> tuple[Cell, ...]:
    return (Cell(text, 1, 4),)


def _line(maker: Maker, label: str, row: str, columns: dict[str, float]) -> tuple[Cell, ...]:
    """Return one row of table 2; the last figure spans what is left of the four columns."""
    cells = [Cell(label)]
    for at, (column, number) in enumerate(columns.items()):
        wide = 4 - len(columns) if at == len(columns) - 1 else 1
        plain = number < 0 or column in ("amount", "charged")
        cells.append(maker.value(number, f"{row}_{column}", plain=plain, spans=(1, wide)))
    return tuple(cells)


def _heads(*labels: str) -> tuple[Cell, ...]:
    return (Cell("信息内容"), *(Cell(x) for x in labels[:-1]), Cell(labels[-1], 1, 4 - len(labels)))


def proactive2019(maker: Maker) -> Grid:
    """Return table 2 of 2019, with its signed column 本年增/减."""
    count, rng = maker.count, maker.rng

    def papers() -> dict[str, float]:
        made = count(40)
        return {"made": made, "newly_disclosed": min(made, count(40)), "disclosed_total": made + 87}

    def items() -> dict[str, float]:
        return {"items_last_year": 200 + count(300), "items_change": rng.randint(-60, 60)}

    heads = _heads("上一年项目数量", "本年增/减", "处理决定数量")
    lines = (
        _article("第二十条第（一）项"),
        _heads("本年新制作数量", "本年新公开数量", "对外公开总数量"),
        _line(maker, "规章", "rules", papers()),
        _line(maker, "规范性文件", "normative_documents", papers()),
        _article("第二十条第（五）项"), heads,
        _line(maker, "行政许可", "licences", items() | {"decisions": 1000 + count(4000)}),
        _line(maker, "其他对外管理服务事项", "other_services", items() | {"decisions": count(900)}),
        _article("第二十条第（六）项"), heads,
        _line(maker, "行政处罚", "penalties", items() | {"decisions": count(7000)}),
        _line(maker, "行政强制", "compulsory_measures", items() | {"decisions": count(300)}),
        _article("第二十条第（八）项"), _heads("上一年项目数量", "本年增/减"),
        _line(maker, "行政事业性收费", "fees", items()),
        _article("第二十条第（九）项"), _heads("采购项目数量", "采购总金额"),
        _line(maker, "政府集中采购", "procurement",
              {"projects": count(90), "amount": rng.randint(10_000, 900_000) / 100}),
    )  # fmt: skip
    return Grid("proactive", lines)


def proactive2021(maker: Maker) -> Grid:
    """Return table 2 of 2021."""
    count = maker.count

    def papers() -> dict[str, float]:
        return {"issued": count(40), "repealed": count(20), "in_force": 61 + count(200)}

    decisions = _heads("本年处理决定数量")
    lines = (
        _article("第二十条第（一）项"), _heads("本年制发件数", "本年废止件数", "现行有效件数"),
        _line(maker, "规章", "rules", papers()),
        _line(maker, "行政规范性文件", "normative_documents", papers()),
        _article("第二十条第（五）项"), decisions,
        _line(maker, "行政许可", "licences", {"decisions": 2000 + count(9000)}),
        _article("第二十条第（六）项"), decisions,
        _line(maker, "行政处罚", "penalties", {"decisions": count(5000)}),
        _line(maker, "行政强制", "compulsory_measures", {"decisions": count(400)}),
        _article("第二十条第（八）项"), _heads("本年收费金额（单位：万元）"),
        _line(maker, "行政事业性收费", "fees", {"charged": maker.rng.randint(100, 99_999) / 100}),
    )  # fmt: skip
    return Grid("proactive", lines)


def _report(maker: Maker, form: str, place: str, year: int, last: tuple[str, object]) -> Sample:
    proactive = proactive2019 if form == "form2019" else proactive2021
    second, third, fourth = proactive(maker), requests(maker, last), appeals(maker)
    received = maker.truth["requests_received", "total", False]
    disclosed = maker.rng.randint(1000, 9000)
    said = {
        ("disclosed_total", "total", False): disclosed,
        ("requests_received", "total", False): received,
    }
    title = f"{place}{year}年政府信息公开工作年度报告"
    blocks = (
        title,
        f"本报告为合成数据（synthetic），仅供测试；{place}为虚构地名。",
        "一、总体情况",
        f"{year}年，全县主动公开政府信息{disclosed}条，收到政府信息公开申请{received}件。",
        "二、主动公开政府信息情况", second,
        "三、收到和处理政府信息公开申请情况", third,
        "四、政府信息公开行政复议、行政诉讼情况", fourth,
        "五、存在的主要问题及改进情况", "公开内容有待深化，将进一步加强培训。",
        "六、其他需要报告的事项", "无其他需要报告的事项。",
    )  # fmt: skip
    return Sample(form, title, place, year, blocks, maker.truth, said)


def form2019(maker: Maker) -> Sample:
    """Return one report in the form of 2019."""
    return _report(maker, "form2019", "雾泉县", maker.rng.choice((2019, 2020)), LAST_2019)


def form2021(maker: Maker) -> Sample:
    """Return one report in the form of 2021."""
    return _report(maker, "form2021", "砚溪县", maker.rng.randint(2021, 2024), LAST_2021)
