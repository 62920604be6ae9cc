"""The terminal's answer to how answer engines meet the site."""

from rich.table import Table

from linkequity.app.answers.documents import AnswerPageDoc, Answers
from linkequity.base.urls import path_of
from linkequity.faces.answers_in_words import compared, hindrances
from linkequity.faces.cli.terminal import out, plain
from linkequity.faces.words import counted

SHOWN = 20


def say_answers(found: Answers) -> None:
    """Who is shut out, the strongest pages, and what is known of such things."""
    out.print(
        f"[bold]{found.eligible:,} of {counted(found.listed, 'content page')}[/] may be used in "
        "answers: a snippet is allowed, the text is in the HTML, no crawler for answers is shut out"
    )
    _say_crawlers(found)
    out.print(_table(found.pages[:SHOWN]))
    out.print("[dim]topic: pages of its cluster; the others count passages, and hosts linked to[/]")
    if found.count > SHOWN:
        out.print(f"[dim]and {found.count - SHOWN:,} more; --json lists the strongest 1,000[/]")
    for line in found.evidence:
        out.print(f"[dim]{line}[/]")


def _say_crawlers(found: Answers) -> None:
    if not found.robots_known:
        out.print("[yellow]note:[/] no robots.txt was read, so who is shut out is not known")
    for crawler in found.crawlers:
        if crawler.shut_out:
            out.print(
                f"{plain(crawler.name)} ({plain(crawler.company)}, {crawler.purpose}) may not read "
                f"{counted(crawler.shut_out, 'page')} [dim]{plain(crawler.source)}, "
                f"{compared(crawler)}[/]"
            )


def _table(pages: list[AnswerPageDoc]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("words", "statistics", "quotations", "sources", "topic"):
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    table.add_column("hindered by", no_wrap=True, min_width=len("hindered by"))
    table.add_column("page", no_wrap=True, overflow="ellipsis")
    for page in pages:
        counts = (page.words, page.statistics, page.quotations, page.sources, page.topic_pages)
        table.add_row(
            *("–" if count is None else f"{count:,}" for count in counts),
            ", ".join(hindrances(page)) or "–",
            plain(path_of(page.url)),
        )
    return table
