"""What every command understands, so that scripts need not know them one by one."""

import io
import sys

import pytest
import typer

from linkequity.faces.cli.main import app, main

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
