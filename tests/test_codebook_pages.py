"""Pages are parsed once: what is kept serves only a page with the very same bytes, and a codebook with the same pages."""

import json
import shutil

import pytest

from casekit.codebook import Codebook, kept, pages
from casekit.codebook.pages import read_yaml
from casekit.codebook.practice import load_practices
from casekit.errors import CodebookError


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """An empty cache folder of this test's own."""
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.yml"
    path.write_text("名: [1, 1.5, 真, true, .inf, null]\n", "utf-8")
    return path


@pytest.fixture
def parsed(monkeypatch):
    """Pages that were parsed, in order."""
    seen, parse = [], pages._parse

    def noted(text, path):
        seen.append(path)
        return parse(text, path)

    monkeypatch.setattr(pages, "_parse", noted)
    return seen


def test_a_page_is_parsed_once_and_comes_back_the_same(page, parsed):
    first, again = read_yaml(page), read_yaml(page)
    assert first == again == {"名": [1, 1.5, "真", True, float("inf"), None]}
    assert [type(value) for value in again["名"]] == [int, float, str, bool, float, type(None)]
    assert parsed == [page]


def test_a_changed_page_is_parsed_anew(page, parsed):
    read_yaml(page)
    page.write_text("名: 2\n", "utf-8")
    assert read_yaml(page) == {"名": 2}
    assert parsed == [page, page]


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"sha256": "0", "page": {"名": 9}}', '{"page": {"名": 9}}'])
def test_what_was_kept_and_damaged_since_is_not_believed(page, parsed, cache, damage):
    was = read_yaml(page)
    (file,) = cache.iterdir()
    file.write_text(damage, "utf-8")
    assert read_yaml(page) == was
    assert parsed == [page, page]
    assert json.loads(file.read_text("utf-8"))["page"] == was


@pytest.mark.parametrize("text", ["since: 2019-01-01\n", "1: {2019-01-01: one}\n", "a: !!set {b, c}\n"])
def test_what_json_cannot_say_is_not_kept(page, parsed, cache, text):
    page.write_text(text, "utf-8")
    assert repr(read_yaml(page)) == repr(read_yaml(page))
    assert parsed == [page, page]
    assert not cache.exists() or not list(cache.iterdir())


@pytest.mark.parametrize("text", ["1: one\n", "signs: {5: [词, {-1: 词}], 2: 词}\n"])
def test_keys_that_are_no_words_are_kept_too(page, parsed, text):
    page.write_text(text, "utf-8")
    assert repr(read_yaml(page)) == repr(read_yaml(page))
    assert parsed == [page]


def test_a_start_parses_no_page_twice(parsed):
    """Whatever a shipped page holds: what is not kept is parsed at every start, which takes most of it."""
    home = Codebook().file("places.csv").parent
    shipped = sorted(home.rglob("*.yml"))
    for _ in range(2):
        for path in shipped:
            read_yaml(path)
    assert len(shipped) > 100
    assert parsed == shipped


def test_a_broken_page_is_never_kept(page, cache):
    page.write_text("a: [1\nb: 2\n", "utf-8")
    for _ in range(2):
        with pytest.raises(CodebookError, match=r"page\.yml:\d"):
            read_yaml(page)
    assert not cache.exists()


def test_without_a_folder_to_write_to_pages_are_just_parsed(page, parsed, cache, monkeypatch):
    cache.write_text("a file where the folder should be", "utf-8")
    assert read_yaml(page) == read_yaml(page)
    monkeypatch.setattr(kept, "folder", lambda: None)
    read_yaml(page)
    assert parsed == [page] * 3


def test_the_folder_is_the_users(monkeypatch, tmp_path):
    monkeypatch.undo()
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(kept.sys, "platform", "linux")
    assert kept.folder() == tmp_path / "casekit"


def test_codebooks_with_the_same_pages_are_one_and_an_edit_parts_them(root, tmp_path):
    own = tmp_path / "own" / "practices"
    own.mkdir(parents=True)
    shutil.copy(root / "src/casekit/codebook/practices/training.yml", own)
    first, same = Codebook(tmp_path / "own"), Codebook(tmp_path / "own")
    assert first == same
    assert hash(first) == hash(same)
    assert first != Codebook()
    assert first != "a codebook"
    assert load_practices(first) is load_practices(same)
    text = (own / "training.yml").read_text("utf-8")
    (own / "training.yml").write_text(text + "# 改\n", "utf-8")
    edited = Codebook(tmp_path / "own")
    assert edited != first
    assert load_practices(edited) is not load_practices(first)
    (own / "one_more.yml").write_text("", "utf-8")
    assert Codebook(tmp_path / "own") != edited
