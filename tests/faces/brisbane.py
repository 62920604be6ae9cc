"""A Brisbane accounting firm's results, computed from a small flow so that the numbers add up."""

import msgspec
import numpy as np

from faces.answers_sample import answers
from linkequity.app.comparison.documents import (
    AuditChangeDoc,
    BacklinkChangeDoc,
    CauseDoc,
    Comparison,
    DiffersDoc,
    FindingChangeDoc,
    LinkChangeDoc,
    MoveDoc,
    PageChangeDoc,
    SideDoc,
    SideLedgerDoc,
)
from linkequity.app.results import (
    AreaDoc,
    AuditDoc,
    BacklinkPageDoc,
    DomainDoc,
    FindingDoc,
    HoarderDoc,
    KnobDoc,
    LedgerDoc,
    PageDoc,
    Results,
    RobustnessDoc,
    SegmentDoc,
    SegmentFlowDoc,
    SnapshotDoc,
    SolverDoc,
    SourceDoc,
    StarvedDoc,
    TaskDoc,
    WasterDoc,
)
from linkequity.audits.registry import AUDITS
from linkequity.base.settings import Settings

SITE = "https://brisbane-accounting.example"
SEGMENTS = ("/blog/", "/services/", "/", "/tag/", "/author/", "/resources/")
PAGES = np.array([24, 9, 8, 11, 3, 6])
BACKLINKS = np.array([17.4, 11.2, 9.8, 0.0, 0.0, 4.1])
# Rows give to columns; the last nine columns are the causes of leaks, in the order of CAUSES.
CAUSES = (
    "external",
    "noindex",
    "nofollow",
    "broken",
    "dead_end",
    "not_html",
    "uncertain",
    "blocked",
    "not_crawled",
)
WEIGHTS = np.array(
    [
        [30, 8, 18, 10, 3, 3, 14, 3, 2, 4, 0, 1, 1, 1, 0],
        [6, 40, 24, 0, 0, 5, 3, 4, 1, 1, 0, 2, 0, 1, 0],
        [14, 30, 30, 2, 0, 9, 4, 5, 0, 0, 0, 0, 0, 1, 0],
        [48, 10, 20, 12, 2, 2, 0, 4, 0, 2, 0, 0, 0, 0, 0],
        [50, 12, 24, 0, 4, 4, 0, 4, 0, 0, 0, 0, 0, 0, 0],
        [4, 18, 22, 0, 0, 20, 6, 3, 0, 0, 9, 12, 2, 0, 0],
    ],
    dtype=float,
)
LONG_TITLE = "Tax changes in 2026: what a small business in Queensland has to do before 30 June"
LEADS = {
    "orphan-pages": "Orphan pages: known, indexable pages that no internal link points to.",
    "broken-internal-links": "Broken internal links: links to pages that answer with an error.",
    "backlinks-lost-at-the-door": "Backlinks lost at the door: they land on pages that are gone.",
    "stranded-backlink-equity": "Stranded backlink equity: backlinks that lift only one page.",
    "redirected-internal-links": "Redirected internal links: links that take a detour.",
    "redirect-chains": "Redirect chains: two or more redirects in a row.",
    "nofollowed-internal-links": "Nofollowed internal links: nofollow on links to own pages.",
    "dead-end-pages": "Dead-end pages: pages whose text links to no other page of the site.",
    "single-inlink-pages": "Single-inlink pages: pages that hang on one link.",
    "boilerplate-only-inlinks": "Boilerplate-only inlinks: pages linked from menus, never in text.",
    "deep-pages": "Deep pages: pages four or more clicks from the start page.",
    "generic-anchor-texts": "Generic anchor texts: links that say “click here”.",
}
BODY = """

Why it matters: readers and crawlers arrive by links, and so does equity. A page
without them lives on what it brings itself.
Known problem: without a second source some of these cannot be proved.
Fix: link it in the text of a strong page on the same topic, or retire it."""


