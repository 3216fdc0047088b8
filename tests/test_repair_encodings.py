"""UTF-8 read as GBK, with and without bytes lost: a forward model, and what it must not touch."""

import difflib
from pathlib import Path

import pytest
from clock import assert_within

from casekit.repair import gbk, repair
from casekit.spans import apply

CLEAN = Path(__file__).parents[1] / "data" / "reference" / "clean"
LINES = [
    line for path in sorted(CLEAN.glob("*.txt")) for line in path.read_text("utf-8").splitlines() if len(line) > 30
]


def read_as_gbk(line: str, sign: str = "", *, fold: bool = False) -> str:
    """What a site shows that takes the UTF-8 of a line for GBK: no user-defined pairs, `sign` for bytes left over."""
    raw, out, at = line.encode("utf-8"), [], 0
    while at < len(raw):
        lead, trail = raw[at], raw[at + 1] if at + 1 < len(raw) else 0
        if lead <= 0x80:
            out.append("€" if lead == 0x80 else chr(lead))
            at += 1
        elif 0x40 <= trail <= 0xFE and trail != 0x7F:
            shown = gbk.pairs().get(lead << 8 | trail, "")
            out.append(chr(trail - 0x80) if fold and lead == 0xA3 else shown)
            at += 2
        else:
            out.append(sign)
            at += 1
    return "".join(out)


@pytest.mark.parametrize("sign", ["", "?", "\ufffd"])
@pytest.mark.parametrize("fold", [False, True])
def test_lines_with_lost_bytes_are_read_and_what_is_guessed_is_said(sign, fold):
    wrong = size = 0
    for line in LINES:
        raw = read_as_gbk(line, sign, fold=fold)
        page = repair(raw)
        assert apply(raw, page.edits) == page.text
        matcher = difflib.SequenceMatcher(None, page.text, line, autojunk=False)
        missed = sum(max(b - a, d - c) for op, a, b, c, d in matcher.get_opcodes() if op != "equal")
        assert not missed or page.suspects or missed <= 2
        wrong, size = wrong + missed, size + len(line)
    assert wrong <= 0.03 * size


def test_a_line_without_loss_is_read_exactly():
    assert repair(read_as_gbk("乡村建设干部群众")).text == "乡村建设干部群众"
    assert repair(read_as_gbk("乡村建设干部群众")).suspects == []


def test_text_in_an_unknown_encoding_is_a_suspect():
    page = repair(
        "闂傚倸鍊搁崐鎼佸磹閹间礁纾归柟闂寸绾惧綊鏌熼梻瀵割槮缁炬儳缍婇弻鐔兼⒒鐎靛壊妲紒鐐劤缂嶅﹪寮婚悢鍏尖拻"
    )
    assert [kind for _, _, kind, _ in page.suspects] == ["mojibake"]


@pytest.mark.parametrize(
    "text",
    [
        "锛子、铨叙、锳、銮、鎏金，都是字。",
        "浜字常见于浜田，涓滴归公，鍙无人用。",
        "绗布、镞羽、镄字排在一行里。",
    ],
)
def test_rare_characters_stay(text):
    assert repair(text).text == text


def test_linear_on_hostile_lines():
    for page in ("鎵惰传宸ヤ綔" * 30_000 + "閮", "鎵惰传宸ヤ綔锛屽共閮 " * 3_000, "鎵惰传宸ヤ\n" * 10_000):
        assert_within(10, lambda page=page: repair(page))
