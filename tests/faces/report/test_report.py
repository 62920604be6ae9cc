"""Laws of the report: whole, safe, self-contained, and readable whatever the site is like."""

import re
from collections.abc import Callable
from functools import cache

import msgspec
import pytest
import turbohtml

from faces.brisbane import BODY, results, tasks_of
from linkequity.app.results import (
    FindingDoc,
    LedgerDoc,
    Results,
    SegmentDoc,
    SegmentFlowDoc,
)
from linkequity.faces.report import render
from linkequity.faces.report.sections import WORTH_IT
from linkequity.faces.report.sureness import ranks
from linkequity.faces.words import units

HOSTILE = "\"><script>alert('x')</script><img src=x onerror=alert(1)>\u202e{{7*7}}</style>"
OTHER_HOST = "https://evil.example/x.js"
LIMIT = 5_000_000


def parsed(document: Results) -> turbohtml.Document:
    return turbohtml.parse(render(document))


@cache
def rendered(site: Callable[[], Results]) -> str:
    return render(site())


def text_of(document: Results) -> str:
    page = parsed(document)
    return " ".join(page.select_one("main").text.split())


def poisoned(value: object) -> object:
    """The same document with every string a page could have chosen replaced by an attack."""
    if isinstance(value, dict):
        return {key: poisoned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner) for inner in value]
    return HOSTILE if isinstance(value, str) else value


def attacked() -> Results:
    data = poisoned(msgspec.to_builtins(results()))
    assert isinstance(data, dict)
    data["audits"][0]["findings"][0]["url"] = "javascript:alert(1)"
    data["audits"][0]["findings"][0]["evidence"] = {
        HOSTILE: HOSTILE,
        "linked_from": [{"url": "javascript:alert(2)", "anchor_text": HOSTILE}],
        "chain": [f"https://a.example/{HOSTILE}", "data:text/html,<script>alert(3)</script>"],
    }
    data["audits"][0]["status"] = "fail"
    return msgspec.convert(data, Results)


def changed(**changes: object) -> Results:
    return msgspec.structs.replace(results(), **changes)


def without_backlinks() -> Results:
    ledger = msgspec.structs.replace(
        results().ledger, from_backlinks=0.0, equity_in=61.0, lost_at_door=0.0, stranded=0.0
    )
    totals = results().totals | {"backlinks": 0, "referring_domains": 0}
    return changed(ledger=ledger, totals=totals, landing_pages=[], referring_domains=[])


def one_segment() -> Results:
    return changed(segments=results().segments[:1], segment_flows=[])


def many_segments() -> Results:
    names = [f"/{'long-' * (n % 9)}section-{n}/" for n in range(200)]
    segments = [
        SegmentDoc(
            segment=name, pages=1, equity=1.0, equity_share=0.005, from_backlinks=n / 100,
            inside=0.0, leaked=0.3,
        )
        for n, name in enumerate(names)
    ]  # fmt: skip
    flows = [
        SegmentFlowDoc(source=a, target=names[(n * 7 + k) % 200], equity=1 / (n + 1))
        for n, a in enumerate(names)
        for k in range(1, 9)
    ]
    return changed(segments=segments, segment_flows=flows)


def without_findings() -> Results:
    audits = [
        msgspec.structs.replace(audit, status="pass", count=0, findings=[], equity_at_stake=0.0)
        for audit in results().audits
    ]
    return changed(audits=audits, tasks=tasks_of(audits))


def first_snapshot() -> Results:
    return changed(changes=None)


def ten_thousand_findings() -> Results:
    audits = []
    for audit in results().audits:
        findings = [
            FindingDoc(
                url=f"https://brisbane-accounting.example/{'deep/' * 40}{n}",
                verdict="proved",
                severity="low",
                equity_at_stake=1 / (n + 1),
                evidence={"linked_from": [{"url": OTHER_HOST, "anchor_text": "x" * 2000}] * 900},
            )
            for n in range(1000)
        ]
        audits.append(
            msgspec.structs.replace(audit, status="fail", count=10_000, findings=findings)
        )
    return changed(audits=audits, tasks=tasks_of(audits))


