"""How many models an audit asks, and what they said as part of the result document."""

from linkequity.app.results import KnobDoc, RobustnessDoc
from linkequity.model.facts import Facts
from linkequity.model.robustness.agreement import Robustness, measure_robustness
from linkequity.model.robustness.knobs import KNOBS

# Pages times models that are asked at once: all 64 models up to 50,000 pages.
CELLS = 3_200_000
# Fewer say too little about a share of models to be worth the wait.
FEWEST = 8


def affordable(facts: Facts) -> int:
    """How many models to ask: those of the settings, fewer on large sites, 0 on the largest."""
    most = CELLS // max(facts.graph.pages.height, 1)
    return min(facts.settings.ensemble.models, most) if most >= FEWEST else 0


def ask_models(facts: Facts) -> Robustness | None:
    """What the models say of the ranking; None on sites too large to ask FEWEST."""
    models = affordable(facts)
    return measure_robustness(facts, models, facts.settings.ensemble.seed) if models else None


def robustness_doc(robustness: Robustness | None) -> RobustnessDoc | None:
    """For the result document, each knob with the reason of its range."""
    if robustness is None:
        return None
    reasons = {knob.name: knob.reason for knob in KNOBS}
    return RobustnessDoc(
        models=robustness.models,
        seed=robustness.seed,
        rank_stability=robustness.rank_stability,
        rank_stability_low=robustness.rank_stability_low,
        knobs=[
            KnobDoc(knob=e.knob, spearman=e.spearman, reason=reasons[e.knob])
            for e in robustness.knobs
        ],
    )


def too_many_pages(facts: Facts, robustness: Robustness | None) -> list[str]:
    """A sentence for people where fewer models were asked than the settings say."""
    asked, pages = facts.settings.ensemble.models, facts.graph.pages.height
    if robustness is None:
        return [f"{pages:,} pages are too many to ask other models how sure the ranking is."]
    if robustness.models < asked:
        return [
            f"{robustness.models} models were asked, not {asked}: the site has {pages:,} pages."
        ]
    return []
