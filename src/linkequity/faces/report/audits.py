"""Audits as sections: what was found, what is missing, what is fine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from linkequity.app.results import AuditDoc, FindingDoc, Results

FINDINGS = 25
AT_ONCE = 8  # the rest of them is folded away
_HEADING = re.compile(r"^([A-Z][A-Za-z ]{1,30}): ", re.MULTILINE)
_OPEN = {"fail": 0, "inconclusive": 1, "error": 2}


@dataclass(frozen=True)
class Explanation:
    """An audit's own documentation: its lead, then paragraphs with their heading or none."""

    lead: str
    paragraphs: list[tuple[str, str]]


@dataclass(frozen=True)
class AuditView:
    """One audit as shown: the first findings, those to unfold, and how many that are."""

    doc: AuditDoc
    explanation: Explanation
    first: list[FindingDoc]
    findings: list[FindingDoc]
    shown: int


@dataclass(frozen=True)
class AuditsView:
    """Audits by what came of them."""

    found: list[AuditView]
    idle: list[AuditView]
    passed: list[AuditView]


def describe_all(results: Results) -> AuditsView:
    """Audits with something to read first, those where equity is lost before the others, in the
    document's order; then those that could not.
    """
    views = [_describe(audit) for audit in results.audits]
    open_ones = [view for view in views if view.doc.status in _OPEN]
    return AuditsView(
        found=sorted(open_ones, key=lambda view: (view.doc.passes, _OPEN[view.doc.status])),
        idle=[view for view in views if view.doc.status not in {*_OPEN, "pass"}],
        passed=[view for view in views if view.doc.status == "pass"],
    )


def _describe(audit: AuditDoc) -> AuditView:
    shown = audit.findings[:FINDINGS]
    first, rest = shown[:AT_ONCE], shown[AT_ONCE:]
    return AuditView(audit, explain(audit.explanation), first, rest, len(shown))


def explain(text: str) -> Explanation:
    """Parts of a docstring such as `Title: lead. Why it matters: … Fix: …`."""
    first, *rest = [" ".join(part.split()) for part in _paragraphs(text)] or [""]
    title, _, lead = first.partition(": ")
    lead = lead or title
    return Explanation(_sentence(lead), [_headed(part) for part in rest])


def _paragraphs(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.strip()):
        starts = [match.start() for match in _HEADING.finditer(block)]
        cuts = sorted({0, *starts, len(block)})
        yield from (block[a:b] for a, b in pairwise(cuts))


def _headed(paragraph: str) -> tuple[str, str]:
    match = _HEADING.match(paragraph)
    return (match[1], _sentence(paragraph[match.end() :])) if match else ("", paragraph)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
