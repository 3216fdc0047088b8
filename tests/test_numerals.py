"""Numerals to values, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.numerals import Numeral, plain, read

HAN = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("56", 56), ("3.1亿", 310_000_000), ("1,100万", 11_000_000), ("56 737", 56_737), ("4560万", 45_600_000), ("1.2万亿", 1.2e12),
        ("１２．５万", 125_000), ("三千二百", 3200), ("两千零五", 2005), ("一万零五百", 10_500), ("三万二", 32_000), ("两千三", 2300),
        ("一百二", 120), ("一百零二", 102), ("十", 10), ("二十一", 21), ("一亿三千万", 130_000_000), ("半", 0.5), ("5百", 500), ("1亿2000万", 120_000_000),
        ("三点五", 3.5), ("二点五万", 25_000), ("零点零三", 0.03),
    ],
)  # fmt: skip
def test_values(text, value):
    assert read(text) == Numeral(float(value))


@pytest.mark.parametrize(
    ("text", "value", "vague"),
    [
        ("十几万", 100_000, "over"),
        ("两百多", 200, "over"),
        ("2894万余", 28_940_000, "over"),
        ("10多万", 100_000, "over"),
        ("三百余", 300, "over"),
        ("二十来", 20, "approx"),
    ],
)
def test_vagueness_inside(text, value, vague):
    assert read(text) == Numeral(float(value), None, vague)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("三四十", 30, 40), ("三五", 3, 5), ("十七八", 17, 18), ("七八百", 700, 800), ("两三", 2, 3)],
)
def test_ranges(text, low, high):
    assert read(text) == Numeral(float(low), float(high), "approx")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1.2.3",
        "二〇一九",
        "几百",
        "万千",
        "一二三",
        "十百",
        "亿万万",
        "7" * 16,
        "12a",
        "2000万1亿",
        "3万5万",
        "元",
        "两两",
    ],
)
def test_no_numerals(text):
    assert read(text) is None


def test_a_long_string_is_refused_at_once():
    assert read("9" * 1_000_000) is None


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_number_written_out_is_read_back(number):
    assert read(written(number)).value == number


@given(st.integers(min_value=1, max_value=999_999_999_999))
def test_grouping_changes_nothing(number):
    assert read(f"{number:,}") == read(str(number)) == Numeral(float(number))


@given(st.text(max_size=40))
def test_plain_keeps_every_offset(text):
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="0123456789.,一二三十百千万亿多余几半零〇 ", max_size=40))
def test_nothing_raises(text):
    numeral = read(text)
    assert numeral is None or numeral.high is None or numeral.high > numeral.value


def written(number):
    """A number in Chinese numerals, as a text would write it."""
    high, low = divmod(number, 10_000)
    head = written(high) + "万" if high else ""
    gap = "零" if high and 0 < low < 1000 else ""
    return head + gap + _four(low, bool(head))


def _four(number, inside):
    out, pending = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if not digit:
            pending = pending or bool(out)
            continue
        short = power == 10 and digit == 1 and not out and not inside
        out += ("零" if pending else "") + ("" if short else HAN[digit]) + sign
        pending = False
    return out
