"""Settings: every key optional, unknown ones refused by name, secrets kept out of documents."""

from pathlib import Path

import pytest

from linkequity.base.errors import SettingsInvalid
from linkequity.base.settings import CrawlSettings, Settings, read_settings

REFUSED = {
    "colour = 1": "colour",
    "[crawl]\nspeed = 3": "speed",
    "[weights]\nfooter = 0": "weights.footer",
    "[weights]\ndamping = 1.0": "weights.damping",
    "[crawl]\nrate = 'fast'": "crawl.rate",
    "[crawl]\nquery = 'shuffle'": "crawl.query",
    "[audits]\nhigh = 1.5": "audits.high",
    "[priority]\n'/a' = -1": "priority",
    "site = 'unclosed": "",
    "\x00": "",
}


def settings_of(text: str, folder: Path) -> Settings:
    path = folder / "linkequity.toml"
    path.write_text(text)
    return read_settings(path)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    """No file, an empty file and no key at all mean the same."""
    assert read_settings(tmp_path / "none.toml") == Settings() == settings_of("", tmp_path)


def test_a_key_overrides_its_default_alone(tmp_path: Path) -> None:
    """What is not named keeps its default."""
    settings = settings_of("site = 'a.example'\n[weights]\nfooter = 0.05", tmp_path)
    assert settings.weights.footer == 0.05
    assert settings.weights.header == Settings().weights.header
    assert settings.crawl == CrawlSettings()


@pytest.mark.parametrize(("text", "named"), REFUSED.items())
def test_what_cannot_be_meant_is_refused_by_name(text: str, named: str, tmp_path: Path) -> None:
    """An unknown key, a value out of range and a broken file name the file and the key."""
    with pytest.raises(SettingsInvalid) as caught:
        settings_of(text, tmp_path)
    assert named in str(caught.value)
    assert "linkequity.toml" in caught.value.where
    assert caught.value.hint


def test_secrets_never_reach_a_document() -> None:
    """Manifests and reports learn that there are credentials, not what they are."""
    settings = CrawlSettings(auth="me:secret", headers={"X-Token": "secret"})
    assert "secret" not in str(settings.public())
    assert settings.public()["headers"] == ["X-Token"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("segment = {blog = '/blog/*'}", "segments"),
        ("[audits]\ndisabled = ['orphan-pages']", "disable"),
        ("[audits]\nbase_line = 'known.json'", "baseline"),
        ("[priorities]\n'/a' = 2", "priority"),
        ("[weights]\nfoter = 1", "footer"),
    ],
)
def test_a_slip_in_a_key_names_the_key_that_was_meant(text: str, meant: str, tmp_path) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        settings_of(text, tmp_path)
    assert f"Did you mean {meant}" in refused.value.hint
    assert meant in refused.value.hint.partition("Keys of ")[2]


def test_a_key_like_none_is_refused_without_a_guess(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        settings_of("xyzzy = 1", tmp_path)
    assert "Did you mean" not in refused.value.hint
    assert refused.value.hint.startswith("Keys of linkequity.toml: site, ")
