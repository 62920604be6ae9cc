"""What a person types as SOURCE is understood, or refused with what was expected."""

from pathlib import Path

import pytest

from linkequity.app.intake.source import Built, Site, read_source
from linkequity.base.errors import InputError, UsageError


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("https://example.com", "https://example.com/"),
        ("example.com", "https://example.com/"),
        ("www.example.com/blog", "https://www.example.com/blog"),
        ("localhost:8000", "http://localhost:8000/"),
        ("127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("http://EXAMPLE.com/#top", "http://example.com/"),
    ],
)
def test_a_site_may_be_typed_as_people_say_it(typed: str, start: str) -> None:
    assert read_source(typed, None) == Site(start)


@pytest.mark.parametrize(
    "typed", ["nosuchfolder", "./no/such", "https://", "ftp://example.com", ""]
)
def test_what_is_neither_url_nor_folder_is_a_usage_error(typed: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_source(typed, None)
    assert caught.value.hint
    assert ("no such folder" in caught.value.message) is typed.startswith(".")


def test_a_file_is_refused_with_the_option_it_belongs_to(tmp_path: Path) -> None:
    file = tmp_path / "backlinks.csv"
    file.write_text("a,b")
    with pytest.raises(InputError, match="is no crawl") as caught:
        read_source(str(file), None)
    assert "--backlinks" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "text", "base"),
    [
        (
            "index.html",
            '<link rel="canonical" href="https://a.example/x">',
            "https://a.example/x",
        ),
        ("index.html", "<link href=https://a.example/ rel=canonical>", "https://a.example/"),
        ("CNAME", "b.example\n", "https://b.example/"),
    ],
)
def test_a_folder_says_itself_which_site_it_is(
    tmp_path: Path, name: str, text: str, base: str
) -> None:
    (tmp_path / name).write_text(text)
    assert read_source(str(tmp_path), None) == Built(tmp_path, base)


def test_a_folder_that_names_no_site_needs_a_base_url(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>hello")
    with pytest.raises(UsageError) as caught:
        read_source(str(tmp_path), None)
    assert "--base-url" in caught.value.hint
    assert read_source(str(tmp_path), "https://c.example").base_url == "https://c.example/"


def test_a_base_url_does_not_go_with_a_site() -> None:
    with pytest.raises(UsageError, match="--base-url"):
        read_source("https://example.com", "https://example.com")
