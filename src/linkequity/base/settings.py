"""Every number that can be set, each with its reason, as frozen objects.

`linkequity.toml` overrides them key by key; a key that is not here is refused by name.
"""

import re
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from linkequity.base.errors import SettingsInvalid
from linkequity.base.meant import did_you_mean
from linkequity.base.urls import QueryRule, UrlPolicy

Share = Annotated[float, Meta(ge=0, le=1)]
Positive = Annotated[float, Meta(gt=0)]
# As msgspec puts it: the key, and the section it stands in, if any.
UNKNOWN = re.compile(r"unknown field `([^`]*)`")
SECTION = re.compile(r" - at `\$\.(\w+)")
USER_AGENT = "linkequity/0.1 (+https://pypi.org/project/linkequity/)"


class CrawlSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a site is fetched. Defaults are polite: a small shop's server does not notice them."""

    user_agent: str = USER_AGENT
    # 5 in flight and 10 a second: below what one visitor's browser asks for on one page view.
    concurrency: Annotated[int, Meta(ge=1, le=64)] = 5
    rate: Annotated[float, Meta(gt=0, le=1000)] = 10.0
    # 20 s: slower answers are as good as none to readers and to search engines.
    timeout: Positive = 20.0
    # 10 MB: search engines index the first 2–15 MB of a page; nobody links from beyond.
    max_bytes: Annotated[int, Meta(ge=1024)] = 10_000_000
    # 3 tries: passing faults (reset, 502, 503, 429) are nearly always gone by the third.
    tries: Annotated[int, Meta(ge=1, le=10)] = 3
    max_pages: Annotated[int, Meta(ge=1)] | None = None
    max_depth: Annotated[int, Meta(ge=0)] | None = None
    include: list[str] = []
    exclude: list[str] = []
    subdomains: bool = False
    headers: dict[str, str] = {}
    auth: str | None = None
    query: QueryRule = "keep"
    drop_trackers: bool = True
    # Whether the targets of external links are asked too, once each: it takes as long as they do.
    check_external: bool = False

    @property
    def url_policy(self) -> UrlPolicy:
        """The query policy for `base.urls.resolve`."""
        return UrlPolicy(self.query, self.drop_trackers)

    def public(self) -> dict[str, object]:
        """The settings as data for manifests and reports, without credentials or header values."""
        data: dict[str, object] = msgspec.to_builtins(self)
        data["auth"] = "set" if self.auth else None
        data["headers"] = sorted(self.headers)
        return data


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The knobs of the equity model. Reasons: docs/explanation/model.md.

    Position: patents (reasonable surfer, US 7,716,225) and split tests say body links count more
    than footers, nobody knows how much; never 0, since position lowers a share, it deletes nothing.
    """

    content: Positive = 1.0
    repeated_content: Positive = 0.5
    breadcrumb: Positive = 0.5
    sidebar: Positive = 0.3
    navigation: Positive = 0.2
    header: Positive = 0.2
    footer: Positive = 0.1
    # A content link whose words were not read sits in the middle of the topic factor's 0.5–1.
    topic_unread: Positive = 0.75
    # 1: its whole range; 0: words around links are not read, and each weighs as if it were not.
    topic_strength: Share = 1.0
    external: Share = 1.0
    # 0.85: the damping of the original paper (Brin and Page 1998), and of everything since.
    damping: Annotated[float, Meta(gt=0, lt=1)] = 0.85
    baseline: Positive = 1.0
    noindex_passes: bool = False
    # value = page_scale · 10^(rating / page_slope): one backlink from a domain rated 90 is then
    # 31% of what enters a 60-page site with 40 referring domains; steeper curves made it 64%.
    page_scale: Positive = 0.1
    page_slope: Positive = 25.0
    domain_scale: Positive = 0.25
    domain_slope: Positive = 40.0
    unrated: Positive = 1.0
    # What a backlink from a page on quite another topic counts; 1: relevance does not matter.
    least_relevant: Share = 0.5
    # The n-th link of one domain counts ½^(n−1): a second link of a friend proves little more.
    repeat: Share = 0.5


class AuditSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Thresholds of the audits."""

    # Severity by the share of all equity at stake.
    high: Share = 0.05
    medium: Share = 0.01
    # Pages more than three clicks away get markedly less crawling and traffic on most sites.
    deep_clicks: Annotated[int, Meta(ge=1)] = 4
    # Search engines once named "a few thousand" as the most; a thousand is far beyond any menu.
    many_links: Annotated[int, Meta(ge=1)] = 1000
    # Fifty query strings on one path are more than sorting and paging by hand bring about.
    many_variants: Annotated[int, Meta(ge=1)] = 50
    # Orphans that are meant to be: landing pages of campaigns, thank-you pages.
    intended_orphans: list[str] = []
    disable: list[str] = []
    # A file of findings that are known and accepted; a relative path starts at the workspace.
    baseline: str | None = None


class EnsembleSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many models are asked how sure an answer is."""

    # 64: "holds in N%" is then known to about six points either way (a standard error, at 50%).
    models: Annotated[int, Meta(ge=1, le=1024)] = 64
    seed: Annotated[int, Meta(ge=0)] = 1


class LandingSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How likely a backlink is won, by kind of page, and how long it counts.

    The chances are assumptions: nobody has published any. Only their proportions order advice.
    """

    # People link to what helps their readers, next to the site itself, least to what sells.
    p_win_article: Share = 0.1
    p_win_home: Share = 0.05
    p_win_commercial: Share = 0.02
    # Patterns of commercial pages that their URLs do not show.
    commercial: list[str] = []
    # Three years: budgets rarely look further; survival was observed for 84 months.
    horizon_months: Annotated[float, Meta(gt=0, le=84)] = 36.0

    @property
    def p_win(self) -> dict[str, float]:
        """The chance to win a backlink, by kind of page."""
        return {
            "article": self.p_win_article,
            "home": self.p_win_home,
            "commercial": self.p_win_commercial,
        }


class ReportSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose name the report bears. That it shows a model, it says under any name."""

    # Whose report it is, in place of our own name.
    name: Annotated[str, Meta(min_length=1, max_length=80)] | None = None
    # A PNG or JPEG file; a relative path starts at the workspace.
    logo: str | None = None
    # As #rrggbb. Where text in it would be hard to read, a darker or lighter one is taken.
    colour: Annotated[str, Meta(pattern="^#[0-9a-fA-F]{6}$")] | None = None
    # A line at the end, such as an address.
    footer: Annotated[str, Meta(max_length=300)] | None = None


class Pillar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is pinned of one cluster beside its pillar page."""

    name: str | None = None
    # Paths, URLs or patterns of pages that belong to it, whatever their texts say.
    members: list[str] = []


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of `linkequity.toml`; every key is optional."""

    site: str | None = None
    crawl: CrawlSettings = CrawlSettings()
    segments: dict[str, str] = {}
    priority: dict[str, Positive] = {}
    weights: Weights = Weights()
    audits: AuditSettings = AuditSettings()
    landing_pages: LandingSettings = LandingSettings()
    ensemble: EnsembleSettings = EnsembleSettings()
    report: ReportSettings = ReportSettings()
    content_kinds: dict[str, list[str]] = {}
    # "/pillar-page" = "name of its cluster", or { name = "…", members = ["/supporting/*"] }.
    pillars: dict[str, str | Pillar] = {}


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file, or the defaults where there is no such file."""
    if not path.exists():
        return Settings()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Settings)
    except (msgspec.MsgspecError, ValueError) as error:
        raise SettingsInvalid(
            str(error),
            where=str(path),
            hint=_meant(str(error)),
        ) from None


def _meant(complaint: str) -> str:
    """The keys that an unknown one most resembles, if any, and all that could stand there."""
    unknown, at = UNKNOWN.search(complaint), SECTION.search(complaint)
    section = at[1] if at else ""
    keys = getattr(getattr(Settings(), section, None), "__struct_fields__", ())
    if not keys:
        section, keys = "", Settings.__struct_fields__
    named = f"Keys of [{section}]" if section else "Keys of linkequity.toml"
    return (did_you_mean(unknown[1], keys) if unknown else "") + f"{named}: {', '.join(keys)}."
