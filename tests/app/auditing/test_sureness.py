"""How sure the order of tasks is: intervals hold the stake, and what no model weighs is said."""

from linkequity.app.auditing.models import ask_models
from linkequity.app.auditing.tasks import tasks
from linkequity.audits.registry import AUDITS
from linkequity.audits.runner import run
from tiny import facts_of, site

SITE = """
start: /
navigation: [/, /a, /b, /c]
settings: {ensemble: {models: 16}}
pages:
  /: {title: Home, links: [/a, /b, /gone, /old]}
  /a: {links: [/gone, {to: /closed}, /b]}
  /b: {}
  /c: {links: [/a]}
  /d: {known_from: [sitemap]}
  /old: {redirect: /c, known_from: [links]}
  /closed: {noindex: true}
  /gone: {status: 404}
backlinks:
  - {to: /closed, from: "https://x.org/1", rating: 60}
  - {to: /gone, from: "https://y.org/2", rating: 40}
"""


def test_each_task_has_an_interval_around_its_stake_or_says_why_not() -> None:
    """The interval holds the stake, shares are of the models, and the first task leads its own."""
    facts = facts_of(site(SITE))
    found = tasks(run(facts, AUDITS), robustness=ask_models(facts))
    asked = [task for task in found if not task.unasked]
    audits = {task.audit for task in asked}
    assert {"broken-internal-links", "backlinks-lost-at-the-door", "dead-end-pages"} <= audits
    for task in asked:
        assert task.stake_low is not None
        assert task.stake_high is not None
        assert task.holds_in is not None
        assert task.stake_low <= task.equity_at_stake * (1 + 1e-6)
        assert task.stake_high >= task.equity_at_stake * (1 - 1e-6)
        assert (16 * task.holds_in).is_integer()
    assert all(task.holds_in is None for task in found if task.unasked)


def test_the_last_task_holds_wherever_something_is_at_stake() -> None:
    """A place is held with 80% of what a model puts there, and nothing stands behind the last."""
    facts = facts_of(site(SITE))
    found = [t for t in tasks(run(facts, AUDITS), robustness=ask_models(facts)) if not t.passes]
    last = [task for task in found if not task.unasked][-1]
    assert last.stake_low
    assert last.holds_in == 1.0


def test_without_models_every_task_says_so() -> None:
    """A site too large to ask leaves the tasks as they are."""
    facts = facts_of(site(SITE))
    assert all(task.unasked and task.holds_in is None for task in tasks(run(facts, AUDITS)))
