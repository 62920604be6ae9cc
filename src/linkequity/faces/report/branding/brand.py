"""From the settings to what the page needs: a name, a logo, a style sheet, a footer."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from linkequity.base.errors import UsageError
from linkequity.base.settings import ReportSettings
from linkequity.faces.report.branding.colour import (
    BLACK,
    DARK_PAPER,
    LIGHT_PAPER,
    WHITE,
    Accent,
    parsed,
    readable,
    written,
)
from linkequity.faces.report.branding.logo import Logo, read_logo

OUR_NAME: Final = "linkequity"


@dataclass(frozen=True)
class Brand:
    """What the report bears; `css` sets the accent's colours, and is empty where it is ours."""

    name: str = OUR_NAME
    own: bool = False
    logo: Logo | None = None
    css: str = ""
    footer: str = ""


OURS: Final = Brand()


def settings_with(settings: ReportSettings, named: Mapping[str, str | None]) -> ReportSettings:
    """The settings, what is named on the command line in their place; UsageError for a slip."""
    given = {key: value for key, value in named.items() if value is not None}
    try:
        return msgspec.convert(msgspec.to_builtins(settings) | given, ReportSettings)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"the report's brand cannot be so: {error}",
            hint="A colour is #rrggbb, as in #0a5bd3; a name has at most 80 letters.",
        ) from None


def brand_of(settings: ReportSettings, folder: Path) -> Brand:
    """The brand that is set; relative paths start at `folder`. FileUnreadable for a bad logo."""
    return Brand(
        name=settings.name or OUR_NAME,
        own=settings.name is not None,
        logo=read_logo(folder / Path(settings.logo).expanduser()) if settings.logo else None,
        css=_css(settings.colour) if settings.colour else "",
        footer=settings.footer or "",
    )


def _css(colour: str) -> str:
    """The accent in light, in print and in dark, readable in each."""
    light = readable(parsed(colour), LIGHT_PAPER, BLACK)
    dark = readable(parsed(colour), DARK_PAPER, WHITE)
    in_dark = "@media screen and (prefers-color-scheme: dark)"
    return f":root {{ {_variables(light)} }}\n{in_dark} {{ :root {{ {_variables(dark)} }} }}\n"


def _variables(accent: Accent) -> str:
    named = {"accent": accent.text, "accent-soft": accent.soft}
    return " ".join(f"--{name}: {written(colour)};" for name, colour in named.items())
