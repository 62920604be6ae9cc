"""How sure the ranking is, in words and rows."""

import math
from dataclasses import dataclass

from linkequity.app.results import KnobDoc, PageDoc, RobustnessDoc
from linkequity.faces.words import counted

# A knob that alone takes the agreement below this decides what the report says.
UNSTABLE = 0.9
KNOB_WORDS = {
    "repeated_content": "Blocks in content that repeat across pages",
    "breadcrumb": "Breadcrumbs",
    "sidebar": "Sidebars",
    "menus": "Menus and headers",
    "footer": "Footers",
    "topic": "Worth of links in content, beside menus",
    "topic_strength": "How far the words around a link matter",
    "external": "Share that links to other sites take",
    "page_curve": "Worth of backlinks, by rating of the page",
    "domain_curve": "Worth of backlinks, by rating of the domain",
    "relevance": "How far a backlink's topic matters",
    "repeat": "Worth of further backlinks from one domain",
    "damping": "How many links are followed in a row",
    "noindex": "Whether noindex pages pass anything on",
    "backlinks": "Whether backlinks count at all",
}


@dataclass(frozen=True)
class KnobRow:
    """One knob: its name in words, the agreement it leaves, and whether it decides."""

    name: str
    reason: str
    agreement: float
    decides: bool


@dataclass(frozen=True)
class Sureness:
    """Two sentences, and the knobs, the one that moves most first."""

    headline: str
    says: str
    knobs: list[KnobRow]


def sureness(robustness: RobustnessDoc | None) -> Sureness | None:
    """What the models say, for the template; None where none was asked."""
    if robustness is None:
        return None
    return Sureness(_headline(robustness), _says(robustness), [_row(k) for k in robustness.knobs])


def _headline(robustness: RobustnessDoc) -> str:
    agreement = f"{robustness.rank_stability:.2f}"
    if robustness.rank_stability < UNSTABLE:
        return f"The order of pages is a matter of opinion: models agree to {agreement} only"
    if robustness.rank_stability_low < UNSTABLE:
        return (
            f"The order of pages is stable in most models, which agree to {agreement}, not in all"
        )
    return f"The order of pages is stable: models agree to {agreement}"


def _says(robustness: RobustnessDoc) -> str:
    asked = (
        f"{counted(robustness.models, 'model')} with other weights, each of which could be true, "
        "ranked the content pages. 1 means the same order as in this report, 0 no relation; "
        f"5% of them agree less than {robustness.rank_stability_low:.2f}."
    )
    deciding = [_row(knob).name for knob in robustness.knobs if knob.spearman < UNSTABLE]
    if not deciding:
        return f"{asked} No single number of the model changes the order much."
    return f"{asked} What decides it on this site: {'; '.join(deciding).lower()}."


def _row(knob: KnobDoc) -> KnobRow:
    name = KNOB_WORDS.get(knob.knob, knob.knob.replace("_", " ").capitalize())
    return KnobRow(name, knob.reason, knob.spearman, knob.spearman < UNSTABLE)


def ranks(page: PageDoc) -> str:
    """The ranks that nine in ten models give a page, as `3–17`; empty where none was asked."""
    if page.rank_low is None or page.rank_high is None:
        return ""
    low, high = math.floor(page.rank_low), math.ceil(page.rank_high)
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
