"""Clean text of many kinds, made by chance: what no repair may touch.

Every line is written as a careful mainland editor would write it; figures, names and words vary, and prose is put
together from clauses of real articles. Pages mix the kinds, so that each meets the others' marks and letters.
"""

from __future__ import annotations

import random

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘"
_GIVEN = "平安明华强芳丽军敏静波涛鑫宇晨欣怡梓涵浩博雅婷雪梅兰竹菊松柏禾穗谷丰"
_PLACES = [
    "东沟",
    "西坪",
    "石门",
    "青山",
    "白水",
    "龙泉",
    "双河",
    "大树",
    "小坝",
    "高桥",
    "亳州",
    "蔚县",
    "盱眙",
    "儋州",
    "芮城",
    "郫都",
]
_THINGS = ["茶叶", "花椒", "木耳", "核桃", "黄牛", "蜂蜜", "冷水鱼", "脐橙", "魔芋", "天麻", "菌棒", "酸枣", "羊肚菌"]
_RARE = "龘靐魑魅魍魉饕餮耄耋囹圄龃龉踟蹰彳亍犄角旮旯邋遢尴尬氤氲旖旎迤逦葳蕤缱绻璀璨鳜鱼鹡鸰薜荔蓊郁跫音罅隙"
_LESSONS = [("妈", "mā"), ("麻", "má"), ("马", "mǎ"), ("骂", "mà"), ("乐", "yuè"), ("行", "háng"), ("长", "zhǎng"), ("重", "chóng"),
            ("亳", "bó"), ("蔚", "yù"), ("盱", "xū"), ("眙", "yí"), ("的", "de"), ("了", "le"), ("着", "zhe"), ("数", "shǔ")]  # fmt: skip
_WORDS = [
    "village",
    "road",
    "income",
    "spring",
    "tea",
    "market",
    "party",
    "branch",
    "member",
    "school",
    "doctor",
    "river",
    "county",
    "income",
    "plan",
    "water",
]
_CODE = [
    'print("{thing}", {a}); if (x > {b}) {{ return "{place}", {a}; }}',
    'row = {{"村": "{place}", "户数": {a}}}',
    "SELECT 村名, 户数 FROM 台账 WHERE 户数 > {a};",
    "for 村 in 名单: print(村, {a})",
    '<a href="http://example.org/{a}?x={b}&y={c}">{place}</a>',
    "def 合计(户数, 人数={a}): return 户数 + 人数",
    '<td class="n">{a}</td><td>{place}</td>',
    "// 说明: {thing}, {place}",
    "if 户数 == {a}: 合计 += {b}",
]
_PATTERNS = [
    "联系电话：0{c}-{long}，手机：138{long}，邮箱：a.b{a}@example.org。",
    "网址：https://example.org/a?b={a}&c={b}#d，QQ：{long}。",
    "{thing}每公斤{d}元（含税），比上年涨{e}%，现价￥{f}～￥{g}，限购{c}件！",
    "时间：20{y}年{m}月{c}日15:31；比分{c}:{d}；比例1:1.{c}；坐标（{e}°N，{f}°E）。",
    "共1,{h}元，折合US${h}.{c}0，误差±{e}%，温度－{c}℃，浓度{e}‰，面积{d}km²。",
    "若x＋y＝{a}，x－y＜{b}，则x≥{c}，y≠0，√{a}≈{e}，∑与∏、∞、π、α、β都是记号。",
    "f(x)=a(x-b)^2+c，当x∈[0,1]时取最小值；P(A|B)=P(AB)/P(B)。",
    "国内生产总值(GDP)增长{e}%，CPI上涨{e}%，实行“{c}+X”和“4+”；WTO、APP、5G、T恤、A股。",
    "{name}（左二）与{name}（右一）在{place}村（社区）查看{thing}。",
    "“‘{thing}’怎么卖？”{name}问。“{d}元！”{name}答，“要不要？！”",
    "什么？！真的吗？{name}愣住了！！{rare}……{rare}——{rare}。",
    "太好了！{rare}一扫而空？{rare}！",
    "他读着“{rare}”四字，问：“念什么？”{rare}都不认得。",
    "本文参见《{thing}志》〔20{y}〕{a}号、[1]、［2］、【{thing}】、〖{place}〗、『{thing}』、「{place}」。",
    "1.{place}村；2.{place}村；3.其他。（一）建台账；（二）抓整改：①{thing}，②{thing}。",
    "【原文】蒹葭苍苍，白露为霜。【注释】蒹（jiān）葭（jiā）：芦苇。溯洄（sùhuí）：逆流而上。",
    "锄禾日当午，汗滴禾下土。谁知盘中餐，粒粒皆辛苦。",
    "苍山如海·残阳如血／{thing}\\{place}，见第{c}—{a}页，约{c}～{d}天。",
    "佢哋话：“呢度嘅{thing}好食喎，唔使客气，噉就啱晒！”",
    "日语写作「ありがとう、{c}月のお茶」，カタカナでテレビ；韩语写作“감사합니다”。",
    "Café, naïve, Müller, São Paulo, crème brûlée, Ångström No.{a}.",
    "The village (pop. {a},{h}) was poor; now, 5:{m} p.m., it is not! Is it? {english}.",
    "他写道：“{english} are welcome.”然后签名：Smith, J. (20{y}).",
    "文件名：W020{y}{long}.jpg；路径：C:\\资料\\{place}\\{a}.docx；版本v{c}.{e}.{a}。",
    "{place}镇 {thing}合作社 {a}户 {b}人",
    "老舍著《{thing}》，原著与译著，著名、显著、土著；乾隆年间、乾坤、瞭望、慰藉、狼藉。",
    "后来皇后说，里程表在里头，干部干净地干活，面条只卖一只，发展头发，丰收丰满，谷穗山谷。",
    "甲乙丙丁……戊己庚辛——壬癸·子丑寅卯％‰°′″※☆★○●◎◇◆□■△▲→←↑↓。",
    "#{thing}#@{place}发布：[{thing}][{place}]//@{name}:转发微博，赞{a}，评{b}。",
    "00:0{c}:{m},{h} --> 00:0{d}:{m},{h}",
    "[{c}:{m}.{m}]{thing}红了，{place}的天亮了",
    "== {place} ==",
    "'''{place}'''，又称[[{thing}|{place}{thing}]]，是{{{{lang|en|Place}}}}的别名<ref name=\"a{c}\" />。",
    "* [[{place}]]：{thing}之乡",
    "| {place} | {a} | {e}% |",
    "{place},{name},{a},{e}\n{place},{name},{b},{e}",
    "{place}\t{a}\t{e}%\t{name}",
    "《{place}》&《{thing}》，A&B公司，R&D经费{e}%。",
    "型号u2026b和xu2013见说明；CPU、GPU、μm、Ω、№{a}、℡。",
    "（{thing}（{place}（{name}）））",
    "问：{thing}好卖吗？\n答：好卖！{a}斤，一天。",
    "顺着路走，跟着干，听着、看着、想着：着力、着重、着眼、着手。",
    "Ｎｏ．{c}　全角ＡＢＣ１２３，半角ABC123，空格　缩进。",
    "{place}→{place}　{a}km　￥{d}.00",
    "化学式H₂O、CO₂、Fe₃⁺，第{c}ᵗʰ，x²＋y³，½、⅓、Ⅷ、ⅳ、㎡、㎏、㈠、⑴、①。",
]


