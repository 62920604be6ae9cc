"""The process that works: `python -m linkequity.app.work WORKSPACE`, begun by `control`."""

import signal
import sys
from pathlib import Path

import msgspec

from linkequity.app.intake.importing import import_files
from linkequity.app.intake.reading import AuditOrder
from linkequity.app.verbs import audit
from linkequity.app.work.control import order_file, uploads
from linkequity.app.work.diary import Diary
from linkequity.app.work.documents import WorkOrder
from linkequity.base.errors import LinkequityError, StorageFailed


def main(workspace: Path) -> int:
    """Do what the order says, and write down how it ends."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    order = msgspec.json.decode(order_file(workspace).read_bytes(), type=WorkOrder)
    diary = Diary(workspace, order)
    try:
        _do(order, workspace, diary)
    except KeyboardInterrupt:
        diary.write(state="stopped", step="Stopped", eta=None)
        return 130
    except LinkequityError as error:
        diary.fail(error)
        return error.exit_code
    except OSError as error:
        failure = StorageFailed.of(error)
        diary.fail(failure)
        return failure.exit_code
    except Exception as error:
        diary.write(state="failed", error=f"something unexpected: {type(error).__name__}")
        raise
    diary.write(state="done", step="Done", eta=None)
    return 0


def _do(order: WorkOrder, workspace: Path, diary: Diary) -> None:
    if order.kind == "audit":
        crawl: dict[str, object] = dict(order.crawl)
        wanted = AuditOrder(
            order.url, workspace=workspace, crawl=crawl, public_only=order.public_only
        )
        audit(wanted, diary)
        return
    files = tuple(uploads(workspace) / name for name in order.files)
    diary.step("Reading " + ", ".join(order.files)[:200])
    try:
        diary.write(imported=import_files(files, workspace))
    finally:
        for file in files:
            file.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
