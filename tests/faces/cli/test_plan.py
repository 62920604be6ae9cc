"""`linkequity plan`, as a person runs it, on the worked example."""

import csv
from pathlib import Path
from urllib.parse import urlsplit

from running import Demo

PAGE = "/services/tax-advisory/"
POSTS = {
    "/blog/before-you-sell-your-business/",
    "/blog/trust-distributions-before-30-june/",
    "/blog/company-or-trust/",
}


def test_the_worked_example_tells_its_story(demo: Demo, tmp_path: Path) -> None:
    """Alone one page, with posts that only link in one, with links both ways four."""
    prospects, tasks, text = (tmp_path / name for name in ("p.csv", "tasks.csv", "plan.md"))
    prospects.write_text("domain,dr,topic\ntrade.example,74,tax advice for business owners\n")
    answer = demo.answer(
        *("plan", "--target", PAGE, "--prospects", prospects, "--csv", tasks, "--markdown", text)
    )
    (plan,) = answer["plans"]
    lifted = {stage["name"]: stage["pages_lifted"] for stage in plan["stages"]}
    assert (lifted["alone"], lifted["one_way"], lifted["two_way"]) == (1, 1, 4)
    assert {urlsplit(page["url"]).path for page in plan["supporters"]} == POSTS
    assert plan["next_step"] == "structure"
    locked = {task["kind"]: task["locked"] for task in plan["tasks"]}
    assert locked == {"link_back": False, "backlink": True}
    first, last = plan["structure_first"], plan["backlinks_first"]
    assert first[-1]["equity"] == last[-1]["equity"]
    assert first[-1]["around"] - first[1]["around"] > last[1]["around"] - last[0]["around"]
    rows = list(csv.DictReader(tasks.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["id"] for row in rows] == [task["id"] for task in plan["tasks"]]
    assert "3\\. " not in text.read_text()
    assert all(task["id"] in text.read_text() for task in plan["tasks"])
    assert demo.run("report", "--no-open").code == 0
    report = (demo.workspace / "results" / "report.html").read_text()
    assert 'id="plans"' in report
    assert "instead of 1" in report


def test_without_a_target_the_data_suggest_some(demo: Demo) -> None:
    """Said in words, with what each step is worth."""
    ran = demo.run("plan")
    assert ran.code == 0, ran.err
    assert "Targets suggested by" in ran.out
    assert "Structure first:" in ran.out
