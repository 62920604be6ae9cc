"""The editor of a site, with what the site's links have taught: learned once, kept for commands.

Training takes longer than everything else an editor does. What came of it lies beside the results,
as text, and is read again only for the very same site by the very same program; a file that is
missing, damaged or about another site is as if there were none.
"""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from linkequity.advice.ranking.taught import NOTHING, Taught, taught_by
from linkequity.advice.recommending.editor import Editor
from linkequity.app.auditing.learned_tables import FOLDER, made_from
from linkequity.app.workspace import Workspace
from linkequity.base.errors import SnapshotInvalid
from linkequity.model.facts import Facts
from linkequity.snapshot.snapshot import write_bytes

FILE: Final = "taught.json"
# Two models of two hundred trees and one of sixty take half a megabyte.
MOST_BYTES: Final = 8_000_000


class TaughtDoc(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Models as text, what they were learned from, and their own digest."""

    made_from: str
    digest: str
    ranker: str | None
    reader: str | None
    placer: str | None


def editor_of(facts: Facts, workspace: Workspace) -> Editor:
    """The one editor of these facts, knowing what was taught before."""
    editor = facts.once(Editor)
    if editor.learned == NOTHING:
        with suppress(OSError, msgspec.MsgspecError, SnapshotInvalid):
            editor.taught = _read(_file(workspace), _learned_from(facts, workspace))
    return editor


def keep_taught(editor: Editor, workspace: Workspace) -> None:
    """Keep what an editor has learned since it was made; nothing where that fails."""
    learned = editor.learned
    if learned == editor.taught:
        return
    with suppress(OSError, SnapshotInvalid):
        doc = TaughtDoc(
            made_from=_learned_from(editor.facts, workspace),
            digest=_digest(learned.ranker, learned.reader, learned.placer),
            ranker=learned.ranker,
            reader=learned.reader,
            placer=learned.placer,
        )
        file = _file(workspace)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(msgspec.json.encode(doc), file)
    editor.taught = learned


def _file(workspace: Workspace) -> Path:
    return workspace.results / FOLDER / FILE


def _learned_from(facts: Facts, workspace: Workspace) -> str:
    """A digest of the site and of the code that learns; of no other site than the facts are of."""
    snapshot = workspace.latest()
    if snapshot.manifest != facts.manifest:
        return _digest("another site")
    return _digest(made_from(workspace, snapshot, facts), taught_by())


def _read(file: Path, learned_from: str) -> Taught:
    with file.open("rb") as opened:
        doc = msgspec.json.decode(opened.read(MOST_BYTES), type=TaughtDoc)
    digest = _digest(doc.ranker, doc.reader, doc.placer)
    fits = doc.made_from == learned_from and doc.digest == digest
    return Taught(doc.ranker, doc.reader, doc.placer) if fits else NOTHING


def _digest(*parts: str | None) -> str:
    return blake2b(msgspec.json.encode(parts), digest_size=16).hexdigest()
