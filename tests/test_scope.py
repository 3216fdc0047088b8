"""Whose figure a number is."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from clock import assert_linear

from casekit import quantities, scope
from casekit.article.sentences import split_sentences
from casekit.codebook import Codebook
from casekit.codebook.scope import load_holder_words, load_scope_words
from casekit.document import Document, Sentence
from casekit.errors import CodebookError

CASES = Path(__file__).parent / "cases" / "scope"
BOOK = Codebook()
ABOUT = {"place": "凤凰县", "province": "湖南省", "prefecture": "湘西土家族苗族自治州", "adcode": "433123"}


def scopes(text, status="reported", **about):
    """Scope of every figure in digits; each 。 ends a sentence, each line a paragraph."""
    sentences, start, paragraph = [], 0, 0
    for match in re.finditer("[。\n]|$", text):
        if match.end() > start and text[start : match.end()].strip():
            sentences.append(Sentence(len(sentences), start, match.end(), text[start : match.end()], paragraph, False))
        paragraph += match.group() == "\n"
        start = match.end()
    document = Document("a", text, tuple(sentences), **(ABOUT | about))
    numbers = [
        SimpleNamespace(sent_no=s.no, start=s.start + m.start(), end=s.start + m.end(), unit="", status=status)
        for s in sentences
        for m in re.finditer(r"\d+", s.text)
    ]
    return scope.scopes(document, numbers)


def cases(origin):
    rows = map(json.loads, (CASES / f"{origin}.jsonl").read_text("utf-8").splitlines())
    return [pytest.param(row["text"], row["scopes"], id=row["text"][:24]) for row in rows]


@pytest.mark.parametrize(("text", "wanted"), cases("synthetic"))
def test_organisations_places_and_persons_own_their_figures(text, wanted):
    assert owners(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("negative"))
def test_the_figure_of_the_case_stays_with_it(text, wanted):
    assert set(wanted) == {"凤凰县"}
    assert owners(text) == wanted


def owners(text):
    """Scope of every quantity as the build reads it."""
    document = Document("a", text, tuple(split_sentences(text)), published="2019-06-20", **ABOUT)
    return scope.scopes(document, [n for n in quantities.find(document, BOOK) if not n.reason], BOOK)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全县共有党员12310名。", ["凤凰县"]),
        ("共有党员12310名。", ["凤凰县"]),
        ("大湾村种茶300亩，户均增收2000元。", ["大湾村", "大湾村"]),
        ("全县有贫困村86个，其中大湾村有贫困户43户。", ["凤凰县", "大湾村"]),
        ("贫困户李大山种植黄连3亩。", ["李大山"]),
        ("村民田小妹说，全县修路300公里。", ["凤凰县"]),
        ("全国贫困人口减少1386万人。", ["全国"]),
        ("全省减贫120万人。", ["湖南省"]),
        ("全州减贫12万人。", ["湘西土家族苗族自治州"]),
        ("湖南省凤凰县减贫2万人。", ["凤凰县"]),
        ("凤凰县、花垣县结成对子，互派干部20名。", ["凤凰县"]),
        ("永顺县建成茶园5万亩。", ["永顺县"]),
        ("学习永顺县经验，建成茶园5万亩。", ["凤凰县"]),
        ("而在辽宁，全省15个县脱贫。全省减贫120万人。", ["辽宁省", "湖南省"]),
        ("对广西壮族自治区马山县抽查时发现，该县有343人不合标准。", ["马山县"]),
        ("抽查组会同县委组织部发现，该县有343人不合标准。", ["凤凰县"]),
        ("赴江西省学习后，凤凰县在全县推广，建点60个。", ["凤凰县"]),
        ("——在北京市海淀区，全区下沉干部900人。", ["海淀区"]),
        ("5个贫困村出列，修路30公里。", ["凤凰县", "凤凰县"]),
        ("驻大湾村、小湾村、白岩村的干部共12名。", ["凤凰县"]),
        ("村民委员会主任300名参加培训。", ["凤凰县"]),
        ("全村1200人，党员46名。", ["全村", "全村"]),
    ],
)
def test_one_sentence(text, wanted):
    assert scopes(text) == wanted


def test_a_subject_goes_on_in_its_paragraph_and_ends_with_it():
    assert scopes("大湾村变了样。种茶300亩。\n建成学校12所。") == ["大湾村", "凤凰县"]


def test_the_village_named_before():
    assert scopes("大湾村在山里。\n全县修路300公里。\n全村种茶300亩。") == ["凤凰县", "大湾村"]


def test_a_township_article():
    assert scopes("全镇有12个村。", place="沱江镇") == ["沱江镇"]


@pytest.mark.parametrize(("title", "wanted"), [("", "北岭镇"), ("北岭镇抓实党建", "北岭镇")])
def test_an_article_without_a_case_is_about_the_township_it_names(title, wanted):
    about = {"place": "", "province": "", "prefecture": "", "adcode": "", "title": title}
    assert scopes("会上，北岭镇也介绍了经验。\n共有党员860名，带动了全镇。", **about) == [wanted]


def test_a_norm_quoted_from_the_charter_is_national():
    assert scopes("《中国共产党章程》规定正式党员3人以上成立支部。", status="required") == ["全国"]
    assert scopes("按照《中国共产党章程》，发展党员30名。") == ["凤凰县"]


def test_what_stands_also_elsewhere_is_the_name():
    assert scopes("提升大湾村形象，投入30万元。大湾村种茶300亩。大湾村有路5公里。") == ["大湾村"] * 3


def test_without_a_case_silence_stays_silence():
    assert scopes("共有党员12310名。", place="", province="", prefecture="", adcode="") == [""]


def test_misspelt_key(tmp_path):
    text = Codebook().file("scope.yml").read_text("utf-8")
    (tmp_path / "scope.yml").write_text(text.replace("roles:", "rolls:"), "utf-8")
    with pytest.raises(CodebookError, match=r"rolls.*roles"):
        load_scope_words(Codebook(tmp_path))


def test_misspelt_key_of_organisations(tmp_path):
    text = BOOK.file("holders.yml").read_text("utf-8")
    (tmp_path / "holders.yml").write_text(text.replace("leads:", "leeds:"), "utf-8")
    with pytest.raises(CodebookError, match=r"leeds.*leads"):
        load_holder_words(Codebook(tmp_path))


def test_an_organisation_is_known_by_its_full_name_in_the_next_paragraph():
    text = "凤凰县应急管理局帮扶5个村。\n全县修路300公里。\n县应急管理局派出干部5人。"
    assert owners(text) == ["凤凰县应急管理局", "凤凰县", "凤凰县应急管理局"]


@pytest.mark.parametrize(
    "unit",
    [
        "村3个",
        "大湾村3个",
        "今年南邻3",
        "？3",
        "贫困户李3",
        "、3",
        "公司3",
        "县局3",
        "“村民李大山说：3",
        "“我家3”",
        "绿源公司现有5人，",
        "，他3",
        "村民李大山，他有5人，",
        "5岁的李大山",
        "，县委3",
    ],
)
def test_linear(unit):
    assert_linear(lambda size: scopes(unit * (size // len(unit))), 5_000, 50_000)


def test_an_article_without_a_case_is_about_the_country_if_it_says_so_and_names_no_place():
    nowhere = {"place": "", "province": "", "prefecture": "", "adcode": ""}
    assert scopes("国务院扶贫办介绍，共有12万个村脱贫。", **nowhere) == ["全国"]
    assert scopes("共有12个村脱贫。", **nowhere) == [""]
    assert scopes("国务院扶贫办到兰考县调研，走访12户。", **nowhere) == ["兰考县"]
    assert scopes("国务院扶贫办的干部驻柳湾村。走访12户。", **nowhere) != ["全国"]
    assert scopes("抽查了119个县。追回资金6800万元。", **nowhere, title="审计署公布抽查结果") == ["全国"] * 2
    assert scopes("农业农村部门走访了12户。", **nowhere) == [""]
    assert scopes("查出105个县的问题，追回资金22亿元。", **nowhere) == ["全国"] * 2
    assert scopes("江苏省、浙江省、福建省、山东省的县援助了我国西部，投入90亿元。", **nowhere) == ["全国"]
    assert scopes("国务院表扬了江苏省。\n投入90亿元。", **nowhere) != ["全国"]
    assert scopes("Y市提出了我国的微网格，有11个镇。", **nowhere) == [""]
    assert scopes("柳湾村变了样。\n修路4公里。", **nowhere, title="我国推进产业扶贫成效综述") == ["全国"]


def test_a_case_without_a_name_is_called_as_the_article_calls_it():
    nowhere = {"place": "", "province": "", "prefecture": "", "adcode": ""}
    assert scopes("修路40公里。我县有12个乡镇，全县党员3600名。", **nowhere) == ["我县"] * 3
    assert scopes("四川省昭觉县选派干部45名，修路40公里。", **nowhere) == ["昭觉县"] * 2


@pytest.mark.parametrize(
    ("author", "wanted"),
    [
        ("中共北岭镇委员会", "北岭镇"),
        ("桃源县北岭镇人民政府", "北岭镇"),
        ("北岭镇政府网 王平", "北岭镇"),
        ("王平", "全镇"),
        ("北岭乡人民政府", "全镇"),
    ],
)
def test_who_signs_a_notice_says_whose_it_is(author, wanted):
    nowhere = {"place": "", "province": "", "prefecture": "", "adcode": "", "author": author}
    assert scopes("全镇党支部72个。每月开会1次。", **nowhere) == [wanted] * 2


@pytest.mark.parametrize(
    ("text", "title", "wanted"),
    [
        ("红白事不超过15桌。", "石磨岭村村规民约", "石磨岭村"),
        ("柳湾村山高路远。\n修路4公里。", "", ""),
        ("柳湾村山高路远。\n修路4公里。", "柳湾村修路忙", "柳湾村"),
        ("村里变了样。\n修路4公里。在柳湾村开会。", "柳湾村的春天", "柳湾村"),
        ("市财政每年安排经费900万元。会上，桐川市公布了办法。永顺县、泸溪县到会。", "", ""),
        ("乡党委每月听取汇报1次。各乡镇党委也要督促，请假2天须报乡党委。", "", "乡"),
        ("我省扩种油菜。\n湖南种了300亩。", "", "湖南省"),
        ("我省扩种油菜。\n湖南、江西都种。种了300亩。", "", "我省"),
        ("两年前由柳湾镇搬来的李先生说。\n建成安置点5个。", "", ""),
        ("几家企业一同帮扶。比如绿源集团修了路。\n共帮扶10个村。", "", ""),
        ("土地股份合作社实行二次分红。\n保底分红800元。", "", ""),
        ("统揽发展全局，守住底线。\n修路4公里。", "", ""),
        ("驻村干部向乡镇党委请假。每年驻村200天。", "", ""),
        ("我国农业连年丰收。\n粮食产量1.3万亿斤。永顺县也丰收。", "", "全国"),
        ("丰收了，我国各地都好。\n柳湾镇粮食产量3吨。", "", "柳湾镇"),
        ("中央纪委督办问题线索。\n查实问题115个，县委书记也受到处分。", "", "全国"),
        ("柳湾县、桃源县等县开了会。\n查实问题12个。", "", ""),
        ("永顺今年抓增收，全县办起茶厂。\n投入资金900万元。", "", "全县"),
        ("全村修渠。\n村里另修路4公里。", "柳湾村抓实党建", "柳湾村"),
    ],
)
def test_what_an_article_without_a_case_is_about_or_silence(text, title, wanted):
    about = {"place": "", "province": "", "prefecture": "", "adcode": "", "title": title}
    assert scopes(text, **about)[-1] == wanted


def test_a_form_of_rules_that_names_no_place_owns_none():
    about = {"place": "", "province": "", "prefecture": "", "adcode": ""}
    text = "本县干部每月入户2次。缺勤3次的，由乡党委约谈。"
    assert scopes(text, status="required", **about) == ["", ""]
    named = scopes("全镇干部每月入户2次。", status="required", **about, title="柳湾镇驻村干部管理办法")
    assert named == ["柳湾镇"]
    assert scopes(text, **about) == ["本县", "本县"]


def test_the_place_of_the_title_is_what_the_article_goes_on_about():
    text = "柳湾村有茶园。\n白岩村有果园。\n修路4公里。"
    assert scopes(text) == ["凤凰县"]
    assert scopes(text, title="柳湾村：旧貌换新颜") == ["柳湾村"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全市建站300座。其中，利辛县投入19亿元，谯城区投入1亿元，全市共投入90亿元。", ["亳州市", "利辛县", "谯城区", "亳州市"]),
        ("其中，利辛县投入19亿元。截至年底建站30座。", ["利辛县", "亳州市"]),
        ("入夏以来，蒙城县率先脱贫，全县减贫2万人。", ["蒙城县"]),
        ("会上，蒙城县和利辛县发言，120人参加。", ["亳州市"]),
        ("去年，凤凰县派人来学，全市接待30人。", ["亳州市"]),
    ],
)  # fmt: skip
def test_a_county_owns_its_figures_in_an_article_about_the_city_above_it(text, wanted):
    city = {"place": "亳州市", "province": "安徽省", "prefecture": "亳州市", "adcode": "341600"}
    assert scopes(text, **city) == wanted
