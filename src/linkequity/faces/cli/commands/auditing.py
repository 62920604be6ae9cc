"""What `audit` and `demo` share: run the verb with progress, write the report, sum it up."""

import sys
import webbrowser
from pathlib import Path

from linkequity.app.intake.reading import AuditOrder, place
from linkequity.app.verbs import Audited
from linkequity.app.verbs import audit as run_audit
from linkequity.faces.cli.answered.summary import say_summary
from linkequity.faces.cli.terminal import listening, print_json
from linkequity.faces.report.branding.brand import brand_of
from linkequity.faces.report.writing import write_report

SEVERITIES = ("low", "medium", "high")


def audit_and_report(
    order: AuditOrder, *, fail_on: str, show: bool, json: bool, quiet: bool
) -> bool:
    """Audit, report, sum up; True where findings reach `fail_on`."""
    _, workspace = place(order)
    brand_of(workspace.settings.report, workspace.path)  # a missing logo is told now, not at last
    with listening(quiet=quiet) as listener:
        audited = run_audit(order, listener)
        listener.step("Drawing the report")
        path = write_report(audited.results, audited.workspace)
    if json:
        print_json(audited.results)
    elif not quiet:
        say_summary(audited.results, path)
    if show and not json and sys.stdout.isatty():
        open_report(path)
    return fails(audited, fail_on)


def open_report(path: Path) -> None:
    """Open the report in the browser, where there is one."""
    webbrowser.open(path.resolve().as_uri())


def fails(audited: Audited, fail_on: str) -> bool:
    """Whether findings are at or above the threshold; those of the baseline do not count."""
    if fail_on == "none":
        return False
    if fail_on == "new":
        return audited.fresh > 0
    found = (f.severity for audit in audited.results.audits for f in audit.findings)
    return any(SEVERITIES.index(s) >= SEVERITIES.index(fail_on) for s in found)