def results() -> Results:
    """The whole document of the sample."""
    flow = Flowed()
    return Results(
        site="brisbane-accounting.example",
        start_url=f"{SITE}/",
        generated_at="2026-03-12T14:05:33+00:00",
        snapshot=SnapshotDoc(
            name="2026-03-12T140501",
            source="crawl",
            started_at="2026-03-12T14:05:01+00:00",
            finished_at="2026-03-12T14:05:29+00:00",
            complete=True,
            incomplete_because=[],
            warnings=[],
        ),
        settings=msgspec.to_builtins(Settings()),
        sources=[
            SourceDoc(kind="crawl", name=f"{SITE}/", rows=74, used=74),
            SourceDoc(kind="sitemap", name=f"{SITE}/sitemap.xml"),
            SourceDoc(
                kind="backlinks",
                name="ahrefs.tsv",
                vendor="ahrefs",
                rows=46,
                used=41,
                other_site=3,
                refused=2,
            ),
            SourceDoc(
                kind="search", name="queries.csv", vendor="search_console", rows=310, used=310
            ),
        ],
        totals={
            "pages": 74,
            "indexable_pages": int(PAGES.sum()),
            "content_pages": 44,
            "links": 2318,
            "internal_links": 2240,
            "content_links": 212,
            "external_links": 78,
            "backlinks": 41,
            "referring_domains": 18,
            "landing_pages": 5,
            "stranded_landing_pages": 2,
            "orphan_pages": 5,
            "broken_links": 9,
            "redirects": 7,
            "noindex_pages": 3,
            "blocked_pages": 1,
            "not_crawled_pages": 0,
        },
        ledger=flow.ledger(),
        solver=SolverDoc(iterations=41, residual=3.2e-11, seconds=0.012, pages=74, links=2318),
        tasks=tasks_of(audits()),
        audits=audits(),
        pages=pages(flow),
        landing_pages=landings(),
        referring_domains=domains(flow),
        segments=flow.segments(),
        segment_flows=flow.between(),
        areas=areas(flow),
        robustness=robustness(),
        hoarders=[
            HoarderDoc(
                url=f"{SITE}/research/report", equity=2.3, passed_in_content=0.0, held_back=13.3
            )
        ],
        wasters=[
            WasterDoc(url=f"{SITE}/blog/bas-mistakes", equity=0.2, wasted=0.6, wasted_share=0.5)
        ],
        starved=[
            StarvedDoc(
                url=f"{SITE}/blog/bas-due-dates",
                equity=0.8,
                demand=4.5,
                short=3.7,
                impressions=31877,
            )
        ],
        answers=answers(),
        changes=changes(flow),
        notes=["Equity is a model of this site's links, not a search engine's number."],
    )


def changes(flow: "Flowed") -> Comparison:
    """A month before: a post lost its link, a page moved, a backlink was won."""
    ledger = msgspec.convert(msgspec.to_builtins(flow.ledger()), SideLedgerDoc)
    side = SideDoc(
        snapshot="2026-02-12T140501",
        site="brisbane-accounting.example",
        finished_at="2026-02-12T14:05:29+00:00",
        complete=False,
        pages=73,
        indexable_pages=60,
        links=2310,
        backlinks=40,
        ledger=ledger,
    )
    cause = CauseDoc(
        kind="link_removed",
        says="the link from / to /services/tax-advisory was removed",
        share=0.97,
        source="/",
        target="/services/tax-advisory",
    )
    moves = [
        MoveDoc(
            name=f"{SITE}/services/tax-advisory", before=4.1, after=2.0, change=-2.1, cause=cause
        ),
        MoveDoc(name=f"{SITE}/blog/new", before=0.0, after=1.5, change=1.5),
    ]
    differs = [
        DiffersDoc(what="status", before=200, after=404),
        DiffersDoc(what="title", before="Old", after=LONG_TITLE),
        DiffersDoc(what="redirect_to", before=None, after=f"{SITE}/tax"),
    ]
    return Comparison(
        before=side,
        after=msgspec.structs.replace(side, snapshot="2026-03-12T140501", links=2318, pages=74),
        counts={
            "pages_gained": 1, "pages_lost": 1, "pages_changed": 14, "pages_moved": 1,
            "links_gained": 9, "links_lost": 1, "backlinks_won": 1, "backlinks_lost": 1,
            "findings_new": 20, "findings_returned": 1, "findings_fixed": 1,
            "findings_open": 30, "findings_unchecked": 2,
        },
        pages=[
            PageChangeDoc(change="gained", url=f"{SITE}/blog/new"),
            PageChangeDoc(change="lost", url=f"{SITE}/old"),
            PageChangeDoc(
                change="changed", url=f"{SITE}/tax", url_before=f"{SITE}/t", differs=differs
            ),
        ],
        links=[
            LinkChangeDoc(
                change="lost", target="/services/tax-advisory", link_position="content",
                followed=True, links=1, pages=1, sources=["/"], anchor_text="tax advice",
                with_page=False,
            ),
            LinkChangeDoc(
                change="gained", target="/legal", link_position=None, followed=False, links=8,
                pages=4, sources=["/", "/a"], anchor_text=None, with_page=True,
            ),
        ],
        findings=[
            FindingChangeDoc(
                state=state, id="a2b3c4d5e6f7", audit="orphan-pages", url=f"{SITE}/{state}",
                severity="low", equity_at_stake=0.4,
            )
            for state in ("new", "returned", "fixed", "unchecked")
        ],
        audits=[
            AuditChangeDoc(
                audit="orphan-pages", title="Orphan pages", new=20, returned=1, fixed=1, open=30,
                unchecked=2,
            )
        ],
        segments=[MoveDoc(name="/blog/", before=20.0, after=21.5, change=1.5)],
        winners=moves[1:],
        losers=moves[:1],
        backlinks=[
            BacklinkChangeDoc(
                change=change, referring_page=page, referring_domain="news.example",
                target=f"{SITE}/tax", anchor_text="tax", strength=3.0, first_seen=None,
                last_seen=None,
            )
            for change, page in (("won", "https://news.example/1"), ("lost", None))
        ],
        explains=0.8,
        tried=12,
        notes=["The crawl 2026-02-12T140501 did not see every page."],
    )  # fmt: skip


