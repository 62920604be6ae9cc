"""The plain sections: what to do, strongest pages, settings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkequity.app.auditing.shared_title import less_shared
from linkequity.app.results import PageDoc, Results, TaskDoc
from linkequity.faces.words import counted, gained, readable_url, shorten

TASKS = 8
# Of what enters: less at stake is no first work.
WORTH_IT = 0.001
PAGES = 30
SETTINGS = 200


@dataclass(frozen=True)
class Strongest:
    """The first of the strongest pages, and the equity of the first, which scales the bars."""

    rows: list[PageDoc]
    largest: float


@dataclass(frozen=True)
class Beside:
    """Other work of the report: its section, what it is, and what it is worth."""

    section: str
    what: str
    worth: str


@dataclass(frozen=True)
class Todo:
    """What wins equity back, what only tidies, and the work that stands in sections of its own."""

    first: list[TaskDoc]
    then: list[TaskDoc]
    beside: list[Beside]


def todo(results: Results) -> Todo:
    """The document's tasks in its order, in two lists; tiny stakes are no first work."""
    least = WORTH_IT * results.ledger.equity_in
    first = [t for t in results.tasks if not t.passes and t.equity_at_stake >= least][:TASKS]
    return Todo(
        first=first,
        then=[task for task in results.tasks if task not in first][:TASKS],
        beside=[*_links(results), *_plans(results)],
    )


def _links(results: Results) -> Iterator[Beside]:
    links = results.recommendations
    if not links:
        return
    gain = gained(sum(link.lift for link in links), results.target_equity)
    lift = f"together the pages that matter gain {gain}"
    sure = [link.holds_in for link in links if link.holds_in is not None]
    held = f", each in {models(min(sure))} models" if sure else ""
    what = f"{counted(len(links), 'link')} to add, sentence by sentence,"
    yield Beside("links", what, f"{lift}{held}.")


def models(part: float) -> str:
    """In how many models something holds that holds in this part of them; never rounded up."""
    return "all" if part >= 1 else f"at least {int(100 * part)}% of the"


def _plans(results: Results) -> Iterator[Beside]:
    plans = results.plans
    open_tasks = sum(task.state != "done" for plan in plans for task in plan.tasks)
    if plans and open_tasks:
        title = less_shared(plans[0].title or "", results.shared_title)
        name = shorten(title or readable_url(plans[0].target, results.site), 60)
        more = f" and {counted(len(plans) - 1, 'other page')}" if len(plans) > 1 else ""
        yield Beside("plans", f"A plan for {name}{more}:", f"{counted(open_tasks, 'task')} left.")


def strongest(pages: Sequence[PageDoc]) -> Strongest:
    """Pages by equity, the largest first."""
    rows = sorted(pages, key=lambda page: -page.equity)[:PAGES]
    return Strongest(rows, max((page.equity for page in rows), default=0.0))


def settings_rows(settings: dict[str, object]) -> list[tuple[str, str]]:
    """Settings as `crawl.rate` and `10.0`; empty ones say so."""
    return list(_flat("", settings))[:SETTINGS]


def _flat(prefix: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _flat(f"{prefix}.{key}" if prefix else str(key), inner)
    else:
        yield prefix, _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value in (None, "", {}) else str(value)
