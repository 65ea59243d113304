"""Make the synthetic demonstration panel: twelve fictional counties, 2008 to 2025, in every form.

Run ``python data/demo/make_demo.py``: it writes divisions.csv, population.csv,
planted_errors.csv and reports/ beside itself, the same bytes each time. Nothing here is about a real
place: names are invented, codes begin with 99, every report says ``synthetic: true``. All figures
agree with each other except for the errors that ``planted_errors.csv`` lists, one line for each rule
that an error breaks.
"""

from __future__ import annotations

import csv
import random
import shutil
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from plant_errors import plant  # noqa: E402

from toolkit.codebook import APPLICANTS  # noqa: E402
from toolkit.structured import report_text  # noqa: E402

SEED = 2008
YEARS = range(2008, 2026)
PROVINCE = ("990000", "星野省")
#: code, name, size, label of work updates, what is peculiar
COUNTIES = {
    "云泽市": [
        ("990101", "星湖区", 2.4, "工作动态", ""),
        ("990102", "云桥县", 1.2, "政务动态类信息", ""),
        ("990103", "松烟县", 0.8, "工作动态类", "shares"),
        ("990104", "月塘县", 0.6, "动态信息", "no_site"),
        ("990105", "雁洲县", 1.0, "政务要闻", "blank"),
        ("990106", "稻香县", 0.5, "工作信息", ""),
    ],
    "青岚市": [
        ("990201", "霁川区", 2.0, "工作动态", "shares"),
        ("990202", "鹿鸣县", 1.1, "新闻动态", ""),
        ("990203", "枫亭县", 0.7, "业务动态类", "slash"),
        ("990204", "砚池县", 0.9, "政务动态", "no_total"),
        ("990205", "苇江县", 1.3, "部门动态", ""),
        ("990206", "暖泉县", 0.4, "工作动态信息", "no_site"),
    ],
}
PREFECTURE_CODES = {"云泽市": "990100", "青岚市": "990200"}
#: Years without a report: gaps that a chart has to show.
MISSING = {
    "990102": (2008, 2013),
    "990104": (2008, 2009, 2010, 2016),
    "990106": (2008, 2011, 2018),
    "990203": (2008, 2009, 2022),
    "990205": (2012,),
    "990206": (2008, 2009, 2010, 2011, 2017, 2020),
}
PARTS = ("机构职能类", "政策法规类", "规划计划类", "行政许可类", "财政信息类", "通知公告")
OUTCOMES = {
    "granted_full": 30, "granted_partial": 9, "denied_state_secret": 0, "denied_other_law": 1,
    "denied_security_stability": 0, "denied_third_party_rights": 3, "denied_internal_affairs": 3,
    "denied_deliberative": 3, "denied_enforcement_file": 3, "denied_administrative_query": 2,
    "unable_not_held": 26, "unable_not_compiled": 3, "unable_unclear": 3,
    "not_processed_petition": 5, "not_processed_duplicate": 3, "not_processed_publication": 0,
    "not_processed_excessive": 0, "not_processed_reconfirmation": 1,
}  # fmt: skip
LAST_2019 = {"closed_other_handling": 5}
LAST_2021 = {"closed_not_supplemented": 3, "closed_fee_unpaid": 0, "closed_other": 2}
REASONS = ("state_secret", "trade_secret", "privacy", "security", "not_government_information",
           "other_law")  # fmt: skip
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
ENDS = ("upheld", "corrected", "other", "pending")
HEADS = ("place_code", "place", "year", "code", "indicator", "applicant", "what")

Data = dict[str, Any]


def split(rng: random.Random, total: int, weights: dict[str, float]) -> dict[str, int]:
    """Share ``total`` out among the keys of ``weights`` at random."""
    out = dict.fromkeys(weights, 0)
    for key in rng.choices(list(weights), list(weights.values()), k=total):
        out[key] += 1
    return out


def spoken(indicator: str, value: float, unit: str | None, **more: object) -> Data:
    """Return one figure of the sentences."""
    return {"indicator": indicator, **more, "value": value, "unit": unit, "method": "prose"}


