"""A release: valid, the same bytes each time, at one stroke, and nothing in it is lost or made up."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from click.testing import CliRunner

from toolkit.cli import cli
from toolkit.codebook.tables import column, missing_kinds
from toolkit.errors import FormError, ParameterError, SourceError
from toolkit.figure import ABSTAIN_REASONS
from toolkit.release import open_release, release_content, write_release
from toolkit.release.content import BOTH
from toolkit.release.identity import report_ids
from toolkit.release.terms import Terms, terms_of
from toolkit.report import Report
from toolkit.selection import choose
from toolkit.spreadsheet import plain_cell
from toolkit.structured import load_report_file
from toolkit.values import MISSING_KINDS

ROOT = Path(__file__).resolve().parents[1]
TABLES = ("figures", "panel", "reports", "findings", "corrections", "divisions")
CODEBOOK = ("indicators", "categories", "series", "metrics", "missing")

#: Three reports of two fictional counties. Form of 2019, so that the table is that of requests.
HEAD = "place: {0}\nplace_code: '{1}'\npublisher: {2}\nlevel: county\nyear: {3}\nform: {4}\nsynthetic: true\n"
REPORTS = {
    "a.yml": HEAD.format("星湖区", "990101", "星湖区人民政府", 2018, "stat2014")
    + "address: https://example.org/2018\ntable:\n  requests_received: 12\n  litigation_total: blank\n",
    "b.yml": HEAD.format("星湖区", "990101", "星湖区人民政府", 2019, "form2019")
    + "address: https://example.org/2019\nabstained: {disclosed_total: scope_unclear}\n"
    "requests:\n  requests_received: [3, 1, 0, 0, 0, 0, 5]\nfigures:\n"
    "  - {indicator: licences_items_change, value: -5, unit: 项, quote: '-5项'}\n"
    "  - {indicator: disclosed_by_category, label: '=1+1', value: 7, unit: 条, quote: \"\\t=1\"}\n"
    '  - {indicator: disclosed_by_category, label: 工作动态, value: 2, unit: 条, quote: "\'+1"}\n',
    "sub/c.yml": HEAD.format("云桥县", "990102", "云桥县人民政府", 2019, "form2019")
    + "address: https://example.org/c\ntable:\n  litigation_direct_total: slash\n",
}
CORRECTIONS = """
- {place: '990101', year: 2019, indicator: requests_received, expect: 5, use: 4, reason: 3 + 1 = 4, source: x, by: 王}
- {place: '990101', year: 2018, indicator: requests_received, expect: 99, use: 4, reason: y, source: x, by: 王}
"""


def gongkai(*args: str, **more):
    return CliRunner().invoke(cli, [str(a) for a in args], **more)


def write(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("data"), REPORTS | {"corrections.yml": CORRECTIONS})


@pytest.fixture(scope="module")
def made(data, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("out")
    args = ("--data", data, "--output", out, "--version", "1", "--date", "2026-03-01")
    done = gongkai("release", *args)
    assert done.exit_code == 0, done.output
    assert done.output.strip() == str(out / "gongkai-synthetic-1")
    return out / "gongkai-synthetic-1"


@pytest.fixture(scope="module")
def bundled(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("bundled")
    assert not gongkai(
        "release", "-o", out, "--version", "2026.1", "--date", "2026-03-01"
    ).exit_code
    return out / "gongkai-2026.1"


def again(folder: Path, out: Path, version: str, previous: Path | None = None, *more: str) -> Path:
    args = ["--data", folder, "-o", out, "--version", version, "--date", "2026-04-01"]
    args += ["--previous", previous] if previous else []
    done = gongkai("release", *args, *more)
    assert done.exit_code == 0, done.output
    return out / f"gongkai-synthetic-{version}"


def table(release: Path, name: str) -> pd.DataFrame:
    return open_release(release).table(name)


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


# What it holds


def test_it_has_every_table_in_the_formats_that_are_promised(made):
    expected = {f"{t}.csv" for t in TABLES} | {f"{t}.parquet" for t in TABLES if t != "divisions"}
    expected |= {f"codebook/{t}.csv" for t in CODEBOOK}
    expected |= {f"codebook/{t}.yml" for t in CODEBOOK}
    expected |= {"README.md", "README.zh.md", "LICENSE.md", "CITATION.cff", "SHA256SUMS"}
    assert set(files(made)) == expected | {"datapackage.json"}


def test_figures_are_as_published_with_their_kinds_of_missing(made):
    figures = table(made, "figures")
    # b.yml: seven columns of table 3, three figures, and one that was seen and not read.
    assert figures["place_code"].tolist() == ["990101"] * 13 + ["990102"]
    assert figures["year"].tolist() == [2018] * 2 + [2019] * 12
    told = figures[["indicator", "value", "missing"]].astype(object).where(figures.notna(), None)
    rows = [tuple(r) for r in told[["indicator", "value", "missing"]].itertuples(index=False)]
    assert ("litigation_total", None, "blank") in rows
    assert ("litigation_direct_total", None, "slash") in rows
    assert ("disclosed_total", None, "abstained: scope_unclear") in rows
    assert ("licences_items_change", -5, None) in rows
    assert figures["report"].nunique() == 3
    total = figures[(figures["indicator"] == "requests_received") & (figures["year"] == 2019)]
    total = total[total["applicant"] == "total"]
    assert (total["value"].item(), total["corrected"].item()) == (5, 4)
    assert "3 + 1 = 4" in total["correction"].item()


def test_the_panel_has_values_missing_kinds_and_markers(made):
    panel = table(made, "panel").set_index(["series", "place_code", "year"])
    received = panel.loc["requests_received"]
    assert received.loc[("990101", 2018), "value"] == 12
    row = received.loc[("990101", 2019)]
    assert (row["value"], row["corrected"], row["break_before"]) == (5, 4, "similar")
    # c.yml states nothing about requests, which is no zero.
    row = received.loc[("990102", 2019)]
    assert (row["value"] is pd.NA, row["missing"]) == (True, "not_stated")
    assert panel.loc[("litigation", "990101", 2018), "missing"] == "blank"
    assert panel.loc[("disclosed_total", "990101", 2019), "missing"] == "abstained: scope_unclear"


def test_corrections_stand_beside_what_is_published(made):
    rows = table(made, "corrections")
    assert rows["outcome"].tolist() == ["applied", "stale"]
    assert rows["value"].astype(object).tolist()[0] == 5
    assert rows["corrected"].tolist() == [4, pd.NA]
    assert rows["expect"].tolist() == ["5", "99"]
    assert rows["entry"].tolist() == ["corrections.yml:2", "corrections.yml:3"]
    findings = table(made, "findings")
    assert findings["code"].tolist().count("correction_stale") == 1
    # 3 + 1 is not 5: the identity of table 3 is broken, and says so.
    broken = findings[findings["code"] == "identity_broken"]
    assert [float(broken[c].item()) for c in ("expected", "found")] == [4, 5]


def test_reports_have_address_hash_and_status(made, data):
    reports = table(made, "reports")
    assert reports["source"].tolist() == ["a.yml", "b.yml", "sub/c.yml"]
    digests = [hashlib.sha256((data / s).read_bytes()).hexdigest() for s in reports["source"]]
    assert reports["sha256"].tolist() == digests
    assert reports["address"].tolist()[0] == "https://example.org/2018"
    assert set(reports["status"]) == {"current"}
    assert reports["figures"].tolist() == [2, 10, 1]


def test_every_table_says_synthetic(made):
    for name in TABLES[:-1]:
        flags = table(made, name)["synthetic"]
        assert len(flags) and flags.all(), name
    with (made / "divisions.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {r["synthetic"] for r in csv.DictReader(file)} == {"true"}
    package = json.loads((made / "datapackage.json").read_text("utf-8"))
    assert package["synthetic"] is True
    assert "ynthetic" in package["title"] and "合成" in package["title_zh"]
    titles = [r["title"] for r in package["resources"] if "title" in r]
    marked = [t for t in titles if t.startswith("Synthetic: ")]
    assert (len(titles), len(marked)) == (2 * 5 + 1 + 5, 2 * 5 + 1)  # the codebook is a real one
    assert "fictional" in (made / "README.md").read_text("utf-8")
    assert "虚构" in (made / "README.zh.md").read_text("utf-8")
    cff = yaml.safe_load((made / "CITATION.cff").read_text("utf-8"))
    assert "Synthetic" in cff["title"] and "fictional" in cff["abstract"]


def test_departments_and_townships_have_codes_of_their_own_that_are_no_official_ones(bundled):
    reports = table(bundled, "reports")
    below = reports[reports["level"].isin(["department", "township"]).fillna(False)]
    letters = {"department": "D", "township": "T"}
    for r in below.itertuples():
        # Those of a zone go by the division that the zone belongs to.
        of = "000000" if r.place_code is pd.NA else r.place_code[:6]
        name = hashlib.sha256(r.publisher.encode()).hexdigest()[:6]
        assert r.publisher_code == f"{of}{letters[r.level]}{name}"
    # data/reports holds reports of 115 departments and 54 townships, some of them for several years.
    assert len(below) == 115 + 54
    county = reports[(reports["level"] == "county").fillna(False)]
    assert (county["publisher_code"] == county["place_code"]).all()


def test_the_bundled_release_has_no_synthetic_row(bundled):
    for name in TABLES[:-1]:
        assert not table(bundled, name)["synthetic"].any(), name
    assert len(table(bundled, "reports")) == 303  # as many as data/reports holds (test_data.py)
    with (bundled / "divisions.csv").open(encoding="utf-8-sig", newline="") as file:
        assert not [r["code"] for r in csv.DictReader(file) if r["code"].startswith("99")]
    for name in ("datapackage.json", "README.md", "README.zh.md", "CITATION.cff", "LICENSE.md"):
        text = (bundled / name).read_text("utf-8")
        assert "Synthetic" not in text and "合成资料" not in text, name
    citation = yaml.safe_load((bundled / "CITATION.cff").read_text("utf-8"))
    assert (citation["version"], citation["date-released"]) == ("2026.1", "2026-03-01")
    assert (citation["type"], citation["license"]) == ("dataset", "MIT")
    assert citation["authors"] == [{"name": "Gongkai contributors"}]
    assert "areacodes" in (bundled / "LICENSE.md").read_text("utf-8")


def test_the_readme_counts_what_is_missing_by_kind(made):
    for name in ("README.md", "README.zh.md"):
        text = (made / name).read_text("utf-8")
        assert re.search(r"\| `blank` \| 1 \| 1 \|", text), name
        assert re.search(r"\| `slash` \| 1 \| ", text), name
        assert "`not_in_data`" in text and "2026-03-01" in text and "sha256sum -c" in text
    assert "3 reports of 2 places for the report years 2018–2019, 11 figures" in (
        (made / "README.md").read_text("utf-8")
    )


# Valid, checkable, the same again


@pytest.mark.parametrize("which", ["made", "bundled"])
def test_the_data_package_is_valid(which, request):
    from frictionless import Package

    folder = request.getfixturevalue(which)
    found = Package(str(folder / "datapackage.json")).validate()
    assert found.valid, found.flatten(["type", "message"])[:5]
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    named = {r["path"] for r in package["resources"]}
    assert named == set(files(folder)) - {"datapackage.json", "SHA256SUMS"}
    for resource in package["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            assert field.get("description") and field.get("description_zh"), (
                resource["path"],
                field,
            )
            if field["type"] in ("number", "integer"):
                assert field.get("unit"), (resource["path"], field["name"])


def test_a_damaged_table_is_not_valid(made, tmp_path):
    # That the test above can fail: a status that there is not, and a sum that is not the file's.
    from frictionless import Package

    copy = shutil.copytree(made, tmp_path / "copy")
    text = (copy / "reports.csv").read_text("utf-8").replace(",current,", ",lost,", 1)
    (copy / "reports.csv").write_text(text, encoding="utf-8")
    kinds = Package(str(copy / "datapackage.json")).validate().flatten(["type"])
    assert {"constraint-error", "hash-count"} <= {k for (k,) in kinds}


def test_the_checksums_are_those_of_the_files(made):
    lines = (made / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = dict(reversed(line.split("  ")) for line in lines)
    found = {n: hashlib.sha256(b).hexdigest() for n, b in files(made).items() if n != "SHA256SUMS"}
    assert listed == found
    if shutil.which("sha256sum"):
        done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=made, capture_output=True)
        assert done.returncode == 0, done.stdout


def test_twice_gives_the_same_bytes_whatever_is_around_it(made, data, tmp_path):
    # Another hash seed, folder, time zone and locale; files that were made in another order.
    copy = tmp_path / "elsewhere"
    for path in sorted((p for p in data.rglob("*") if p.is_file()), reverse=True):
        target = copy / path.relative_to(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for seed in ("1", "4242"):
        out = tmp_path / f"out{seed}"
        done = subprocess.run(
            [sys.executable, "-m", "toolkit.cli", "release", "--data", "elsewhere", "-o", out,
             "--version", "1", "--date", "2026-03-01"],
            cwd=tmp_path, capture_output=True, text=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai", "LC_ALL": "C",
                              "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert files(out / "gongkai-synthetic-1") == files(made)


def test_the_order_of_the_reports_does_not_matter(data):
    chosen = choose("", "", "en", str(data))
    turned = replace(chosen, reports=chosen.reports[::-1])
    one, other = (release_content(c, data) for c in (chosen, turned))
    for name in one.tables:
        pd.testing.assert_frame_equal(one.tables[name], other.tables[name])


def test_no_path_of_this_machine_is_in_it(made, data, bundled):
    for folder, place in ((made, data), (bundled, ROOT)):
        for name, content in files(folder).items():
            assert str(place).encode() not in content, name


def test_without_a_date_the_day_of_the_same_version_stays(made, data, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(made, out / made.name)
    assert gongkai("release", "--data", data, "-o", out, "--version", "1").exit_code == 0
    assert files(out / made.name) == files(made)


# CSV for Excel


@pytest.mark.parametrize("which", ["made", "bundled"])
@pytest.mark.parametrize("name", BOTH)
def test_csv_says_the_same_as_parquet(which, name, request):
    folder = request.getfixturevalue(which)
    data = (folder / f"{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    frame = table(folder, name)
    assert len(rows) == len(frame) > 0
    assert list(rows[0]) == list(frame.columns)
    for column_, kind in frame.dtypes.items():
        for row, value in zip(rows, frame[column_], strict=True):
            cell = row[column_]
            if pd.isna(value):
                assert cell == ""
            elif str(kind) == "string":
                assert plain_cell(cell) == value
            elif str(kind) == "boolean":
                assert cell == str(value).lower()
            else:
                assert float(cell) == value


def test_cells_that_would_run_are_neutralised_and_numbers_are_not(made):
    with (made / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    label = [r for r in rows if r["value"] == "7"]
    assert (label[0]["label"], label[0]["quote"]) == ("'=1+1", "'\t=1")
    change = [r for r in rows if r["indicator"] == "licences_items_change"]
    assert (change[0]["value"], change[0]["quote"]) == ("-5", "'-5项")
    kept = table(made, "figures").set_index("indicator").loc["disclosed_by_category"]
    assert kept["label"].tolist() == ["=1+1", "工作动态"]
    assert kept["quote"].tolist() == ["\t=1", "'+1"]
    package = json.loads((made / "datapackage.json").read_text("utf-8"))
    (figures,) = [r for r in package["resources"] if r["name"] == "figures"]
    assert "apostrophe" in figures["description"] and "撇号" in figures["description_zh"]
    (quote,) = [f for f in figures["schema"]["fields"] if f["name"] == "quote"]
    assert "apostrophes" in quote["description"]


# At one stroke


def test_a_release_of_the_same_version_is_never_written_over(made, data, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(made, out / made.name)
    before = files(out)
    same = gongkai("release", "--data", data, "-o", out, "--version", "1", "--date", "2026-03-01")
    assert same.exit_code == 0
    done = gongkai("release", "--data", data, "-o", out, "--version", "1", "--date", "2026-03-02")
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert "is there and differs" in done.output and "CITATION.cff" in done.output
    assert files(out) == before


def test_where_writing_fails_there_is_no_half_release(data, tmp_path, monkeypatch):
    plain = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "reports.csv":
            raise OSError(28, "No space left on device")
        return plain(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    content = release_content(choose("", "", "en", str(data)), data)
    with pytest.raises(SourceError, match="No space left"):
        write_release(content, tmp_path / "out", "1", date="2026-03-01")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--version", "../x"], "'../x'"),
        (["--version", "1", "--date", "1 March"], "2026-03-01"),
        (["--version", "1", "--values", "corrected"], "--values"),
        (["--version", "1", "--previous", "nowhere"], "nowhere"),
        (["--version", "1", "--places", "火星县"], "火星县"),
    ],
)
def test_what_cannot_be_is_one_line(args, said, data, tmp_path):
    done = gongkai("release", "--data", data, "-o", tmp_path / "out", *args)
    assert done.exit_code == 1
    assert said in done.output and done.output.count("\n") == 1
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_a_release_is_not_written_among_the_reports(data):
    done = gongkai("release", "--data", data, "-o", data / "out", "--version", "1")
    assert done.exit_code == 1 and "outside" in done.output
    assert not (data / "out").exists()


# Reports that were withdrawn, have moved, or are gone


def test_reports_keep_their_figures_when_their_page_is_gone(made, tmp_path):
    since = "withdrawn: 2025-03-01\n", "moved_to: https://example.org/new\n"
    texts = {"a.yml": REPORTS["a.yml"] + since[0], "b.yml": REPORTS["b.yml"] + since[1]}
    folder = write(tmp_path / "data", texts)
    second = again(folder, tmp_path, "2", made)
    reports = table(second, "reports").set_index("source")
    assert reports["status"].to_dict() == {
        "a.yml": "withdrawn", "b.yml": "moved", "sub/c.yml": "not_in_data",
    }  # fmt: skip
    assert reports.loc["a.yml", "withdrawn"] == "2025-03-01"
    assert reports.loc["a.yml", "address"] == "https://example.org/2018"
    assert reports.loc["b.yml", "moved_to"] == "https://example.org/new"
    gone = reports.loc["sub/c.yml"]
    assert (gone["address"], gone["last_release"]) == ("https://example.org/c", "1")
    figures = table(second, "figures").set_index("place_code").loc[["990102"]]
    assert figures["status"].tolist() == ["not_in_data"]
    assert figures["missing"].tolist() == ["slash"]
    panel = table(second, "panel").set_index("place_code")
    assert set(panel.loc["990102", "status"]) == {"not_in_data"}
    # In the release after that it stays, and still names the one that had it last.
    third = again(folder, tmp_path, "3", second)
    pd.testing.assert_frame_equal(table(third, "reports"), table(second, "reports"))
    pd.testing.assert_frame_equal(table(third, "figures"), table(second, "figures"))
    from frictionless import Package

    assert Package(str(third / "datapackage.json")).validate().valid


def test_what_is_gone_never_speaks_where_another_report_does(made, tmp_path):
    # The county's report of 2018 under another name and address: nothing tells that it is the same.
    other = REPORTS["a.yml"].replace("publisher: 星湖区人民政府", "publisher: 星湖区政府办公室")
    other = other.replace("example.org/2018", "example.org/other").replace("12", "13")
    folder = write(tmp_path / "data", REPORTS | {"a.yml": other})
    second = again(folder, tmp_path, "2", made)
    assert table(second, "reports")["status"].tolist().count("not_in_data") == 1
    panel = table(second, "panel")
    mine = panel[(panel["series"] == "requests_received") & (panel["year"] == 2018)]
    assert mine["value"].tolist() == [13]
    assert not mine["conflict"].any()


def test_what_is_gone_keeps_its_place_in_the_order(made, tmp_path):
    texts = {name: text for name, text in REPORTS.items() if name != "a.yml"}
    second = again(
        write(tmp_path / "data", texts | {"corrections.yml": CORRECTIONS}), tmp_path, "2", made
    )
    for name in ("reports", "figures", "panel"):
        one, other = table(made, name), table(second, name)
        columns = ["place_code", "year", *(["indicator", "applicant"] if name == "figures" else [])]
        pd.testing.assert_frame_equal(one[columns], other[columns])


def test_a_publisher_whose_name_is_mended_is_not_gone(made, tmp_path):
    mended = REPORTS["a.yml"].replace("publisher: 星湖区人民政府", "publisher: 星湖区政府")
    second = again(write(tmp_path / "data", REPORTS | {"a.yml": mended}), tmp_path, "2", made)
    assert set(table(second, "reports")["status"]) == {"current"}


def test_reports_of_places_that_were_not_asked_for_are_not_missed(made, data, tmp_path):
    some = again(data, tmp_path, "2", made, "--places", "990102")
    assert table(some, "reports")["place_code"].tolist() == ["990102"]
    some = again(data, tmp_path, "3", made, "--years", "2018")
    assert table(some, "reports")["year"].tolist() == [2018]


def test_a_correction_of_a_report_that_is_gone_still_stands(made, tmp_path):
    texts = {"a.yml": REPORTS["a.yml"], "corrections.yml": CORRECTIONS}
    second = again(write(tmp_path / "data", texts), tmp_path, "2", made)
    assert table(second, "corrections")["outcome"].tolist() == ["applied", "stale"]
    # Only the entry that was stale before is one now; the other's figure is still in the release.
    assert table(second, "findings")["code"].tolist().count("correction_stale") == 1


def test_several_reports_of_one_publisher_and_year_have_numbers_of_their_own():
    twice = [Report(f"{i}.html", str(i), address=f"https://example.org/{i}", place_code="990101",
                    place="星湖区", year=2019, publisher="x", level="county") for i in (1, 2)]  # fmt: skip
    ids = report_ids(twice)
    assert len(set(ids)) == 2
    assert ids == report_ids(twice[::-1])[::-1]
    assert report_ids([replace(twice[0], sha256="9", source="else")]) == report_ids(twice[:1])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("withdrawn: spring", "2025-03-01"),
        ("withdrawn: '20250301'", "2025-03-01"),
        ("moved_to: new page", "https://"),
    ],
)
def test_what_became_of_a_page_is_checked(line, said, tmp_path):
    path = tmp_path / "a.yml"
    path.write_text(REPORTS["a.yml"] + line, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        load_report_file(path)
    assert said in str(caught.value) and "a.yml" in str(caught.value)


# Terms


def test_terms_are_those_that_the_data_state_and_none_are_made_up(data, tmp_path):
    assert terms_of(data) == Terms()
    folder = write(tmp_path / "mine" / "reports", {"a.yml": REPORTS["a.yml"]})
    package = {"title": "My counties", "licenses": [{"name": "CC-BY-4.0"}],
               "contributors": [{"title": "王"}]}  # fmt: skip
    (tmp_path / "mine" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert terms_of(folder).authors == ["王"]
    out = again(tmp_path / "mine", tmp_path, "1")
    cff = yaml.safe_load((out / "CITATION.cff").read_text("utf-8"))
    assert (cff["license"], cff["authors"]) == ("CC-BY-4.0", [{"name": "王"}])
    (tmp_path / "mine" / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(FormError, match=r"datapackage\.json"):
        terms_of(folder)


def test_a_folder_without_terms_says_so(made):
    assert "states no terms" in (made / "LICENSE.md").read_text("utf-8")
    assert "license" not in yaml.safe_load((made / "CITATION.cff").read_text("utf-8"))


def test_every_kind_of_missing_is_explained():
    kinds = {*MISSING_KINDS, *(f"abstained: {r}" for r in ABSTAIN_REASONS)}
    assert kinds <= set(missing_kinds())
    assert all(said["zh"] and said["en"] for said in missing_kinds().values())
    assert column("missing")["en"]


def test_a_version_cannot_be_empty(data, tmp_path):
    content = release_content(choose("", "", "en", str(data)), data)
    with pytest.raises(ParameterError):
        write_release(content, tmp_path, "")