def areas(flow: "Flowed") -> list[AreaDoc]:
    """Of each segment its strongest page, and the rest; nobody counts searches for archives."""
    found = []
    for segment in flow.segments():
        searched = segment.segment not in ("/tag/", "/author/")
        for share, page in ((0.4, f"{SITE}{segment.segment}first"), (0.6, None)):
            kept = segment.equity * share
            found.append(
                AreaDoc(
                    segment=segment.segment,
                    url=page,
                    title=f"First of {segment.segment}" if page else None,
                    pages=1 if page else segment.pages - 1,
                    equity=kept,
                    demand=kept * (5 * share) if searched else None,
                )
            )
    return found


def robustness() -> RobustnessDoc:
    """Models that agree but for what noindex pages do."""
    knobs = {"noindex": 0.34, "menus": 0.97, "external": 1.0}
    return RobustnessDoc(
        models=64,
        seed=1,
        rank_stability=0.91,
        rank_stability_low=0.4,
        knobs=[KnobDoc(knob=k, spearman=s, reason="nobody knows") for k, s in knobs.items()],
    )


class Flowed:
    """The flow between segments, solved; every document number comes from here."""

    def __init__(self) -> None:
        share = WEIGHTS / WEIGHTS.sum(axis=1, keepdims=True)
        count = len(SEGMENTS)
        entering = PAGES + BACKLINKS
        self.x = np.linalg.solve(np.eye(count) - 0.85 * share[:, :count].T, entering)
        self.carried = 0.85 * self.x[:, None] * share
        self.kept = 0.15 * self.x

    def ledger(self) -> LedgerDoc:
        leaks = self.carried[:, len(SEGMENTS) :].sum(axis=0)
        return LedgerDoc(
            equity_in=float((PAGES + BACKLINKS).sum()),
            from_baseline=float(PAGES.sum()),
            from_backlinks=float(BACKLINKS.sum()),
            lost_at_door=6.3,
            unread_at_door=0.0,
            kept=float(self.kept.sum()),
            leaked={cause: float(leak) for cause, leak in zip(CAUSES, leaks, strict=True)},
            stranded=14.9,
        )

    def segments(self) -> list[SegmentDoc]:
        return [
            SegmentDoc(
                segment=name,
                pages=int(PAGES[i]),
                equity=float(self.kept[i]),
                equity_share=float(self.kept[i] / self.kept.sum()),
                from_backlinks=float(BACKLINKS[i]),
                inside=float(self.carried[i, i]),
                leaked=float(self.carried[i, len(SEGMENTS) :].sum()),
            )
            for i, name in enumerate(SEGMENTS)
        ]

    def between(self) -> list[SegmentFlowDoc]:
        return [
            SegmentFlowDoc(source=a, target=b, equity=float(self.carried[i, j]))
            for i, a in enumerate(SEGMENTS)
            for j, b in enumerate(SEGMENTS)
            if i != j and self.carried[i, j] > 0
        ]


def finding(path: str, stake: float, severity: str, **evidence: object) -> FindingDoc:
    url = path if path.startswith("http") else SITE + path
    return FindingDoc(
        url=url, verdict="proved", severity=severity, equity_at_stake=stake, evidence=evidence
    )


def audit(name: str, findings: list[FindingDoc], **changes: object) -> AuditDoc:
    worst = min((f.severity for f in findings), key=["high", "medium", "low"].index, default=None)
    fields: dict[str, object] = {
        "id": name,
        "title": LEADS[name].partition(":")[0],
        "status": "fail" if findings else "pass",
        "severity": worst,
        "evidence_label": "documentation",
        "evidence_note": "Google Search Central: every page you care about has a link.",
        "explanation": LEADS[name] + BODY,
        "count": len(findings),
        "equity_at_stake": sum(f.equity_at_stake for f in findings),
        "findings": findings,
    }
    return msgspec.convert(fields | changes, AuditDoc)


