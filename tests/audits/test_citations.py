"""What findings cite is short, however much there is to cite."""

import tiny
from linkequity.audits.citations import CITED, EXAMPLES, cite, links_of
from linkequity.audits.evidence import LONGEST_TEXT
from linkequity.audits.findings import Findings, found

LONG = "x" * 1000
MANY = tiny.site(
    "pages:\n  /: {}\n"
    + "".join(
        f"  /{n}: {{links: [{{to: /, anchor_text: {LONG}}}, /], known_from: [sitemap]}}\n"
        for n in range(9)
    )
)


def test_all_links_are_counted_and_the_first_pages_shown_with_the_start_of_their_words() -> None:
    facts = tiny.facts_of(MANY)
    counted = cite(facts, links_of(facts), "resolved_target")
    [finding] = Findings(found(counted, *CITED, url="resolved_target"), facts.links)
    cited = finding.evidence
    assert (cited["links"], cited["linking_pages"]) == (18, 9)
    assert cited["link_positions"] == {"content": 18}
    assert [example["url"][-1] for example in cited["linked_from"]] == list("01234")
    assert len(cited["linked_from"]) == EXAMPLES
    assert {len(example["anchor_text"]) for example in cited["linked_from"]} == {LONGEST_TEXT}
