"""The words of the report, each in a sentence."""

GLOSSARY = (
    (
        "Authority, equity",
        "What links pass on. Counted in units; every indexable page enters with one.",
    ),
    ("Backlink", "A link from another site to this one."),
    ("Referring domain", "The site that gives a backlink."),
    ("Inlink", "A link from one page of this site to another."),
    ("Content link", "A link in the text of a page, not in its menu, sidebar or footer."),
    (
        "Indexable",
        "A page that a search engine may show: it answers, is HTML, is not blocked, and is not "
        "folded into another.",
    ),
    ("Kept", "What stays on a page after it has passed on its share."),
    ("Leak", "What links carry to where no page of this site can keep it."),
    (
        "Lost at the door",
        "Backlinks that point at a page that cannot take them: gone, blocked or noindex.",
    ),
    ("Stranded", "Backlink equity on pages that lift no other content page."),
    (
        "Pages lifted",
        "Content pages that receive at least 1% of what a page’s backlinks bring, menus aside. "
        "One means one page’s worth of work.",
    ),
    ("Reach", "How evenly backlink equity spreads in content, as a number of pages."),
    ("Click depth", "The fewest links to follow from the start page."),
    ("Orphan page", "A known, indexable page that no link of the site points to."),
    ("Segment", "A group of pages; by default the first directory of their path."),
    (
        "At stake",
        "What a finding concerns, in units: what leaks there, stops there or is missing there.",
    ),
)
