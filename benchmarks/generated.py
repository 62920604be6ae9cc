"""A site of any size, the same every time: each page is made from its number when asked for.

Shaped like a blog with a shop's menu: 60 links in header, navigation and footer, 12 in content,
about 450 words, 17 kB. Page n links to 2n+1 and 2n+2, so that every page can be reached.
"""

import random

WORDS = (
    "tax advice return lodge income expense ledger asset interest company trust partner audit "
    "report quarter record claim deduct receipt wage contract client service review plan budget"
).split()
MENU = 30
FOOTER = 30
PARAGRAPHS = 12


class GeneratedSite:
    """Answers as a server of `pages` pages would."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.menu = self.links(range(MENU))
        self.footer = self.links(range(FOOTER, MENU + FOOTER))

    def links(self, numbers: range) -> str:
        return "".join(f'<li><a href="{path(n % self.pages)}">{name(n)}</a></li>' for n in numbers)

    def __call__(self, target: str) -> tuple[int, str, bytes, str]:
        number = number_of(target)
        if number is None or number >= self.pages:
            return 404, "text/html", b"<!doctype html><title>Not found</title>", ""
        return 200, "text/html", self.page(number).encode(), ""

    def page(self, number: int) -> str:
        """One page as HTML."""
        chance = random.Random(number)
        body = "".join(self.paragraph(number, place, chance) for place in range(PARAGRAPHS))
        return (
            f'<!doctype html><html lang="en"><head><title>{name(number)}</title>'
            f'<link rel="canonical" href="{path(number)}">'
            f'<meta name="description" content="About {name(number)}"></head><body>'
            f'<header><a href="/"><img src="/logo.svg" alt="Home"></a></header>'
            f'<nav><ul class="menu">{self.menu}</ul></nav>'
            f'<main><article class="post"><h1>{name(number)}</h1>{body}</article></main>'
            f'<footer><ul class="links">{self.footer}</ul></footer></body></html>'
        )

    def paragraph(self, number: int, place: int, chance: random.Random) -> str:
        """A paragraph with one link; the first two lead on to pages not seen yet."""
        target = 2 * number + 1 + place if place < 2 else chance.randrange(self.pages)
        before = " ".join(chance.choices(WORDS, k=20))
        after = " ".join(chance.choices(WORDS, k=15))
        link = f'<a href="{path(target % self.pages)}">{name(target % self.pages)}</a>'
        head = f"<h2>{name(place)}</h2>" if place % 4 == 0 else ""
        return f'{head}<div class="block"><p>{before} {link} {after}.</p></div>'


def path(number: int) -> str:
    """Where a page lies: 100 to a directory."""
    return "/" if number == 0 else f"/section-{number // 100}/page-{number}"


def name(number: int) -> str:
    """What links call a page."""
    return f"{WORDS[number % len(WORDS)]} {WORDS[number // 7 % len(WORDS)]} {number}".capitalize()


def number_of(target: str) -> int | None:
    """The page a path names."""
    if target == "/":
        return 0
    digits = target.rpartition("/page-")[2]
    return int(digits) if digits.isdigit() and path(int(digits)) == target else None