def cited(*sources: str, words: str, position: str = "content") -> dict[str, object]:
    """The part of an audit's evidence that says which links point there."""
    examples = [
        {"link_position": position, "url": SITE + source, "anchor_text": words}
        for source in sources[:5]
    ]
    return {
        "links": len(sources),
        "linking_pages": len(sources),
        "link_positions": {position: len(sources)},
        "linked_from": examples,
    }


def tasks_of(audits: list[AuditDoc]) -> list[TaskDoc]:
    """The tasks of a document with these audits."""
    known = {audit.id: audit for audit in AUDITS}
    found = [
        TaskDoc(
            audit=doc.id,
            action=known[doc.id].action(doc.count),
            fix=known[doc.id].fix,
            count=doc.count,
            equity_at_stake=doc.equity_at_stake,
            concerns=known[doc.id].meta.concerns,
            passes=known[doc.id].meta.passes,
            evidence_label=doc.evidence_label,
            findings=doc.findings[:3],
        )
        for doc in audits
        if doc.status == "fail" and doc.count
    ]
    return sorted(found, key=lambda task: (task.passes, -task.equity_at_stake))


def audits() -> list[AuditDoc]:
    posts = [f"/blog/post-{n}" for n in range(9)]
    return [
        audit("orphan-pages", orphans()),
        audit("broken-internal-links", broken(posts), evidence_label="observation"),
        audit("backlinks-lost-at-the-door", lost()),
        audit("stranded-backlink-equity", stranded(), evidence_label="assumption"),
        audit(
            "redirected-internal-links",
            [
                finding(
                    "/tax-advice",
                    13.4,
                    "high",
                    redirects_to=f"{SITE}/services/tax-advisory",
                    status=301,
                    hops=1,
                    **cited(*posts, words="tax advice"),
                )
            ],
            evidence_label="split_test",
        ),
        audit(
            "redirect-chains",
            [
                finding(
                    "/tax-help",
                    1.1,
                    "medium",
                    chain=[
                        f"{SITE}/{p}" for p in ("tax-help", "tax-advice", "services/tax-advisory")
                    ],
                    hops=2,
                    loops=False,
                )
            ],
            evidence_label="statement",
        ),
        audit(
            "nofollowed-internal-links",
            [finding("/contact", 0.9, "low", cause="rel", **cited(posts[0], words="book a call"))],
            evidence_label="statement",
        ),
        audit(
            "dead-end-pages",
            [
                finding("/resources/tax-calculator", 2.6, "medium", content_outlinks=0),
                finding("/services/tax-advisory", 2.4, "medium", content_outlinks=0),
            ],
            evidence_label="split_test",
        ),
        audit(
            "single-inlink-pages",
            [finding("/blog/fbt", 0.4, "low", **cited(posts[1], words="fringe benefits"))],
            evidence_label="correlation",
        ),
        audit("boilerplate-only-inlinks", []),
        audit(
            "deep-pages",
            [],
            status="inconclusive",
            note="The crawl stopped at depth 3, so deeper pages are not known. Crawl again without "
            "--max-depth to settle it.",
        ),
        audit("generic-anchor-texts", [], status="not_applicable", note="No content links."),
    ]


def orphans() -> list[FindingDoc]:
    listed = [
        ("/services/smsf-audits", "SMSF audits", 0.84, ["sitemap", "backlinks"]),
        ("/resources/bas-checklist", "BAS checklist", 0.62, ["sitemap"]),
        ("/blog/payday-super-explained", "Payday super explained", 0.31, ["sitemap"]),
        ("/blog/caf%C3%A9-bookkeeping", "Bookkeeping for cafés", 0.31, ["sitemap"]),
        ("/resources/archive/2019", None, 0.2, ["search"]),
    ]
    return [
        finding(path, stake, "low", title=title, known_from=known, backlinks=0)
        for path, title, stake, known in listed
    ]


def broken(posts: list[str]) -> list[FindingDoc]:
    return [
        finding(
            "/old-fees",
            4.7,
            "medium",
            status=404,
            error=None,
            known_from=["link", "backlinks"],
            **cited(*posts, words="our fees"),
        ),
        finding("/team/jane", 1.8, "medium", status=410, **cited(posts[2], words="Jane Holt")),
    ]


