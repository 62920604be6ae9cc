"""Which pages should link to which, and where exactly: the link ranker of a site.

For those who build on it::

    from linkequity.advice.ranking.known.from_facts import site_of
    from linkequity.advice.ranking.ranking import Ranking

    ranking = Ranking.of(site_of(facts))
    frame = ranking.rank(sources=None, targets=None, per_page=10)
    placement = ranking.place(source_id, target_id)

`rank` gives a frame with `source_id`, `target_id`, `score` (higher is better, comparable within
one source only) and the factors the score was made of, a column each, best first by source.
`sources` and `targets` are page ids (rows of the site's pages) to keep to, or None for all.
Pairs that are linked already, and a page with itself, are never among them.

`place` gives a `Placement`: the passage (row of the site's `texts`), the sentence and the anchor
text as characters of it, the anchor text itself, and whether the page is called so already in its
title or in anchor texts; or None where no free words of the source name the target. It never lies
in a heading, in code or in an existing link.

A `Site` is also made of any frames of pages, passages and links, by `known.reading.read_site`.
"""
