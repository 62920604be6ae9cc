"""The benchmark of hidden links hides fairly, reads what it has never seen, and says its lines."""

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from benchmarks.linkbench import main
from benchmarks.linkbench_files import Block, Document, read_file
from benchmarks.linkbench_hiding import hide
from benchmarks.linkbench_scores import found, ranks_of
from linkequity.base.errors import FileUnreadable
from small_handbook import title_of, write_pages

METHODS = ["ranker", "cosine", "title", "anchor_dictionary", "rank_fusion", "placement"]


def documents(pages: int = 24) -> list[dict[str, object]]:
    written = write_pages(pages, 5)
    return [
        {
            "id": page,
            "url": f"/{page}",
            "title": title_of(page),
            "blocks": [
                {"t": text, "k": "p" if k else "h", "links": [[*link, 1] for link in links]}
                for k, (text, links) in enumerate(written[page])
            ],
        }
        for page in range(pages)
    ]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    path.write_bytes(lzma.compress(text.encode()) if path.suffix == ".xz" else text.encode())
    return path


def lines(path: Path, capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    assert main([str(path)]) == 0
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_the_lines_are_those_of_the_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line a method with four shares, then placement with two; nothing else without #."""
    said = lines(write(tmp_path / "a.jsonl.xz", documents()), capsys)
    assert [line[1] for line in said] == METHODS
    assert [len(line) for line in said] == [6, 6, 6, 6, 6, 4]
    assert {line[0] for line in said} == {"a.jsonl.xz"}
    assert all(0 <= float(value) <= 1 for line in said for value in line[2:])


def odd(name: str) -> list[dict[str, object]]:
    """Files as others make them."""
    rows = documents()
    for number, row in enumerate(rows):
        if name == "no titles":
            row.pop("title")
        elif name == "bare pages" and number % 3 == 0:
            rows[number] = {"id": number}
        elif name == "only targets":
            row["out"] = [(number * k + 7) % len(rows) for k in (1, 2, 3)]
            row["blocks"] = [{"t": "words about " + title_of(number)}]
        elif name == "names for ids":
            rows[number] = named(row)
        elif name == "no words":
            row["title"], row["blocks"] = "", [{"t": "", "k": None, "links": None}]
            row["out"] = [(number + 1) % len(rows)]
    return rows


def named(row: dict[str, object]) -> dict[str, object]:
    """A document with a word for its id, and for those it links to."""
    other = json.loads(json.dumps(row))
    for block in other["blocks"]:
        block["links"] = [[a, b, f"p{target}", c] for a, b, target, c in block["links"]]
    return {**other, "id": f"p{row['id']}"}


@pytest.mark.parametrize(
    "name", ["no titles", "bare pages", "only targets", "names for ids", "no words"]
)
def test_files_of_any_make_are_measured(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What may be missing may be missing."""
    said = lines(write(tmp_path / "a.jsonl", odd(name)), capsys)
    assert [line[1] for line in said] == METHODS


def test_bad_files_are_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback: what is wrong, where, and exit code 3; the other files are still measured."""
    (tmp_path / "noise.jsonl.xz").write_bytes(b"not xz")
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "words.jsonl").write_text("hello\n")
    alone = write(tmp_path / "alone.jsonl", [{"id": 1}])
    bad = [tmp_path / n for n in ("noise.jsonl.xz", "empty.jsonl", "words.jsonl", "none.jsonl")]
    good = write(tmp_path / "good.jsonl", documents())
    assert main([str(path) for path in (*bad, alone, good)]) == 3
    told = capsys.readouterr()
    assert all(path.name in told.err for path in (*bad, alone))
    assert told.out.count("good.jsonl") == len(METHODS)


def test_bad_lines_are_told_and_the_rest_is_used(tmp_path: Path) -> None:
    """A line that is no document, and an id that comes twice, are left out by number."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1}\n{"id": }\n{"id": 1}\n{"id": "x", "title": null}\n')
    file = read_file(path)
    assert [document.id for document in file.documents] == [1, "x"]
    assert [why.split(":")[0] for why in file.refused] == ["line 2", "line 3"]
    with pytest.raises(FileUnreadable):
        read_file(tmp_path / "missing.jsonl")


def test_hiding_takes_all_links_of_a_pair_and_blanks_its_duplicates() -> None:
    """The anchor text in running text stays as words; in a list it goes, with nothing moved."""
    text = "see the big plan today"
    pages = [
        Document(0, blocks=[Block(text, "p", [(8, 16, 1, 1)]), Block("plan", "li", [(0, 4, 1, 0)])])
    ]
    pages += [Document(1, blocks=[]), Document(2, blocks=[Block("a", "p", [(0, 1, 9, 1)])])]
    hidden = hide(pages, seed=0, share=1.0)
    assert list(hidden.hidden) == [(0, 1)]
    assert hidden.links == []
    assert [block.t for block in hidden.documents[0].blocks or []] == [text, "    "]
    assert hidden.dropped == 1


def test_the_same_seed_hides_the_same_links() -> None:
    """And another seed others, a fifth of all each time."""
    pages = [Document(n, out=[(n + k) % 50 for k in (1, 2)]) for n in range(50)]
    first, again, other = (list(hide(pages, seed).hidden) for seed in (1, 1, 2))
    assert first == again != other
    assert len(first) == len(other) == 20


def test_ranks_leave_other_right_answers_out_and_share_ties() -> None:
    """A right candidate is ranked among wrong ones only; equals take the middle of their ranks."""
    source = np.array([1, 1, 1, 1, 2, 2])
    score = np.array([5.0, 4.0, 3.0, 3.0, 1.0, 2.0], dtype=np.float32)
    right = np.array([True, True, True, False, True, False])
    ranks = ranks_of(source, score, right)
    assert ranks.tolist() == [1.0, 1.0, 1.5, 2.0]
    result = found(ranks, 8)
    assert result.recall == (0.25, 0.5, 0.5)
    assert result.mrr == pytest.approx((1 + 1 + 1 / 1.5 + 0.5) / 8)