def lost() -> list[FindingDoc]:
    giver = {
        "referring_page": "https://smartcompany.example/tax-time",
        "anchor_text": "this guide to tax time",
        "strength": 1.9,
    }
    return [
        finding(
            "/guides/tax-time-2021",
            4.1,
            "medium",
            status=404,
            landing_kind="broken",
            backlinks=6,
            referring_domains=2,
            fix=f"Redirect {SITE}/guides/tax-time-2021 to {SITE}/blog/tax-time",
            redirect_to=f"{SITE}/blog/tax-time",
            backlinks_from=[giver],
        ),
        finding(
            "/old-fees",
            2.2,
            "medium",
            status=404,
            landing_kind="broken",
            backlinks=2,
            fix="Redirect the URL to the live page that took its place, or restore it.",
        ),
    ]


def stranded() -> list[FindingDoc]:
    return [
        finding(
            "/services/tax-advisory",
            11.2,
            "high",
            title="Tax advisory",
            content_outlinks=0,
            backlinks=9,
            referring_domains=6,
            pages_lifted=1,
            pages_lifted_with_menus=12,
        ),
        finding("/resources/tax-calculator", 3.7, "medium", content_outlinks=0, backlinks=4),
    ]


def pages(flow: Flowed) -> list[PageDoc]:
    listed = [
        ("/", "Accountants in Brisbane | Carver & Holt", "content", "/", 0, 73, 4, 7.9, 9.8),
        ("/services/tax-advisory", "Tax advisory", "content", "/services/", 1, 64, 3, 4.6, 11.2),
        ("/services/", "Services", "content", "/services/", 1, 66, 8, 3.2, 0.0),
        ("/contact", "Contact", "utility", "/", 1, 61, 6, 2.4, 0.0),
        ("/blog/", "Blog", "listing", "/blog/", 1, 60, 2, 2.2, 0.0),
        ("/blog/tax-changes-2026", LONG_TITLE, "content", "/blog/", 2, 9, 7, 1.9, 6.1),
        (
            "/resources/tax-calculator",
            "Tax calculator",
            "content",
            "/resources/",
            1,
            61,
            2,
            1.4,
            4.1,
        ),
        ("/blog/stp-phase-2", None, "content", "/blog/", None, 2, 2, 0.6, 2.2),
    ]
    total = float(flow.kept.sum())
    return [
        PageDoc(
            url=SITE + path,
            title=title,
            content_kind=kind,
            segment=segment,
            click_depth=depth,
            inlinks=inlinks,
            content_inlinks=content,
            equity=equity,
            equity_received=equity / 0.15 - 1,
            equity_share=equity / total,
            link_score=100.0,
            backlink_equity=backlinks,
        )
        for path, title, kind, segment, depth, inlinks, content, equity, backlinks in listed
    ]


def landings() -> list[BacklinkPageDoc]:
    listed = [
        ("/services/tax-advisory", 9, 6, 11.2, 1, 12, 1.0, True),
        ("/", 11, 8, 9.8, 14, 38, 9.1, False),
        ("/blog/tax-changes-2026", 8, 5, 6.1, 4, 21, 2.9, False),
        ("/resources/tax-calculator", 4, 3, 4.1, 1, 12, 1.0, True),
        ("/blog/stp-phase-2", 1, 1, 2.2, 2, 14, 1.4, False),
    ]
    return [
        BacklinkPageDoc(
            url=SITE + path,
            landing=SITE + path,
            backlinks=backlinks,
            referring_domains=given,
            equity=equity,
            pages_lifted=lifted,
            pages_lifted_with_menus=menus,
            reach=reach,
            stranded=stranded,
        )
        for path, backlinks, given, equity, lifted, menus, reach, stranded in listed
    ]


def domains(flow: Flowed) -> list[DomainDoc]:
    listed = [
        ("accountingtoday-au.example", 3, 12.1, 0.0),
        ("smartcompany.example", 6, 7.4, 3.1),
        ("flyingsolo.example", 4, 5.2, 2.2),
        ("brisbanetimes.example", 1, 4.9, 0.0),
        ("ato-watch.example", 5, 3.8, 1.0),
        ("cpa-members.example", 2, 3.1, 0.0),
        ("xero-partners.example", 7, 2.4, 0.0),
        ("chamber-qld.example", 2, 1.9, 0.0),
        ("localsearch.example", 3, 0.9, 0.0),
        ("startup-qld.example", 1, 0.8, 0.0),
    ]
    total = flow.ledger().equity_in
    return [
        DomainDoc(
            referring_domain=name,
            backlinks=backlinks,
            equity=equity,
            lost_at_door=lost,
            share_of_equity_in=equity / total,
        )
        for name, backlinks, equity, lost in listed
    ]
