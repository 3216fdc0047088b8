"""Readings without tones that a site sets behind characters: taken out exactly, and lessons left alone."""

import random
import unicodedata
from pathlib import Path

import pytest

from casekit.repair import gbk, repair

PAGES = sorted((Path(__file__).parents[1] / "data/reference/clean").glob("*.txt"))


def plain(syllable):
    return "".join(sign for sign in unicodedata.normalize("NFD", syllable) if sign.isascii())


@pytest.fixture(scope="module")
def sounds():
    """A reading of every character, without its tone."""
    main, _ = gbk.readings()
    return {char: plain(syllable) for syllable, chars in main.items() for char in chars if "ü" not in syllable}


def set_behind(text, sounds, rate, seed):
    """The text as such a site shows it: readings behind a share of its characters, some of them twice."""
    chance = random.Random(seed)
    found = []
    for char in text:
        found.append(char)
        if char in sounds and chance.random() < rate:
            found.append(f"({sounds[char]})" * chance.choice((1, 1, 1, 2)))
    return "".join(found)


@pytest.mark.parametrize("rate", [0.03, 0.1, 0.25])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_readings_behind_some_characters_are_taken_out(path, rate, sounds):
    clean = path.read_text("utf-8")
    damaged = set_behind(clean, sounds, rate, len(clean))
    assert damaged.count("(") > clean.count("(") + 12
    assert repair(damaged).text == repair(clean).text


@pytest.mark.parametrize(
    "lesson",
    [
        "拼音课上，老师教大家读：妈(ma)、麻(ma)、马(ma)，再读八(ba)、白(bai)、百(bai)、波(bo)、坡(po)、摸(mo)、佛(fo)、得(de)、特(te)、讷(ne)。",
        "春(chun)天(tian)来(lai)了(le)，小(xiao)草(cao)绿(lv)了(le)，燕(yan)子(zi)飞(fei)回(hui)来(lai)了(le)，真(zhen)好(hao)。",
        "“干”字在“干(gan)部”里读第四声，“重”字在“重(chong)新”里读第二声，“还”字在“还(hai)有”里读第二声。",
        "该平台设有管理(admin)、用户(user)、角色(role)、菜单(menu)、日志(log)、接口(api)等模块，各(each)村(cun)可用。"
        * 3,
    ],
    ids=["list", "every_character", "few", "english"],
)
def test_lessons_and_english_stay(lesson):
    assert repair(lesson).text.replace("（", "(").replace("）", ")") == lesson
