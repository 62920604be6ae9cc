"""Laws of the white label: a brand is shown, never trusted, and never hides that it is a model."""

import struct
import zlib
from pathlib import Path

import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from faces.brisbane import results
from linkequity.base.errors import FileUnreadable, SettingsInvalid, UsageError
from linkequity.base.settings import ReportSettings, read_settings
from linkequity.faces.report import render
from linkequity.faces.report.branding.brand import brand_of, settings_with
from linkequity.faces.report.branding.colour import (
    BLACK,
    DARK_PAPER,
    LIGHT_PAPER,
    READABLE,
    WHITE,
    contrast,
    parsed,
    readable,
    written,
)
from linkequity.faces.report.branding.logo import MAX_BYTES, read_logo

CHANNEL = st.integers(0, 255)
# A picture of one pixel, 3 by 2 as its frame says.
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x02\x00\x03\x01\x01\x11\x00\xff\xd9"
)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (width + 1) * min(height, 50))
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def saved(folder: Path, data: bytes, name: str = "logo.png") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@given(st.tuples(CHANNEL, CHANNEL, CHANNEL))
def test_any_colour_becomes_one_that_can_be_read(colour: tuple[int, int, int]) -> None:
    """Text in the accent stands out from the paper and from its own tint, in light and dark."""
    for paper, ink in ((LIGHT_PAPER, BLACK), (DARK_PAPER, WHITE)):
        accent = readable(colour, paper, ink)
        assert contrast(accent.text, paper) >= READABLE
        assert contrast(accent.text, accent.soft) >= READABLE


def test_a_colour_that_can_be_read_is_left_as_it_is() -> None:
    """A brand's colour is changed only where it must be."""
    assert written(readable(parsed("#2450b2"), LIGHT_PAPER, BLACK).text) == "#2450b2"
    assert round(contrast(BLACK, WHITE)) == 21


@pytest.mark.parametrize("colour", ["red", "#12", "#12345g", "#123456;}</style>", "url(x)"])
def test_what_is_no_colour_is_refused(colour: str, tmp_path: Path) -> None:
    """Nothing but #rrggbb comes into the style sheet, from an option or from the settings."""
    with pytest.raises(UsageError, match="#rrggbb"):
        settings_with(ReportSettings(), {"colour": colour})
    toml = saved(tmp_path, f'[report]\ncolour = "{colour}"\n'.encode(), "linkequity.toml")
    with pytest.raises(SettingsInvalid):
        read_settings(toml)


def test_options_stand_in_place_of_settings_and_the_rest_stays() -> None:
    """What is not named keeps what the settings say."""
    settings = ReportSettings(name="A", footer="B", colour="#112233")
    assert settings_with(settings, {"name": "C", "logo": None}) == ReportSettings(
        name="C", footer="B", colour="#112233"
    )


@pytest.mark.parametrize(("data", "kind"), [(png(60, 20), "png"), (JPEG, "jpeg")])
def test_a_logo_becomes_data_with_its_size(data: bytes, kind: str, tmp_path: Path) -> None:
    """It is shown 40 pixels high, in proportion, and lies in the page itself."""
    logo = read_logo(saved(tmp_path, data))
    assert logo.url.startswith(f"data:image/{kind};base64,")
    assert (logo.width, logo.height) == ((120, 40) if kind == "png" else (60, 40))


NO_LOGOS = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "html": b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "cut": png(60, 20)[:-6],
    "changed": png(60, 20).replace(b"IDAT", b"IDAX"),
    "huge": png(5000, 20),
    "empty": b"",
    "large": png(60, 20) + b"\0" * MAX_BYTES,
    "no frame": b"\xff\xd8\xff\xd9",
    "endless segment": b"\xff\xd8\xff\xe0\x00\x00\x00\x00\x00\x00\x00\xff\xd9",
}


@pytest.mark.parametrize("data", NO_LOGOS.values(), ids=NO_LOGOS)
def test_what_is_no_whole_picture_is_refused(data: bytes, tmp_path: Path) -> None:
    """Neither a script, nor a torn file, nor one too large becomes part of the page."""
    with pytest.raises(FileUnreadable) as told:
        read_logo(saved(tmp_path, data))
    assert "logo.png" in str(told.value)


def test_a_logo_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A relative path starts at the workspace."""
    with pytest.raises(FileUnreadable, match="cannot be read"):
        brand_of(ReportSettings(logo="nowhere.png"), tmp_path)


def test_the_brand_stands_in_the_report_and_the_model_stays(tmp_path: Path) -> None:
    """Name, logo, colour and footer; the note on the model; hostile words as words."""
    saved(tmp_path, png(60, 20))
    settings = ReportSettings(
        name="<b>Agency</b>", logo="logo.png", colour="#ffff00", footer="</p><script>x"
    )
    html = render(results(), brand_of(settings, tmp_path))
    page = turbohtml.parse(html)
    assert page.select_one(".brand").text.startswith("<b>Agency</b>")
    assert page.select_one(".brand img").attrs["src"].startswith("data:image/png;base64,")
    assert page.select_one("footer .own").text == "</p><script>x"
    assert not page.select("script")
    assert "linkequity" not in page.select_one(".brand").text + page.select_one("footer").text
    assert "not a search engine’s number" in page.select_one("footer").text
    assert "--accent: #ffff00" not in page.select_one("style").text.partition("@media")[0]


def test_without_a_brand_no_picture_is_allowed() -> None:
    """The policy opens for images only where there is a logo."""
    assert "img-src" not in render(results())
