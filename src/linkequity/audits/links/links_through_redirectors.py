"""Links through redirectors: links to other sites by way of a shortener or a click counter.

Why it matters: the reader does not see where the link leads, a third party sees every click, and
the link dies with the service, however alive its target is.
Known problem: known services only, by their host's name. A link to the service itself is left out.
Where the redirector leads is not asked. The equity leaves the site either way. What X (Twitter)
writes into posts that a page embeds is left out: links that show their own t.co address, or that of
a picture.
Fix: put the address that the redirector leads to into the link.
"""

import polars as pl

from linkequity.audits.audit import Meta
from linkequity.audits.citations import CITED, cite, links_of
from linkequity.audits.findings import found
from linkequity.model.facts import Facts

META = Meta(
    evidence="observation",
    evidence_note="66.5% of links to 2.06M sites since 2013 are gone (Ahrefs, link rot); a "
    "redirector is one more thing that can go. What the direct address brings is not measured.",
    action=(
        "Link past 1 redirector to its target",
        "Link past {n} redirectors to their targets",
    ),
    concerns="leaves the site by them",
    passes=True,
)
SHORTENERS = (
    "adf.ly", "bit.ly", "bitly.com", "buff.ly", "cutt.ly", "dlvr.it", "fb.me", "goo.gl", "is.gd",
    "j.mp", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly", "shorturl.at", "t.co", "t.ly", "tiny.cc",
    "tinyurl.com", "trib.al", "wp.me",
)  # fmt: skip
COUNTERS = (
    r"l\.facebook\.com/l\.php",
    r"www\.google\.[a-z.]{2,6}/url",
    r"(?:www\.)?youtube\.com/redirect",
    r"www\.linkedin\.com/redir",
    r"[a-z0-9]+\.safelinks\.protection\.outlook\.com/",
    r"urldefense(?:\.proofpoint)?\.com/",
    r"href\.li/",
)
EMBEDDED = r"^\s*(?:https?://t\.co/\w+|pic\.(?:twitter|x)\.com/\w+)\s*$"
THROUGH = (
    rf"^https?://(?:(?:www\.)?(?:{'|'.join(s.replace('.', '[.]') for s in SHORTENERS)})/[^/?#]"
    rf"|{'|'.join(COUNTERS)})"
)


def audit(facts: Facts) -> pl.DataFrame:
    """One finding for each address of a redirector that links point at."""
    columns = ("link", "target", "anchor_text")
    leaving = links_of(facts).filter(~pl.col("internal")).select(columns).collect()
    embedded = pl.col("anchor_text").fill_null("").str.contains(EMBEDDED)
    through = leaving.filter(pl.col("target").str.contains(THROUGH), ~embedded)
    return found(cite(facts, through.lazy(), "target"), *CITED, url="target")
