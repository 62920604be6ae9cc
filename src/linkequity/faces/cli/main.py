"""The `linkequity` command: its commands, and what it ends with."""

import io
import os
import sys
import traceback
from typing import Annotated

import typer

from linkequity.base.errors import LinkequityError, StorageFailed
from linkequity.faces.cli.commands import (
    answers,
    audit,
    clusters,
    compare,
    crawl,
    decisions,
    demo,
    explain,
    import_files,
    landing_pages,
    origins,
    plan,
    prospects,
    recommend,
    report,
    serve,
    simulate,
    tables,
)

INTERRUPTED = 130

app = typer.Typer(
    name="linkequity",
    help="Where a website's authority comes in, where it goes, where it is lost, what to do next.",
    epilog="Start with: linkequity audit https://example.com · or see it work: linkequity demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo")(demo.demo)
app.command("audit")(audit.audit)
app.command("crawl")(crawl.crawl)
app.command("import")(import_files.import_files)
app.command("pages")(tables.pages)
app.command("links")(tables.links)
app.command("backlinks")(tables.backlinks)
app.command("findings")(tables.findings)
app.command("simulate")(simulate.simulate)
app.command("recommend")(recommend.recommend)
app.command("accept")(decisions.accept)
app.command("reject")(decisions.reject)
app.command("decisions")(decisions.decisions)
app.command("clusters")(clusters.clusters)
app.command("landing-pages")(landing_pages.landing_pages)
app.command("plan")(plan.plan)
app.command("prospects")(prospects.prospects)
app.command("origins")(origins.origins)
app.command("answers")(answers.answers)
app.command("compare")(compare.compare)
app.command("explain")(explain.explain)
app.command("report")(report.report)
app.command("serve")(serve.serve)


@app.callback(invoke_without_command=True)
def root(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    """Where a website's authority comes in, where it goes, where it is lost, what to do next."""
    if version:
        from importlib.metadata import version as version_of  # noqa: PLC0415

        print(f"linkequity {version_of('linkequity')}")
        raise typer.Exit


def main() -> None:
    """Run the command line; ends with the exit codes of the contract, never with a traceback."""
    _write_what_can_be_written()
    try:
        app()
    except LinkequityError as error:
        _complain(error)
        sys.exit(error.exit_code)
    except SystemExit as end:  # Typer makes an exit of a keyboard's interrupt
        if end.code == INTERRUPTED:
            print("Stopped. The same command goes on where it was.", file=sys.stderr)
        raise
    except BrokenPipeError:
        # The reader of a pipe (head, less) has gone: nothing is wrong, and nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        failure = StorageFailed.of(error)
        _complain(failure)
        sys.exit(failure.exit_code)
    except Exception:  # 1 says that there are findings: a fault of ours must not
        traceback.print_exc()
        print("linkequity: a fault of this program; please report it.", file=sys.stderr)
        sys.exit(LinkequityError.exit_code)


def _write_what_can_be_written() -> None:
    """Where a terminal or a pipe has no sign for a character, it gets a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _complain(error: LinkequityError) -> None:
    from linkequity.faces.cli.terminal import complain  # noqa: PLC0415

    complain(error)


if __name__ == "__main__":
    main()
