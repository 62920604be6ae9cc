"""From the result document to the page: the template, its filters, its lock."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from linkequity.app.auditing.shared_title import less_shared
from linkequity.app.planning.files import STAGES, STEPS
from linkequity.app.results import Results
from linkequity.faces.changes_in_words import changed_page, linked_from, why
from linkequity.faces.look import stylesheet
from linkequity.faces.look.templates import environment
from linkequity.faces.report import sections
from linkequity.faces.report.answers import answers_view
from linkequity.faces.report.areas import areas_view
from linkequity.faces.report.audits import describe_all
from linkequity.faces.report.backlinks import backlinks_view
from linkequity.faces.report.branding.brand import OURS, Brand
from linkequity.faces.report.changes import change_of, changes_view
from linkequity.faces.report.clusters import clusters_view
from linkequity.faces.report.evidence import EVIDENCE_WORDS, evidence
from linkequity.faces.report.flows import flows_view
from linkequity.faces.report.glossary import GLOSSARY
from linkequity.faces.report.headings import Found, headings
from linkequity.faces.report.ledger import ledger_view
from linkequity.faces.report.links_to_add import links_view
from linkequity.faces.report.sureness import ranks, sureness
from linkequity.faces.report.verdict import key_figures, verdict
from linkequity.faces.tasks_in_words import how_sure


def render(results: Results, brand: Brand = OURS) -> str:
    """The whole report as HTML text. Strings of the document are data, never markup."""
    css = _stylesheet() + brand.css + _foot(results.site, brand)
    return (
        _environment()
        .get_template("report.html")
        .render(
            r=results,
            css=Markup(css),
            policy=_policy(css, brand),
            brand=brand,
            site=results.site,
            titled=lambda title: less_shared(title, results.shared_title),
            verdict=verdict(results),
            figures=key_figures(results),
            **_with_headings(results),
            areas=areas_view(results),
            ledger=ledger_view(results.ledger, results.totals.get("indexable_pages", 0)),
            backlinks=backlinks_view(results),
            clusters=clusters_view(results),
            answers=answers_view(results),
            pages=sections.strongest(results.pages),
            settings=sections.settings_rows(results.settings),
            glossary=GLOSSARY,
        )
    )


def _with_headings(results: Results) -> dict[str, object]:
    """The sections on whose content their headings depend, and all headings."""
    found = Found(
        todo=sections.todo(results),
        changes=changes_view(results),
        links=links_view(results),
        flows=flows_view(results),
        audits=describe_all(results),
        sure=sureness(results.robustness),
    )
    return {**vars(found), "headings": headings(results, found)}


@cache
def _environment() -> Environment:
    made = environment("linkequity.faces.report")
    made.globals |= {
        "evidence": evidence,
        "why": why,
        "change_of": change_of,
        "changed_page": changed_page,
        "linked_from": linked_from,
        "ranks": ranks,
        "evidence_words": EVIDENCE_WORDS,
        "how_sure": how_sure,
        "plan_words": {"steps": STEPS, "stages": STAGES},
    }
    return made


def _stylesheet() -> str:
    templates = files("linkequity.faces.report").joinpath("templates")
    own = (templates.joinpath(name).read_text("utf-8") for name in ("report.css", "print.css"))
    return "\n".join((stylesheet(), *own))


def _foot(site: str, brand: Brand) -> str:
    """What stands at the foot of each printed page; every character escaped, as CSS has it."""
    said = f"{brand.name} · {site} · A model, not a search engine’s number"
    escaped = "".join(f"\\{ord(character):x} " for character in said)
    return f'@page {{ @bottom-left {{ content: "{escaped}"; }} }}'


def _policy(css: str, brand: Brand) -> str:
    """The content security policy: this very stylesheet, the logo, and nothing else at all."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    images = "img-src data:; " if brand.logo else ""
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; {images}base-uri 'none'; "
        "form-action 'none'"
    )
