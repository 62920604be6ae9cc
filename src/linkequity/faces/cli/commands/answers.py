"""`linkequity answers`."""

from linkequity.faces.cli import options as o


def answers(
    *, workspace: o.Workspace = None, json: o.Json = False, _quiet: o.Hushed = False
) -> None:
    """Which pages answer engines may use, and what there is to cite on them.

    Example: linkequity answers --json
    """
    from linkequity.app.verbs import answers as find_answers  # noqa: PLC0415
    from linkequity.faces.cli.answered.answers import say_answers  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    found = find_answers(workspace)
    if json:
        print_json(found)
    else:
        say_answers(found)
