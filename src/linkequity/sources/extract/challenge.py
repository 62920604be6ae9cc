"""Firewalls that answer in place of the page, to find out whether the visitor is a person.

By headers that their makers document for telling challenges apart, else by the title of their
pages, as nobody else's page is called. Cloudflare:
https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/;
AWS WAF: https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html.
"""

from typing import Final

from linkequity.snapshot.doubts import CHALLENGE

Headers = tuple[tuple[str, str], ...]

_HEADERS: Final = {
    ("cf-mitigated", "challenge"): "Cloudflare",
    ("x-amzn-waf-action", "challenge"): "AWS WAF",
    ("x-amzn-waf-action", "captcha"): "AWS WAF",
    ("x-vercel-mitigated", "challenge"): "Vercel",
}
_TITLES: Final = {
    "just a moment...": "Cloudflare",
    "attention required! | cloudflare": "Cloudflare",
    "ddos-guard": "DDoS-Guard",
    "vercel security checkpoint": "Vercel",
    "making sure you're not a bot!": "Anubis",
    "pardon our interruption": "Imperva",
    "robot challenge screen": "SiteGround",
}


def challenge_of(headers: Headers, title: str | None) -> str | None:
    """What to write of an answer that is a challenge, with whose it is; None for any other."""
    by_header = (_HEADERS.get((name, value.strip().lower())) for name, value in headers)
    maker = next(filter(None, by_header), None) or _TITLES.get((title or "").strip().lower())
    return f"{CHALLENGE}: {maker}" if maker else None