def empty() -> Results:
    nothing = LedgerDoc(
        equity_in=0.0, from_baseline=0.0, from_backlinks=0.0, lost_at_door=0.0,
        unread_at_door=0.0, kept=0.0, leaked={}, stranded=0.0,
    )  # fmt: skip
    return changed(
        ledger=nothing, totals={}, pages=[], landing_pages=[], referring_domains=[], audits=[],
        tasks=[], segments=[], segment_flows=[], sources=[], settings={}, notes=[],
        robustness=None, hoarders=[], wasters=[], starved=[],
    )  # fmt: skip


def broken_off() -> Results:
    snapshot = msgspec.structs.replace(
        results().snapshot, complete=False, incomplete_because=["stopped at --max-pages 50"]
    )
    return changed(snapshot=snapshot)


SITES: list[Callable[[], Results]] = [
    results, attacked, without_backlinks, one_segment, many_segments, without_findings,
    first_snapshot, ten_thousand_findings, empty, broken_off,
]  # fmt: skip


@pytest.mark.parametrize("site", SITES)
def test_no_string_of_a_site_becomes_markup(site: Callable[[], Results]) -> None:
    """Whatever a site writes: no script, no handler, no style, no link that is not web or own."""
    page = turbohtml.parse(rendered(site))
    assert not page.select("script, iframe, object, embed, form, input, base, link, img, use")
    assert len(page.select("style")) == 1
    for element in page.select("*"):
        assert not [name for name in element.attrs if name.startswith("on") or name == "style"]
        href = element.attrs.get("href", "#")
        assert href.startswith(("http://", "https://", "#"))


