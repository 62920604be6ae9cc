"""What every command understands, so that scripts need not know them one by one."""

import io
import sys
from pathlib import Path

import pytest
import typer

from linkequity.faces.cli.main import app, main
from running import linkequity

COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_that_answers_can_answer_in_json_and_be_quiet(name: str) -> None:
    """`serve` serves, and answers nothing."""
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    assert name == "serve" or {"--json", "--quiet"} <= options


def test_a_terminal_without_a_sign_for_a_character_shows_a_question_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pipes of cron jobs and old terminals write ASCII; no answer may end in a traceback there."""
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    monkeypatch.setattr(sys, "argv", ["linkequity", "explain", "dead-end-pages"])
    monkeypatch.setattr("linkequity.audits.audit.explain", lambda _: "a – b")
    with pytest.raises(SystemExit) as end:
        main()
    narrow.seek(0)
    assert (end.value.code, narrow.read()) == (0, "a ? b\n")


def test_who_interrupts_is_told_that_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("linkequity.audits.registry.find", interrupt)
    ran = linkequity("explain", "orphan-pages", cwd=tmp_path)
    assert (ran.code, ran.out) == (130, "")
    assert "goes on where it was" in ran.err
