"""The registry: ids are file names, every audit is documented, and a slip names what was meant."""

import re
from pathlib import Path

import pytest

import linkequity.audits
from linkequity.audits.audit import explain
from linkequity.audits.registry import AUDITS, find
from linkequity.base.errors import UsageError

FOLDER = Path(linkequity.audits.__file__).parent


def test_every_module_with_a_check_is_registered_under_its_files_name() -> None:
    checks = [p.stem for p in FOLDER.rglob("*.py") if "\nMETA = Meta(" in p.read_text()]
    assert sorted(stem.replace("_", "-") for stem in checks) == sorted(a.id for a in AUDITS)


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.id)
def test_the_docstring_is_the_documentation_page(audit) -> None:
    title, _, rest = audit.doc.partition(":")
    assert re.sub(r"\W+", "-", title.lower()) == audit.id
    assert rest.partition("\n")[0].strip()
    for part in ("\nWhy it matters: ", "\nKnown problem: ", "\nFix: "):
        assert audit.doc.count(part) == 1


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.id)
def test_the_explanation_ends_with_the_evidence_and_its_source(audit) -> None:
    text = explain(audit)
    assert text.startswith(audit.doc)
    assert text.endswith(audit.meta.evidence_note)
    assert f"Evidence ({audit.meta.evidence.replace('_', ' ')}): " in text


def test_redirected_links_promise_no_gain() -> None:
    assert "no detectable gain" in " ".join(
        find("redirected-internal-links").meta.evidence_note.split()
    )


def test_an_unknown_id_is_refused_naming_the_nearest() -> None:
    with pytest.raises(UsageError) as refused:
        find("orphan-page")
    assert "orphan-pages" in refused.value.hint


def test_an_id_like_none_lists_them_all() -> None:
    with pytest.raises(UsageError) as refused:
        find("zzz")
    assert all(audit.id in refused.value.hint for audit in AUDITS)
