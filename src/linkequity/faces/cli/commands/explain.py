"""`linkequity explain AUDIT-ID`."""

from typing import Annotated

import typer

from linkequity.faces.cli import options as o


def explain(
    audit_id: Annotated[str, typer.Argument(metavar="AUDIT-ID", help="For example orphan-pages.")],
    *,
    json: o.Json = False,
    _quiet: o.Hushed = False,
) -> None:
    """What an audit finds, why it matters, what is known against it, how to mend it.

    Example: linkequity explain orphan-pages
    """
    from linkequity.audits.audit import explain as text_of  # noqa: PLC0415
    from linkequity.audits.registry import find  # noqa: PLC0415
    from linkequity.faces.cli.terminal import print_json  # noqa: PLC0415

    found = find(audit_id)
    if json:
        print_json(
            {
                "id": found.id,
                "title": found.title,
                "explanation": found.doc,
                "evidence_label": found.meta.evidence,
                "evidence_note": found.meta.evidence_note,
            }
        )
    else:
        print(text_of(found))