@pytest.mark.parametrize("site", SITES)
def test_nothing_is_loaded_from_anywhere(site: Callable[[], Results]) -> None:
    """No element fetches, no style imports, and the policy forbids what might."""
    page = turbohtml.parse(rendered(site))
    assert not [e for e in page.select("*") if {"src", "srcset", "data", "poster"} & set(e.attrs)]
    assert not re.search(r"url\(|@import", page.select_one("style").text)
    policy = page.select_one("meta[http-equiv]").attrs["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@pytest.mark.parametrize("site", SITES)
def test_the_report_stays_small(site: Callable[[], Results]) -> None:
    """It can be mailed: below 5 MB, however many findings, and their text is cut."""
    assert len(rendered(site).encode()) < LIMIT


def test_hidden_and_reordering_characters_are_gone() -> None:
    """Not one bidi or control character of the site reaches the reader."""
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", render(attacked()))


def test_templates_in_crawled_text_are_not_evaluated() -> None:
    """Curly braces of a page stay curly braces."""
    assert "{{7*7}}" in text_of(attacked())


@pytest.mark.parametrize("site", [results, attacked, without_findings, ten_thousand_findings])
def test_every_audit_appears_with_its_count(site: Callable[[], Results]) -> None:
    """All audits of the document are there, those with findings with their number."""
    document = site()
    shown = turbohtml.parse(rendered(site)).select("#audits article")
    assert len(shown) == len(document.audits)
    if site is not attacked:
        counts = {article.attrs["id"]: article for article in shown}
        for audit in document.audits:
            number = counts[audit.id].select_one(".count")
            assert number is None or number.text == f"{audit.count:,}"
            assert (number is None) == (audit.status in ("pass", "not_applicable"))


def test_what_is_not_shown_is_said() -> None:
    """Of 10,000 findings 25 are shown, most of them folded away, and on paper fewer."""
    page = turbohtml.parse(rendered(ten_thousand_findings))
    article = page.select_one("#orphan-pages")
    assert len(article.select(".findings tbody tr")) == 25
    assert len(article.select("details .findings tbody tr")) == 17
    assert "The first 25 of 10,000." in article.select_one("p.screen-only").text
    assert "The first 6 of 10,000." in article.select_one("p.paper-only").text


def test_what_to_do_first_is_ordered_by_what_is_at_stake() -> None:
    """The largest stake comes first; work that wins back next to nothing stands apart."""
    page = parsed(results())
    stakes = [float(v.text.split()[0]) for v in page.select("ol.tasks .worth .value")]
    assert stakes == sorted(stakes, reverse=True)
    assert stakes[-1] >= WORTH_IT * results().ledger.equity_in
    assert page.select("table.tidy a[href='#redirected-internal-links']")
    assert not page.select("ol.tasks a[href='#redirected-internal-links']")


def test_each_section_is_headed_by_what_it_found_and_stands_in_the_contents() -> None:
    """No section without a heading, no heading that only names a topic, no way to nowhere."""
    for site in SITES:
        page = turbohtml.parse(rendered(site))
        ways = [way.attrs["href"].removeprefix("#") for way in page.select(".contents a")]
        sections = page.select("main > section")
        assert ways == [section.attrs["id"] for section in sections]
        assert all(section.select("h2") for section in sections)
    heads = {s.attrs["id"]: s.select_one("h2").text for s in parsed(results()).select("section")}
    assert "landing pages, backlinks lift no second page" in heads["backlinks"]
    assert "units that enter, pages keep" in heads["ledger"]


def test_both_sides_of_the_ledger_are_shown_in_full() -> None:
    """Every leak of the document has a line with its units, the unknown ones too."""
    ledger = results().ledger
    ledger = msgspec.structs.replace(ledger, leaked=ledger.leaked | {"new_cause": 1.25})
    table = parsed(changed(ledger=ledger)).select_one("table.ledger").text
    amounts = [ledger.from_baseline, ledger.from_backlinks, ledger.kept, *ledger.leaked.values()]
    assert all(units(amount) in table for amount in amounts if amount > 0)
    assert "New cause" in table


def test_without_backlinks_the_report_says_how_to_add_them() -> None:
    """No figure about backlinks is made up; the command that brings them in is there."""
    page = parsed(without_backlinks())
    assert "--backlinks backlinks.csv" in page.select_one("#backlinks").text
    assert "stranded" not in page.select_one(".figures").text


def test_one_segment_is_said_in_words_not_drawn() -> None:
    """Where nothing flows between segments there is a sentence instead of an empty picture."""
    section = parsed(one_segment()).select_one("#flow")
    assert not section.select(".sankey")
    assert "one segment" in section.text


def test_two_hundred_segments_are_gathered() -> None:
    """Eight parties a side are named and the rest becomes one."""
    section = parsed(many_segments()).select_one("#flow")
    assert "193 other segments" in section.select_one(".sankey").text
    assert len(section.select("tbody tr")) == 20


def test_an_incomplete_snapshot_says_so_at_the_top_and_why() -> None:
    """Nobody takes lower bounds for counts."""
    header = parsed(broken_off()).select_one("header.top").text
    assert "Incomplete" in header
    assert "stopped at --max-pages 50" in header


def test_a_site_without_pages_gets_an_answer() -> None:
    """Not one page: the verdict says so and nothing divides by zero."""
    assert "No page of this site can hold authority" in text_of(empty())


def test_an_audits_own_words_explain_it() -> None:
    """Why it matters, what is known and how to mend it come from the audit's documentation."""
    article = " ".join(parsed(results()).select_one("#orphan-pages").text.split())
    for sentence in ("Why it matters.", "Known problem.", "Fix."):
        assert sentence in article
    assert "or retire it." in article and BODY


def test_every_chart_has_a_label_and_titles() -> None:
    """A screen reader hears what each picture shows."""
    charts = parsed(results()).select("svg.chart")
    assert len(charts) == 8
    for chart in charts:
        assert chart.attrs["role"] == "img" and chart.attrs["aria-label"]
        assert chart.select("title")


def test_the_same_document_gives_the_same_report() -> None:
    """Rendering depends on the document alone."""
    assert render(results()) == render(results())


def test_the_number_that_decides_is_named() -> None:
    """A knob that alone changes the order is said in words and marked; the others are not."""
    page = parsed(results())
    assert "Whether noindex pages pass anything on" in page.select_one("#sure").text
    assert "What decides it on this site: whether noindex" in page.select_one("#sure .intro").text
    assert [chip.text for chip in page.select("#sure .chip")] == ["Decides"]


def test_where_no_models_were_asked_nothing_is_said_of_them() -> None:
    """No section, no way to it, no column of ranks."""
    page = parsed(changed(robustness=None))
    assert not page.select("#sure, a[href='#sure']")
    assert "Rank in models" not in page.select_one("#pages").text


def test_ranks_are_whole_numbers_that_take_in_the_interval() -> None:
    """As `3–18` for 3.15 to 17.2, one number where both ends are the same."""
    page = msgspec.structs.replace(results().pages[0], rank_low=3.15, rank_high=17.2)
    assert ranks(page) == "3–18"
    assert ranks(msgspec.structs.replace(page, rank_low=1.0, rank_high=1.0)) == "1"
    assert ranks(results().pages[0]) == ""