def _slots(rng: random.Random) -> dict[str, object]:
    """Figures, names and words for one line."""

    def rare() -> str:
        at = rng.randrange(len(_RARE) // 2) * 2
        return _RARE[at : at + 2] * rng.randint(1, 2)

    return {
        "a": rng.randint(10, 999), "b": rng.randint(10, 99), "c": rng.randint(1, 9), "d": rng.randint(1, 99),
        "e": f"{rng.uniform(0, 30):.{rng.randint(1, 2)}f}", "f": f"{rng.uniform(1, 90):.2f}", "g": f"{rng.uniform(90, 900):.2f}",
        "h": rng.randint(100, 999), "m": rng.randint(10, 12), "y": rng.randint(10, 25), "long": rng.randint(10**7, 10**8 - 1),
        "name": rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.randint(1, 2))), "place": rng.choice(_PLACES),
        "thing": rng.choice(_THINGS), "rare": rare(), "english": " ".join(rng.choices(_WORDS, k=rng.randint(2, 6))).capitalize(),
    }  # fmt: skip


def lesson(rng: random.Random) -> str:
    """A line about pinyin."""
    some = rng.sample(_LESSONS, rng.randint(1, 5))
    left, right = rng.choice(["()", "（）", "[]", "【】"])
    return (
        rng.choice(["读准字音：", "生字：", "注音：", ""])
        + rng.choice("、，  ").join(f"{c}{left}{p}{right}" for c, p in some)
        + "。"
    )


def prose(rng: random.Random, sentences: list[str]) -> str:
    """A paragraph whose clauses come from several real ones."""
    out = []
    for _ in range(rng.randint(1, 5)):
        one, other = (rng.choice(sentences).rstrip("。！？；").split("，") for _ in "12")
        clauses = one[: rng.randint(1, len(one))] + other[rng.randint(0, len(other) - 1) :]
        out.append("，".join(clauses) + rng.choice("。。。！？；"))
    return "".join(out)


def page(rng: random.Random, sentences: list[str], *, share: float = 0.35) -> str:
    """About 40 lines, of which this share is not prose."""
    lines = []
    for _ in range(rng.randint(20, 50)):
        if rng.random() > share:
            lines.append(prose(rng, sentences))
        elif rng.random() < 0.1:
            lines.append(lesson(rng))
        else:
            pattern = rng.choice(_CODE) if rng.random() < 0.15 else rng.choice(_PATTERNS)
            lines.append(pattern.format(**_slots(rng)))
    return "\n".join(lines)