class County:
    """One fictional county, year after year: what one year leaves, the next begins with."""

    def __init__(self, code: str, name: str, size: float, label: str, manner: str) -> None:
        self.code, self.name, self.size, self.label, self.manner = code, name, size, label, manner
        self.rng = random.Random(f"{SEED}-{code}")
        self.carried = dict.fromkeys(APPLICANTS, 0)
        self.in_force = round(60 * size) + 20
        self.items = {k: self.rng.randint(40, 400) for k in
                      ("licences", "other_services", "penalties", "compulsory_measures", "fees")}  # fmt: skip

    def report(self, year: int) -> Data:
        """Return the report of ``year`` as plain data, and move the county one year on."""
        rng = self.rng
        form = ("prose" if year < 2014 else "stat2014" if year < 2019
                else "form2019" if year < 2021 else "form2021")  # fmt: skip
        total = round(self.size * (600 + 240 * (year - 2008)) * rng.uniform(0.85, 1.2))
        received = round(self.size * (2 + 0.35 * (year - 2008) ** 2) * rng.uniform(0.6, 1.3))
        data: Data = {
            "place": self.name, "place_code": self.code, "publisher": f"{self.name}人民政府",
            "level": "county", "year": year, "form": form,
            "title": f"{self.name}{year}年政府信息公开工作年度报告",
            "published": f"{year + 1}-0{rng.randint(1, 3)}-{rng.randint(10, 28)}",
            "synthetic": True, "figures": [],
        }  # fmt: skip
        parts = self.parts(year, total)
        if form in ("prose", "stat2014"):
            self.sentences(data, year, total, parts, received)
        if form == "stat2014":
            data["table"] = self.statistics(total, received)
        if year >= 2019:
            self.tables(data, year, received)
            if self.manner != "no_total":
                data["figures"] = [spoken("disclosed_total", total, "条")]
                if self.manner != "no_site":
                    data["figures"] += [
                        spoken("disclosed_by_category", n, "条", label=k) for k, n in parts.items()
                    ]
        if year >= 2017 and self.manner != "no_site":
            data["documents"] = [self.website(year, total)]
        return data

    def parts(self, year: int, total: int) -> dict[str, int]:
        """Split the total into printed categories."""
        rng = self.rng
        updates = round(total * (0.30 + 0.018 * (year - 2008)) * rng.uniform(0.85, 1.1))
        if year >= 2019:
            overview = round(total * rng.uniform(0.01, 0.04))
            return {"概况类信息": overview, "政务动态信息": updates,
                    "信息公开目录信息更新量": total - overview - updates}  # fmt: skip
        rest = total - updates
        out = {PARTS[0]: round(rest * 0.1), self.label: updates}
        out |= {k: round(rest * rng.uniform(0.05, 0.16)) for k in PARTS[1:]}
        return out | {"其他信息": total - sum(out.values())}

    def sentences(self, data: Data, year: int, total: int, parts: Data, received: int) -> None:
        """Write what the prose of the earlier reports states."""
        rng, figures = self.rng, data["figures"]
        figures.append(spoken("disclosed_total", total, "条"))
        for label, n in parts.items():
            figures.append(spoken("disclosed_by_category", n, "条", label=label))
            if self.manner == "shares":
                share = int(1000 * n / total + 0.5) / 10
                figures.append(spoken("printed_share", share, "%", label=label))
        figures.append(spoken("requests_received", received, "件" if received else None))
        if year < 2014:
            for id_, n in (
                ("reconsideration_total", received // 25),
                ("litigation_total", received // 40),
            ):
                figures.append(spoken(id_, n, "件" if n else None))
            if received and rng.random() < 0.4:
                figures.append(spoken("request_fees", rng.randint(1, 30) * 10, "元"))
            else:
                figures.append(spoken("request_fees", 0, None))
            figures.append(spoken("consultations", rng.randint(20, 900), "人次"))

    def statistics(self, total: int, received: int) -> Data:
        """Fill the statistics table of 2014 to 2018."""
        rng = self.rng
        channels = {
            "gazette": round(total * 0.02), "website": round(total * rng.uniform(0.85, 1)),
            "weibo": round(total * 0.12), "wechat": round(total * 0.18), "other": round(total * 0.05),
        }  # fmt: skip
        ways = split(rng, received, {"in_person": 4, "fax": 0.2, "online": 8, "letter": 3})
        extended = received // 12
        answers = split(rng, received, {
            "already_public": 4, "granted": 9, "granted_in_part": 2, "refused": 2,
            "other_agency": 4, "does_not_exist": 4, "amendment_requested": 1, "other_route": 1,
        })  # fmt: skip
        reasons = split(rng, answers["refused"], dict.fromkeys(REASONS, 1))
        issued = rng.randint(3, 20)
        table: Data = {
            "disclosed_total": total, "disclosed_normative_documents": issued,
            "normative_documents_issued": issued,
            **{f"disclosed_channel_{k}": n for k, n in channels.items()},
            "responses_total": rng.randint(0, 40), "responses_press_conferences": rng.randint(0, 6),
            "responses_online_interviews": rng.randint(0, 12),
            "responses_policy_explanations": rng.randint(2, 60),
            "requests_received": received, **{f"requests_channel_{k}": n for k, n in ways.items()},
            "requests_closed": received, "requests_closed_on_time": received - extended,
            "requests_closed_extended": extended, "answers_total": received,
            **{f"answers_{k}": n for k, n in answers.items()},
            **{f"answers_refused_{k}": n for k, n in reasons.items()},
        }  # fmt: skip
        for block, n in (("reconsideration", received // 20), ("litigation", received // 35)):
            ends = split(rng, n, {"upheld": 5, "corrected": 2, "other": 2})
            table |= {f"{block}_total": n, **{f"{block}_{k}": v for k, v in ends.items()}}
        full, part = rng.randint(1, 6), rng.randint(20, 90)
        table |= {
            "complaints": 0, "request_fees": "0万元", "capacity_offices": 1,
            "capacity_reading_points": rng.randint(3, 30), "capacity_staff": full + part,
            "capacity_staff_full_time": full, "capacity_staff_part_time": part,
            "capacity_budget": "blank" if self.manner == "blank" else rng.randint(0, 30),
            "training_meetings": rng.randint(1, 5), "training_courses": rng.randint(1, 8),
            "training_participants": rng.randint(50, 400),
        }  # fmt: skip
        return table

    def tables(self, data: Data, year: int, received: int) -> None:
        """Fill tables 2, 3 and 4 of the forms since 2019."""
        rng = self.rng
        old = year < 2021
        rows: dict[str, list[int]] = {}
        names = list(APPLICANTS)[:-1]
        outcomes: dict[str, float] = OUTCOMES | (LAST_2019 if old else LAST_2021)
        order = ["requests_received", "requests_carried_over", *outcomes, "requests_processed",
                 "requests_carried_forward"]  # fmt: skip
        new = split(rng, received, dict(zip(names, (85, 9, 0.3, 0.6, 3, 2), strict=True)))
        for name in names:
            pending = new[name] + self.carried[name]
            later = min(pending, rng.choice((0, 0, 1, 2)) + pending // 30)
            ends = split(rng, pending - later, outcomes)
            for id_, n in zip(order, (new[name], self.carried[name], *ends.values(),
                                      pending - later, later), strict=True):  # fmt: skip
                rows.setdefault(id_, []).append(n)
            self.carried[name] = later
        data["requests"] = {id_: [*cells, sum(cells)] for id_, cells in rows.items()}
        data["table"] = self.table2(old)
        appeals = max(0, round(received * rng.uniform(0.02, 0.12)))
        for block, weight in zip(BLOCKS, (1.0, 0.4, 0.3), strict=True):
            ends = split(rng, round(appeals * weight), dict(zip(ENDS, (6, 2, 2, 1), strict=True)))
            data["table"] |= {f"{block}_{k}": n for k, n in ends.items()}
            data["table"][f"{block}_total"] = sum(ends.values())
        if self.manner == "blank":
            for cells in data["requests"].values():
                cells[1:6] = ["blank" if n == 0 else n for n in cells[1:6]]

    def table2(self, old: bool) -> Data:
        """Fill table 2; its stocks follow from those of the year before."""
        rng = self.rng
        issued, repealed = rng.randint(2, 18), rng.randint(0, 9)
        self.in_force += issued - repealed
        none = "slash" if self.manner == "slash" else 0
        if not old:
            return {
                "rules_issued": none, "rules_repealed": none, "rules_in_force": none,
                "normative_documents_issued": issued, "normative_documents_repealed": repealed,
                "normative_documents_in_force": self.in_force,
                "licences_decisions": rng.randint(800, 9000),
                "penalties_decisions": rng.randint(100, 2500),
                "compulsory_measures_decisions": rng.randint(0, 120),
                "fees_charged": round(rng.uniform(50, 4000), 2),
            }  # fmt: skip
        table: Data = {"rules_made": none, "rules_newly_disclosed": none, "rules_disclosed_total": none,
                       "normative_documents_made": issued, "normative_documents_newly_disclosed": issued,
                       "normative_documents_disclosed_total": self.in_force}  # fmt: skip
        for kind in self.items:
            change = rng.randint(-12, 20)
            table |= {f"{kind}_items_last_year": self.items[kind], f"{kind}_items_change": change}
            self.items[kind] += change
            if kind != "fees":
                table[f"{kind}_decisions"] = rng.randint(0, 5000)
        return table | {"procurement_projects": rng.randint(20, 300),
                        "procurement_amount": f"{rng.randint(500, 30000)}万元"}  # fmt: skip

    def website(self, year: int, total: int) -> Data:
        """Fill the yearly sheet of the county's portal: its scope is the portal."""
        rng = self.rng
        items = round(total * rng.uniform(0.55, 0.8))
        updates = round(items * (0.36 + 0.02 * (year - 2017)) * rng.uniform(0.9, 1.1))
        overview = rng.randint(5, 60)
        natural, legal = rng.randint(500, 90000), rng.randint(200, 20000)
        received = rng.randint(20, 900)
        return {"form": "website2017", "scope": "portal", "table": {
            "site_unique_visitors": rng.randint(20000, 900000), "site_visits": rng.randint(10**6, 9 * 10**6),
            "site_items_total": items, "site_items_overview": overview,
            "site_items_work_updates": updates, "site_items_catalogue": items - overview - updates,
            "site_cases_total": natural + legal, "site_cases_natural": natural,
            "site_cases_legal": legal, "site_messages_received": received,
            "site_messages_closed": received - received // 40,
        }}  # fmt: skip


def main(folder: Path = HERE) -> None:
    """Write the demonstration data into ``folder``."""
    panel: dict[tuple[str, int], Data] = {}
    rows = [(PROVINCE[0], PROVINCE[1], 1, PROVINCE[1], "", "", "", "")]
    for prefecture, counties in COUNTIES.items():
        rows.append(
            (PREFECTURE_CODES[prefecture], prefecture, 2, PROVINCE[1], prefecture, "", "", "")
        )
        for code, name, size, label, manner in counties:
            rows.append((code, name, 3, PROVINCE[1], prefecture, "", "", ""))
            county = County(code, name, size, label, manner)
            for year in YEARS:
                data = county.report(year)
                if year not in MISSING.get(code, ()):
                    panel[code, year] = data
    errors = plant(panel)
    people = [
        # A source of chance of its own, so that no report depends on it.
        (code, round(280_000 * size * random.Random(f"residents-{code}").uniform(0.7, 1.4)))
        for counties in COUNTIES.values()
        for code, _, size, *_ in counties
    ]
    head = ("code", "name", "level", "province", "prefecture", "from", "to", "successors")
    table(folder / "divisions.csv", head, rows)
    table(folder / "population.csv", ("code", "population_2020"), people)
    table(folder / "planted_errors.csv", HEADS, errors)
    shutil.rmtree(folder / "reports", ignore_errors=True)
    (folder / "reports").mkdir(parents=True)
    for (code, year), data in panel.items():
        path = folder / "reports" / f"{code}-{year}.yml"
        path.write_text(report_text(data), encoding="utf-8", newline="\n")


def table(path: Path, head: tuple[str, ...], rows: list[Any]) -> None:
    """Write one CSV file."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([head, *rows])


if __name__ == "__main__":
    main()
