"""What a number counts: a whole noun, never what is left of one between two verbs."""

import pytest

from casekit.article import split_sentences
from casekit.codebook import Codebook
from casekit.document import Document
from casekit.quantities import find

CODEBOOK = Codebook()

CASES = [
    ("镇里每月召开一次例会。", "一次", "例会"),
    ("每季度召开1次党员大会。", "1次", "党员大会"),
    ("全市建成2个社会组织党建示范点。", "2个", "社会组织党建示范点"),
    ("驻村干部占表彰对象的40%。", "40%", "表彰对象"),
    ("全县贫困发生率由2014年的21.7%下降到6.35%。", "21.7%", "贫困发生率"),
    ("全县贫困发生率由2014年的21.7%下降到6.35%。", "6.35%", "贫困发生率"),
    ("贫困人口从2012年底的8万人减至2019年底的3万人。", "8万人", "贫困人口"),
    ("村党组织书记平均年龄由49岁降到43.5岁。", "49岁", "村党组织书记平均年龄"),
    ("每月第一周，全县821个党支部统一开展活动。", "821个", "党支部"),
    ("基础分统一设定为60分。", "60分", "基础分"),
    # nothing to call it by: no noun, rather than a verb or half a word
    ("违规的，扣40分。", "40分", ""),
    ("拉到大卖场销售，仅3个小时，收入2万元。", "3个小时", ""),
    # a verb, an adverb or a clause behind the noun is no part of it, nor is the verb that governs it
    ("全镇21个合作社运行顺利。", "21个", "合作社"),
    ("今年集中调解矛盾纠纷3500多件。", "3500多件", "矛盾纠纷"),
    ("全县创建县级示范村30个。", "30个", "县级示范村"),
    ("充实6831名结对帮扶干部。", "6831名", "结对帮扶干部"),
    ("整改消除各类问题3431个。", "3431个", "各类问题"),
    ("全县53个薄弱村全部达标。", "53个", "薄弱村"),
    ("40个村的村集体收入可达100万元以上。", "100万元以上", "村集体收入"),
    ("为5个帮扶村的面貌改善出力。", "5个", "帮扶村"),
    ("看望了连续上红榜的一类党员184名。", "184名", "一类党员"),
    ("全年地区生产总值36.82亿元。", "36.82亿元", "地区生产总值"),
    ("第三产业增加值21亿元。", "21亿元", "第三产业增加值"),
    ("选优配强2655个村党组织带头人。", "2655个", "村党组织带头人"),
    # a sign inside a word is no border, nor is a verb that modifies what stands behind it
    ("新建水利设施项目18个。", "18个", "水利设施项目"),
    ("安装150盏太阳能路灯。", "150盏", "太阳能路灯"),
    ("全县规模以上工业企业36家。", "36家", "规模以上工业企业"),
    ("全村核桃种植面积6700亩。", "6700亩", "核桃种植面积"),
    ("发展规模养殖户60余家。", "60余家", "规模养殖户"),
    ("一般公共预算收入3.6亿元。", "3.6亿元", "一般公共预算收入"),
    ("全县共下派驻村工作队18个。", "18个", "驻村工作队"),
    # what is quoted is the noun, or stands before it
    ("村里建成了6个“股份制大棚”。", "6个", "股份制大棚"),
    ("全省覆盖32个“十四五”重点帮扶村。", "32个", "重点帮扶村"),
    # who acts, and how, is no part of it
    ("县水务局投资340万元新建水厂。", "340万元", "投资"),
    ("固定资产投资30亿元。", "30亿元", "固定资产投资"),
    ("合作社饲养肉牛260头。", "260头", "肉牛"),
    ("52名第一书记认真组织群众学习。", "52名", "第一书记"),
    ("合作社带动95户贫困户抱团发展。", "95户", "贫困户"),
    ("村里有49户是建档立卡贫困户。", "49户", "建档立卡贫困户"),
    ("查处问题40起，有16起涉及村干部。", "16起", "问题"),
    # unit and bound of the figure before are none
    ("全县党员35岁以下1182名。", "1182名", "党员"),
    ("占全县878个村、102万亩耕地的37%。", "37%", "耕地"),
    # the nouns that were whole stay as they were
    ("全县组建760支工作组下沉一线。", "760支", "工作组"),
    ("村里共有党员12名。", "12名", "党员"),
    ("全村326户1380人。", "1380人", "全村"),
]


@pytest.mark.parametrize(("text", "surface", "noun"), CASES)
def test_the_noun_of_a_number(text, surface, noun):
    document = Document("a", text, split_sentences(text))
    assert {number.surface: number.noun for number in find(document, CODEBOOK)}[surface] == noun
