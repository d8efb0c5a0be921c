"""The folder of baked pages: whole pages or none, and never one from before a change."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from publishing.baking.tree import BakedPage, Tree

PAGE = BakedPage(b"<p>one</p>", [("Content-Language", "sv")], [["q", [1], "a"]], b"br", b"gz")
OTHER = replace(PAGE, html=b"<p>two</p>")
LATER = time.time() + 3600


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path, "code")


def given(tree: Tree, folder: str) -> BakedPage | None:
    """What readers get."""
    return tree.read(tree.current(), folder)


def test_a_page_is_there_with_its_packed_forms_until_all_are_taken_away(tree: Tree) -> None:
    assert tree.current() == ""
    first = tree.take_all_away(LATER)
    tree.put(first, "sv/bankid/", PAGE)
    assert given(tree, "sv/bankid/") == replace(PAGE, brotli=b"", gzip=b"")
    page = tree.folder / "pages" / "sv" / "bankid" / "index.html"
    assert [page.with_name(f"index.html{ending}").read_bytes() for ending in (".br", ".gz")] == [b"br", b"gz"]
    tree.take_all_away(LATER)
    assert given(tree, "sv/bankid/") is None
    assert not page.exists()


def test_a_baker_that_began_before_a_change_writes_to_nobody(tree: Tree) -> None:
    before = tree.take_all_away(LATER)
    tree.take_all_away(LATER)
    tree.put(before, "sv/", PAGE)
    assert given(tree, "sv/") is None
    assert not tree.give(before, instead_of=before)
    assert given(tree, "sv/") is None


def test_a_second_look_is_given_whole_and_what_is_kept_is_the_same_file(tree: Tree) -> None:
    first = tree.take_all_away(LATER)
    tree.put(first, "sv/", PAGE)
    second = tree.begin(LATER)
    tree.keep(second, "sv/", first)
    tree.put(second, "en/", OTHER)
    assert given(tree, "en/") is None
    assert tree.give(second, instead_of=first)
    assert (given(tree, "sv/"), given(tree, "en/")) == tuple(
        replace(page, brotli=b"", gzip=b"") for page in (PAGE, OTHER)
    )
    assert tree.whole_since(second)
    assert tree.folders(second) == {"sv/", "en/"}
    tree.clear_away()
    assert tree.names() == [second]
    assert given(tree, "sv/") is not None, "kept, though the tree that it came from is gone"


@pytest.mark.parametrize("dies_at", [".br", ".gz", ".json", ""])
def test_a_page_whose_writer_dies_is_not_there(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    name = tree.take_all_away(LATER)
    put_there = Path.replace

    def killed(path: Path, target: Path) -> Path:
        if target.name == f"index.html{dies_at}":
            raise SystemExit(137)
        return put_there(path, target)

    with monkeypatch.context() as dying:
        dying.setattr(Path, "replace", killed)
        with pytest.raises(SystemExit):
            tree.put(name, "sv/", PAGE)
    assert given(tree, "sv/") is None
    assert tree.folders(name) == set()
    tree.put(name, "sv/", PAGE)
    assert given(tree, "sv/") is not None


def test_two_cannot_bake_at_once(tree: Tree) -> None:
    with tree.alone() as first, Tree(tree.folder, "code").alone() as second:
        assert (first, second) == (True, False)
    with tree.alone() as again:
        assert again


def test_what_a_change_asked_for_holds_for_the_next_change_until_a_tree_is_whole(tree: Tree) -> None:
    tree.take_all_away(LATER, thorough=True)
    second = tree.take_all_away(LATER)
    assert tree.is_thorough(second)
    assert tree.give(second, instead_of=second)
    assert not tree.is_thorough(tree.take_all_away(LATER))
