"""Content clusters: pages on one topic, their pillar pages, the links between them, their equity.

Found in the text and the links of a site by `finding`; `linkequity.toml` may pin pillars, names
and members (`pins`), and pins win. Everything is by page_id and the same for any order of rows.
"""
