"""Documentation cannot rot: what it names exists, what it shows can be run."""

import ast
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typer

from linkequity.base.errors import LinkequityError
from linkequity.base.settings import (
    AuditSettings,
    CrawlSettings,
    EnsembleSettings,
    LandingSettings,
    Settings,
    Weights,
)
from linkequity.faces.cli.main import app
from scripts.reference import pages

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def blocks(language: str) -> list[tuple[str, str]]:
    """Every fenced block of a language, with the page it stands on."""
    return [
        (str(page.relative_to(ROOT)), text)
        for page in PAGES
        for kind, text in FENCE.findall(page.read_text())
        if kind == language
    ]


def shown_commands(program: str) -> list[tuple[str, str]]:
    """Every line `$ program …` of the console blocks, with its page."""
    lines = [(page, line) for page, text in blocks("console") for line in text.splitlines()]
    return [(p, line[2:]) for p, line in lines if line.startswith(f"$ {program}")]


def anchors(page: Path) -> set[str]:
    """The fragments a page's headings can be linked by."""
    words = (re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(page.read_text()))
    return {text.strip().replace(" ", "-") for text in words}


@pytest.mark.parametrize(("path", "text"), list(pages()), ids=lambda x: getattr(x, "stem", ""))
def test_reference_pages_say_what_the_code_says(path: Path, text: str) -> None:
    """Tables, audits and commands are documented by the code itself: run `make reference`."""
    assert path.read_text() == text


def test_no_audit_page_outlives_its_audit() -> None:
    """A page in docs/reference/audits belongs to an audit there is."""
    written = {path for path, _ in pages() if path.parent.name == "audits"}
    assert set((ROOT / "docs" / "reference" / "audits").glob("*.md")) == written


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A relative link names a file that exists, and its fragment a heading of it."""
    for link in LINK.findall(page.read_text()):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, fragment = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not fragment or fragment in anchors(target), link


@pytest.mark.parametrize(("page", "line"), shown_commands("linkequity"))
def test_commands_in_the_docs_can_be_typed(page: str, line: str) -> None:
    """Every shown command exists and takes the options it is shown with."""
    words = shlex.split(line.partition(" | ")[0])[1:]
    if words[0] in {"--version", "--help"}:
        return
    assert words[0] in COMMANDS, page
    if "--help" not in words:
        COMMANDS[words[0]].make_context(words[0], words[1:])  # raises where it cannot be parsed


@pytest.mark.parametrize(("page", "line"), shown_commands("make"))
def test_targets_in_the_docs_can_be_made(page: str, line: str) -> None:
    """Every shown make target is in the Makefile."""
    named = [word for word in line.split()[1:] if "=" not in word and word.islower()]
    assert set(named) <= set(TARGET.findall((ROOT / "Makefile").read_text())), page


@pytest.mark.parametrize(("page", "text"), blocks("toml"))
def test_toml_in_the_docs_is_what_it_claims(page: str, text: str) -> None:
    """Settings are accepted as settings; scenarios hold one edit a table."""
    data = tomllib.loads(text)
    if "edit" in data:
        assert all(len(edit) == 1 for edit in data["edit"]), page
    else:
        msgspec.convert(data, Settings)


def test_python_in_the_docs_runs(
    demo_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code in the docs is code, and finds a workspace named example.com."""
    (tmp_path / "example.com").symlink_to(demo_workspace)
    monkeypatch.chdir(tmp_path)
    for page, text in blocks("python"):
        exec(compile(text, page, "exec"), {})


def shown_default(default: object) -> str:
    """A default as the settings page writes it."""
    if default is None:
        return "none"
    if isinstance(default, str):
        return f'`"{default}"`' if default == "keep" else f"`{default}`"
    if isinstance(default, bool):
        return str(default).lower()
    return f"`{default}`" if isinstance(default, list | dict) else str(default)


@pytest.mark.parametrize(
    "section", [CrawlSettings, Weights, AuditSettings, EnsembleSettings, LandingSettings]
)
def test_every_setting_is_documented_with_its_default(section: type[msgspec.Struct]) -> None:
    """A key of linkequity.toml has a row that names its default."""
    text = (ROOT / "docs" / "reference" / "settings.md").read_text()
    values = msgspec.to_builtins(section())
    rows = {f"| `{key}` | {shown_default(value)} | " for key, value in values.items()}
    assert [row for row in rows if row not in text] == []


def test_every_section_of_settings_is_documented() -> None:
    """A table of linkequity.toml has a heading, and no heading is without a table."""
    text = (ROOT / "docs" / "reference" / "settings.md").read_text()
    headings = set(re.findall(r"^## `\[(\w+)\]`", text, re.MULTILINE))
    fields = {field.name for field in msgspec.structs.fields(Settings)}
    assert headings == fields - {"site"}


def test_exit_codes_are_documented() -> None:
    """Every code an error can end with has a row."""
    text = (ROOT / "docs" / "reference" / "exit-codes.md").read_text()
    classes = [LinkequityError, *LinkequityError.__subclasses__()]
    assert all(f"| {cls.exit_code} |" in text for cls in classes)


def test_every_page_of_the_docs_can_be_found() -> None:
    """The navigation, the index of decisions or the index of audits names each page."""
    navigation = (ROOT / "mkdocs.yml").read_text()
    docs = ROOT / "docs"
    for page in docs.rglob("*.md"):
        index = page.parent / "index.md"
        listed = f"({page.name})" in index.read_text() if index.exists() else False
        assert listed or str(page.relative_to(docs)) in navigation, page


def options_named_in(source: str) -> set[str]:
    """Every `--option` in the strings of a module."""
    strings = (n.value for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant))
    return {o for text in strings if isinstance(text, str) for o in OPTION.findall(text)}


def test_options_that_messages_name_exist() -> None:
    """A hint that says `--option` names one that some command takes."""
    known = {o for command in COMMANDS.values() for p in command.params for o in p.opts}
    for path in (ROOT / "src" / "linkequity").rglob("*.py"):
        unknown = options_named_in(path.read_text()) - known - {"--help", "--version"}
        assert not unknown, path
