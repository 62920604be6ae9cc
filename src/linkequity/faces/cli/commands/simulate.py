"""`linkequity simulate SCENARIO`."""

from pathlib import Path
from typing import Annotated

import typer

from linkequity.faces.cli import options as o


def simulate(
    scenario: Annotated[Path, typer.Argument(help="Edits as TOML or JSON.")],
    *,
    models: Annotated[
        int, typer.Option(min=0, max=1024, help="Ask so many models how sure it is; 64 is enough.")
    ] = 0,
    confirm: Annotated[
        bool, typer.Option(help="Solve the edited site again, even where that is not needed.")
    ] = True,
    workspace: o.Workspace = None,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """What edits would do: to links, menus, backlinks and pages; who gains, who loses.

    Example: linkequity simulate scenario.toml --models 64
    """
    from linkequity.app.verbs import simulate as simulate_scenario  # noqa: PLC0415
    from linkequity.faces.cli.answered.simulation import say_simulation  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    simulation = simulate_scenario(scenario, workspace, models, confirm=confirm)
    if json:
        print_json(simulation)
    else:
        say_simulation(simulation)
