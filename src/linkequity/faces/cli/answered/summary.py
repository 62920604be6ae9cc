"""The terminal's summary of an audit: the ledger, what to do first, where the rest is."""

from pathlib import Path

from rich.table import Table

from linkequity.app.results import LedgerDoc, Results
from linkequity.base.urls import path_of
from linkequity.faces.cli.terminal import out, plain
from linkequity.faces.tasks_in_words import how_sure
from linkequity.faces.words import counted

DO_FIRST = 8
LEAST = 0.005  # units; less is written as 0.00, and not what to do first
UNSTABLE = 0.9  # a knob that alone takes the agreement below this is named


def say_summary(results: Results, report: Path) -> None:
    """Everything worth a screen, and the way to the report."""
    _say_size(results)
    _say_ledger(results.ledger)
    _say_reach(results)
    _say_first(results)
    _say_robustness(results)
    _say_uneven(results)
    _say_audits(results)
    for sentence in (*results.snapshot.warnings, *results.unmatched):
        out.print(f"[yellow]note:[/] {plain(sentence)}")
    if not results.snapshot.complete:
        reasons = "; ".join(results.snapshot.incomplete_because)
        out.print(f"[yellow]note:[/] the crawl did not see every page: {plain(reasons)}")
    for sentence in results.notes:
        out.print(f"[dim]{plain(sentence)}[/]")
    out.print(f"\nReport: [bold]{plain(report.resolve())}[/]")


def _say_size(results: Results) -> None:
    totals = results.totals
    out.print(
        f"\n[bold]{plain(results.site)}[/]  {counted(totals['pages'], 'URL')}, "
        f"{counted(totals['indexable_pages'], 'indexable page')}, "
        f"{counted(totals['internal_links'], 'internal link')} "
        f"({totals['content_links']:,} in content), {counted(totals['backlinks'], 'backlink')} "
        f"from {counted(totals['referring_domains'], 'domain')}\n"
    )


def _say_ledger(ledger: LedgerDoc) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(justify="right", style="dim")
    lines = [
        ("Equity in", ledger.equity_in, "bold"),
        ("  the pages themselves", ledger.from_baseline, ""),
        ("  backlinks", ledger.from_backlinks, ""),
        ("Kept by pages", ledger.kept, "bold"),
        ("Leaked", sum(ledger.leaked.values()), "bold"),
        *((f"  {c.replace('_', ' ')}", v, "") for c, v in _largest(ledger.leaked)),
        ("Lost at the door", ledger.lost_at_door, "bold"),
        ("Stranded where it landed", ledger.stranded, "bold"),
    ]
    if ledger.unread_at_door:
        lines.insert(-1, ("At doors that could not be read", ledger.unread_at_door, "bold"))
    for name, units, style in lines:
        table.add_row(name, f"{units:,.1f}", _share(units, ledger.equity_in), style=style)
    out.print(table)


def _largest(leaked: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(((c, v) for c, v in leaked.items() if v > 0), key=lambda item: -item[1])


def _share(units: float, whole: float) -> str:
    return f"{units / whole:.1%}" if whole else ""


def _say_reach(results: Results) -> None:
    landings, alone = (results.totals[k] for k in ("landing_pages", "stranded_landing_pages"))
    if landings:
        out.print(
            f"\nBacklinks land on {counted(landings, 'page')}; on {alone:,} of them they lift no "
            "other content page."
        )


def _say_first(results: Results) -> None:
    lost = [t for t in results.tasks if not t.passes and t.equity_at_stake >= LEAST]
    if not lost:
        return
    out.print("\n[bold]What to do first[/] [dim](by equity at stake, in units)[/]")
    for task in lost[:DO_FIRST]:
        pages = ", ".join(plain(path_of(finding.url)) for finding in task.findings)
        more = (
            f" and {task.count - len(task.findings):,} more"
            if task.count > len(task.findings)
            else ""
        )
        out.print(f"  [bold]{task.equity_at_stake:8.2f}[/]  {plain(task.action)}")
        out.print(f"            [dim]{pages}{more}[/]")
        if said := how_sure(task, results):
            out.print(f"            [dim]{plain(said)}[/]")


def _say_robustness(results: Results) -> None:
    sure = results.robustness
    if sure is None:
        return
    out.print(
        f"\n{counted(sure.models, 'model')} with other weights agree with this order of pages to "
        f"{sure.rank_stability:.2f} (1 is fully; 5% of them less than "
        f"{sure.rank_stability_low:.2f})."
    )
    for effect in sure.knobs:
        if effect.spearman < UNSTABLE:
            out.print(
                f"[yellow]It hangs on {plain(effect.knob)}:[/] alone it takes this to "
                f"{effect.spearman:.2f} ({plain(effect.reason)})."
            )


def _say_uneven(results: Results) -> None:
    """Who holds back most, and who lacks most; two lines at most."""
    hoarders = [(page.url, page.held_back) for page in results.hoarders]
    starved = [(page.url, page.short) for page in results.starved]
    for what, pages in (("Hold back most", hoarders), ("Lack most by demand", starved)):
        if pages:
            named = ", ".join(f"{plain(path_of(url))} ({by:.1f})" for url, by in pages[:3])
            out.print(f"{what}: {named}")


def _say_audits(results: Results) -> None:
    lost, through = (
        [f"{plain(a.id)} {a.count:,}" for a in results.audits if a.count and a.passes is passes]
        for passes in (False, True)
    )
    passed = sum(a.status == "pass" for a in results.audits)
    out.print(f"\nFindings: {', '.join(lost) or 'none'}. {passed} audits passed.")
    if silent := sum(audit.silent for audit in results.audits):
        out.print(f"Left out: {silent:,} findings that the baseline has.")
    if through:
        out.print(f"[dim]Nothing lost there: {', '.join(through)}.[/]")
    notes: dict[tuple[str, str], list[str]] = {}
    for audit in results.audits:
        if audit.status in {"inconclusive", "not_applicable", "error"} and audit.note:
            notes.setdefault((audit.status, audit.note), []).append(audit.id)
    for (status, note), ids in notes.items():
        out.print(
            f"[dim]{status.replace('_', ' ').capitalize()}: {plain(', '.join(ids))}. "
            f"{plain(note)}[/]"
        )
