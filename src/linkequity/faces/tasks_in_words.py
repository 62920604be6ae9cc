"""How sure the place of a task is, in words that all faces share."""

from linkequity.app.results import Results, TaskDoc
from linkequity.faces.words import units


def how_sure(task: TaskDoc, results: Results) -> str:
    """In how many models a task belongs where it stands, and what is at stake there; else why not.

    Empty where an older audit did not ask.
    """
    asked = results.robustness
    if task.holds_in is None or task.stake_low is None or task.stake_high is None or asked is None:
        return task.unasked
    low, high = units(task.stake_low), units(task.stake_high)
    span = low if low == high else f"{low} to {high}"
    return f"holds in {round(task.holds_in * asked.models)} of {asked.models} models, {span} units"
