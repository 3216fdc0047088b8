"""Files read in every encoding and kind, and what cannot be read said clearly."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from clock import assert_linear
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casekit.errors import SourceError
from casekit.reading import LIMIT, discover, html, office, read_source

REFERENCE = sorted((Path(__file__).parents[1] / "data" / "reference" / "clean").glob("*.txt"))
TEXT = REFERENCE[0].read_text("utf-8")


def traditional(text: str) -> str:
    import opencc

    return opencc.OpenCC("s2tw").convert(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("path", REFERENCE, ids=lambda path: path.stem)
def test_text_is_exactly_the_decoded_file(tmp_path, path, encoding):
    text = path.read_text("utf-8")
    file = tmp_path / "article.txt"
    file.write_bytes(text.encode(encoding))
    source = read_source(file)
    assert source.text == text
    assert source.encoding == encoding
    assert source.notes == ()


@pytest.mark.parametrize("path", REFERENCE, ids=lambda path: path.stem)
def test_big5(tmp_path, path):
    raw = traditional(path.read_text("utf-8")).encode("big5hkscs", errors="ignore")
    file = tmp_path / "article.txt"
    file.write_bytes(raw)
    source = read_source(file)
    assert (source.encoding, source.text) == ("big5hkscs", raw.decode("big5hkscs"))


def test_traditional_text_in_gb18030_is_not_taken_for_big5(tmp_path):
    file = tmp_path / "article.txt"
    file.write_bytes(traditional(TEXT).encode("gb18030"))
    assert read_source(file).encoding == "gb18030"


@pytest.mark.parametrize(
    ("declared", "real"), [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8"), ("big5", "utf-8")]
)
def test_declarations_right_and_wrong(tmp_path, declared, real):
    page = f'<html><head><meta charset="{declared}"><title>要闻</title></head><body><p>{TEXT}</p></body></html>'
    file = tmp_path / "page.html"
    file.write_bytes(page.encode(real))
    source = read_source(file)
    assert source.encoding == real
    assert TEXT.split("\n")[0] in source.text
    assert ("encoding" in [kind for kind, _ in source.notes]) == (declared not in ("gb2312",) or real == "utf-8")


def test_html_gives_title_date_source_and_author(tmp_path):
    body = "".join(f"<p>　　{line}</p>" for line in TEXT.split("\n"))
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>某县要闻_某网</title><meta name="author" content="张三">'
        '<meta name="ContentSource" content="某县日报"><meta name="PubDate" content="2019-09-09 15:31"></head><body><nav><a>首页</a></nav>'
        f"<script>var a = '不要';</script><div id=main><h1>某县要闻</h1><div>{body}</div></div><div><a>网站地图</a></div></body></html>"
    )
    file = tmp_path / "page.html"
    file.write_text(page, "utf-8")
    source = read_source(file)
    assert source.hints == {"title": "某县要闻", "author": "张三", "publisher": "某县日报", "published": "2019-09-09"}
    assert [line.strip("　") for line in source.text.splitlines()] == ["某县要闻", *TEXT.strip().split("\n")]


def test_page_of_navigation_only_is_noted(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(
        "<html><body>" + "".join(f"<li><a href=#>栏目{i}</a></li>" for i in range(20)) + "</body></html>", "utf-8"
    )
    assert [kind for kind, _ in read_source(file).notes] == ["navigation_only"]


def test_deeply_nested_page(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(
        "<html><body>" + "<div>" * 3000 + "全县脱贫，干部驻村。" + "</div>" * 3000 + "</body></html>", "utf-8"
    )
    assert "全县脱贫" in read_source(file).text


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<div>村，",
        "<ul><li>",
        "<font a={}>",
        "<p>村",
        "<table><tr><td>",
        "<a href=#>村</a>",
        "<b><p>",
        "<div><p>村，</p></div>",
        "<div hidden>村，",
        "<table><tr><td><p>村<td>",
    ],
)
def test_hostile_pages_take_linear_time(piece):
    """Parsers look through all elements that are open: a page of open ones takes time by the square of its size."""
    pages = {size: "".join(piece.format(at) for at in range(size)) + "全县脱贫，干部驻村。" for size in (2000, 16_000)}
    assert_linear(lambda size: html.main_text(pages[size]), 2000, 16_000, factor=2.5)


def test_a_page_nested_too_deep_keeps_its_text_in_lines():
    lines = [f"第{at}段，干部驻村。" for at in range(1500)]
    deep = "<div class='a'>" * 1500
    assert html.main_text(deep + "".join(f"<div>{line}<b></b></div>" for line in lines))[0].split("\n") == lines
    assert html.main_text(deep + "".join(f"<p>{line}<p>" for line in lines))[0].split("\n") == lines
    flat = "".join(f"<div>{line}</div>\n" for line in lines)  # many, but none within another
    assert html.main_text(flat)[0].split("\n") == lines


@pytest.mark.parametrize(("tag", "whole"), [("p", True), ("div", False)])
def test_a_block_with_most_of_the_words_is_the_article(tag, whole):
    """Four fifths; a paragraph is never the whole article, so its neighbours stay."""
    article = f"<{tag}>" + "全县脱贫，干部驻村。" * 8 + f"</{tag}>"
    text, _, _ = html.main_text(f"<body><div>网站导航，</div>{article}<div>友情链接，</div></body>")
    assert ("网站导航" in text) is whole
    assert ("友情链接" in text) is whole
    even, _, _ = html.main_text(f"<body>{article}{article}</body>")
    assert even.count("全县脱贫") == 16


def test_what_a_page_does_not_show_is_left_out_and_noted():
    said = "<p>全县选派干部到村任职，推动各项工作落实到位。</p>" * 3
    unseen = (
        '<p style="Display : NONE">隐藏的话，投入九百万元。</p><div hidden>也不显示。<p hidden>更深一层。</p></div>'
    )
    text, _, notes = html.main_text(f'<body>{said}{unseen}<p style="display:block">末段，照常显示。</p></body>')
    assert [kind for kind, _ in notes] == ["hidden"]
    assert ("隐藏" in text, "不显示" in text, "照常" in text) == (False, False, True)
    text, _, notes = html.main_text(f"<body>{said}<ul hidden><li>首页</ul></body>")
    assert ("首页" in text, notes) == (False, [])  # a menu that opens is no loss
    text, _, notes = html.main_text(f'<body><p>微信</p><div style="visibility: hidden">{said}</div></body>')
    assert ("到村任职" in text, notes) == (True, [])  # a script shows it


SAID = "<p>全县选派干部到村任职，推动各项工作落实到位，群众得到实惠。</p>"


@pytest.mark.parametrize(
    "caption",
    [
        '<p class="pic">茶农把鲜叶送到合作社</p>',
        "<figure><img src='a.jpg'><figcaption>茶农把鲜叶送到合作社</figcaption></figure>",
        '<p><img src="a.jpg"></p><p style="text-align: center">茶农把鲜叶送到合作社</p>',
        '<p align="center"><img src="a.jpg"><br>茶农把鲜叶送到合作社</p>',
        '<div class="img_note"><span>茶农把鲜叶送到合作社</span></div>',
    ],
)
def test_what_a_page_says_of_a_picture_is_marked(caption):
    text, _, _ = html.main_text(f"<body><h1>党员领办茶园</h1>{SAID * 3}{caption}{SAID * 2}</body>")
    assert "\n\ufffc茶农把鲜叶送到合作社\n" in text
    assert text.count("\ufffc") == 1


@pytest.mark.parametrize(
    "other",
    [
        '<p align="center"><img src="a.jpg"></p><p align="center"><strong>先把支部建强</strong></p>',
        '<p align="center"><img src="a.jpg"></p><p align="center">一、先把支部建强</p>',
        '<p><img src="a.jpg"></p><p>茶农把鲜叶送到合作社。</p>',
        f'<div class="picture">{SAID * 9}</div>',
        '<div class="figures_of_the_year">全年增收三成</div>',
        '<p align="center"><img src="a.jpg"></p><p align="center">党员领办茶园</p>',
    ],
)
def test_what_is_no_caption_is_not_marked(other):
    text, _, _ = html.main_text(f"<body><h1>党员领办茶园</h1>{SAID * 3}{other}{SAID * 2}</body>")
    assert "\ufffc" not in text


def test_what_stands_between_headline_and_text_is_kept_and_its_parts_are_apart():
    info = "<span>2022-06-29 10:21</span><span>来源：<a>某某时报</a></span><em>作者：王平</em>"
    body = f"<div id='text'>{SAID * 12}</div>"
    head = f"<div class='top'>某网首页</div><div><h2>党员领办茶园</h2><p>{info}</p></div>"
    page = f"<html><title>党员领办茶园</title><body>{head}{body}<div>底部</div></body></html>"
    lines = html.main_text(page)[0].splitlines()
    assert lines[:2] == ["党员领办茶园", "2022-06-29 10:21 来源：某某时报 作者：王平"]
    assert len(lines) == 14
    words = html.main_text(f"<body><p><b>今年</b><span>3月</span>，<i>全县</i>增收。</p>{SAID}</body>")[0]
    assert words.startswith("今年3月，全县增收。")


def test_rows_of_a_table_are_lines_and_cells_stand_between_tabs():
    row = "<tr><td><p>{}</p></td><td> <div>{}</div> </td><td>{}</td></tr>"
    table = "<table>" + row.format("乡镇", "资金<br>（万元）", "户数") + row.format("桃源乡", "35", "") + "</table>"
    layout = f"<table><tr><td><p>导航</p><p>要闻</p></td><td>{'<p>全县选派干部到村任职，推动工作。</p>' * 9}</td></tr></table>"
    assert html.main_text(f"<body>{table}</body>")[0] == "乡镇\t资金 （万元）\t户数\n桃源乡\t35"
    assert len(html.main_text(f"<body>{layout}</body>")[0].splitlines()) == 11


def test_docx_paragraphs_and_tables_in_order(tmp_path):
    import docx

    document = docx.Document()
    document.core_properties.title = "要闻"
    document.add_paragraph("第一段。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "户数", "12"
    document.add_paragraph("第二段。")
    document.save(tmp_path / "a.docx")
    source = read_source(tmp_path / "a.docx")
    assert (source.media, source.text, source.hints["title"]) == ("docx", "第一段。\n户数\t12\n第二段。", "要闻")


def test_docx_says_what_stands_in_boxes_controls_and_changes(tmp_path):
    import docx
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    holder = document.add_paragraph("第一段。")._p
    said = "<w:r><w:t>{}</w:t></w:r>"
    box = f"<w:r {space}><w:pict><w:txbxContent><w:p>{said}</w:p></w:txbxContent></w:pict></w:r>"
    holder.append(parse_xml(box.format("框里的话。")))
    holder.append(parse_xml(f"<w:ins {space}>{said}</w:ins>".format("添的话。")))
    holder.append(parse_xml(f"<w:del {space}><w:r><w:delText>删的话。</w:delText></w:r></w:del>"))
    holder.append(parse_xml(f'<w:r {space}><w:footnoteReference w:id="2"/></w:r>'))
    control = f"<w:sdt {space}><w:sdtContent><w:p>{said}</w:p></w:sdtContent></w:sdt>"
    holder.addnext(parse_xml(control.format("控件里的话。")))
    document.save(tmp_path / "a.docx")
    source = read_source(tmp_path / "a.docx")
    assert source.text.split("\n") == ["第一段。添的话。", "框里的话。", "控件里的话。"]
    assert source.notes == (("footnotes", "1 footnote(s) are not read"),)


def test_a_page_that_only_leads_on_is_noted():
    leads = '<head><meta http-equiv="Refresh" content="0;url=b.html"></head>'
    assert html.main_text(f"<html>{leads}<body>正在跳转。</body></html>")[2] == [
        ("redirect", "the page only leads on to another")
    ]
    assert html.main_text(f"<html>{leads}<body><p>{'全县脱贫，成效显著。' * 9}</p></body></html>")[2] == []


def test_readings_beside_characters_are_no_text():
    assert html.main_text("<body><p><ruby>党<rp>(</rp><rt>dǎng</rt></ruby>员带头。</p></body>")[0] == "党员带头。"


def test_characters_of_the_pages_own_font_are_noted(tmp_path):
    (tmp_path / "a.txt").write_text("驻村干部\ue123人，全县脱贫。", "utf-8")
    assert read_source(tmp_path / "a.txt").notes == (
        ("private_use", "1 character(s) that only the font of the page knows"),
    )


def word(**changed: bytes | None) -> bytes:
    """A Word file in which parts were changed, or taken out."""
    import docx

    document, plain, out = docx.Document(), io.BytesIO(), io.BytesIO()
    document.add_paragraph("第一段。")
    document.save(plain)
    with zipfile.ZipFile(plain) as whole, zipfile.ZipFile(out, "w") as archive:
        for name in whole.namelist():
            key = name.rpartition("/")[2].partition(".")[0]
            content = changed.get(key, whole.read(name))
            if content is not None:
                archive.writestr(name, content)
    return out.getvalue()


def text_or_cure(file):
    """The text of a file; of one that is refused what the refusal advises, where nothing but a refusal may be raised."""
    try:
        return read_source(file).text
    except SourceError as error:
        return error.cure


@pytest.mark.parametrize("part", ["document", "styles", "settings", "core"])
@pytest.mark.parametrize("content", [None, b"", b"<a/>", b"<a", b"\xff\xfe"])
def test_a_word_file_with_a_broken_part_is_read_or_refused(tmp_path, part, content):
    file = tmp_path / "a.docx"
    file.write_bytes(word(**{part: content}))
    told = text_or_cure(file)
    assert "第一段。" in told or told in (
        "save it again as .docx",
        "unpack it and give the files inside",
        "save the article itself",
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=20), st.sampled_from([".docx", ".pdf"]))
def test_a_file_overwritten_somewhere_is_read_or_refused(tmp_path, place, noise, kind):
    raw = bytearray(word() if kind == ".docx" else pdf(encrypted=False))
    place %= len(raw)
    raw[place : place + len(noise)] = noise
    file = tmp_path / f"a{kind}"
    file.write_bytes(raw)
    assert text_or_cure(file).strip()


def pdf(encrypted: bool) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if encrypted:
        writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_of_a_pdf_go_on_and_page_numbers_are_none_of_them():
    long = "全县选派第一书记五十六名，组建工作队"
    pages = [f"- 1 -\n{long}\n十二支。\n\n户数\n1286\n贫困村\n", f"2\n{long}十二支。\n56\n新的一段。\n— 2 —", "3", ""]
    assert office._joined(pages).split("\n") == [
        f"{long}十二支。",
        "户数",
        "1286",
        "贫困村",
        f"{long}十二支。",
        "56",
        "新的一段。",
    ]


def test_what_a_pdf_prints_on_every_page_goes_and_spaced_headings_are_closed():
    long, wide = "全县选派第一书记 120 名，覆盖所有脱贫村，组建", "县委组织部每月召开一次调度会，通报各乡镇的"
    body = ["一 、 选 优 配 强\n" + long, "工作队九十六支。\n驻 村 管 理\n" + wide, "进度和问题。\n户数 12 户"]
    pages = [f"工作简报  第 3 期\n第 {at} 页 共 3 页\n{text}\n1{at}" for at, text in enumerate(body, 1)]
    text = ["一、选优配强", f"{long}工作队九十六支。", "驻村管理", f"{wide}进度和问题。", "户数 12 户"]
    assert office._joined(pages).split("\n") == text
    assert (
        office._joined(["同一句话。\n甲。", "同一句话。\n乙。"]) == "同一句话。\n甲。\n同一句话。\n乙。"
    )  # a sentence is text


def test_a_file_name_is_no_title(tmp_path):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    for title, hint in (("Microsoft Word - 通知.doc", None), ("要闻.html", None), ("党建要闻", "党建要闻")):
        writer.add_metadata({"/Title": title})
        out = io.BytesIO()
        writer.write(out)
        assert office.read_pdf(tmp_path, out.getvalue())[1].get("title") == hint


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t ", "holds no text"),
    "zip.docx": (zipped("a.txt"), "zip archive"),
    "zip.txt": (zipped("a.txt"), "zip archive"),
    "broken.docx": (zipped("word/document.xml")[:60], "broken zip"),
    "hollow.docx": (zipped("word/document.xml"), "no Word file"),
    "text.docx": ("全县脱贫".encode(), "named .docx but is none"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
    "locked.pdf": (pdf(encrypted=True), "encrypted"),
    "scan.pdf": (pdf(encrypted=False), "holds no text"),
    "cut.pdf": (b"%PDF-1.4\n1 0 obj", "no PDF that can be opened"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
    "zeros.txt": (bytes(5000), "binary"),
    "noise.txt": (bytes(range(256)) * 40, "binary"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_file_fault_and_cure(tmp_path, name):
    raw, fault = BAD[name]
    file = tmp_path / name
    file.write_bytes(raw)
    with pytest.raises(SourceError) as caught:
        read_source(file)
    assert name in str(caught.value)
    assert fault in str(caught.value)
    assert caught.value.cure


def test_missing_file_and_folder(tmp_path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(SourceError, match=str(path)):
            read_source(path)


def test_a_file_of_200_megabytes_is_refused_without_reading_it(tmp_path):
    file = tmp_path / "large.txt"
    with file.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    assert file.stat().st_size > LIMIT
    with pytest.raises(SourceError, match="MB"):
        read_source(file)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_truncated_last_character_is_noted(tmp_path, encoding):
    text = traditional(TEXT) if encoding == "big5hkscs" else TEXT
    raw = text.rstrip().encode(encoding, errors="ignore")[:-1]
    file = tmp_path / "article.txt"
    file.write_bytes(raw)
    source = read_source(file)
    assert source.encoding == encoding
    assert [kind for kind, _ in source.notes] == ["broken_bytes"]
    assert source.text[:100] == raw.decode(encoding, errors="replace")[:100]


def test_null_characters_are_noted_and_kept(tmp_path):
    file = tmp_path / "article.txt"
    file.write_text("全县\0" + TEXT, "utf-8")
    source = read_source(file)
    assert source.text == "全县\0" + TEXT
    assert [kind for kind, _ in source.notes] == ["null_bytes"]


def test_what_may_not_be_read_in_a_folder_is_named_and_the_rest_is_found(tmp_path, monkeypatch):
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text("全县共有党员5人。", "utf-8")
    (tmp_path / "nowhere.txt").symlink_to("nothing")
    (tmp_path / "round.txt").symlink_to("round.txt")
    look, may = os.scandir, os.access

    def scandir(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("shut") and may(path, mode))
    found = [path for path, _ in discover(tmp_path)]
    assert [path.name for path in found] == ["a.txt", "nowhere.txt", "round.txt", "shut"]
    assert read_source(found[0]).text == "全县共有党员5人。"
    for path, fault in zip(found[1:], ("no such file", "cannot be read", "folder that may not be read"), strict=True):
        with pytest.raises(SourceError, match=fault):
            read_source(path)
    with pytest.raises(SourceError, match="shut: may not be read"):
        discover(tmp_path / "shut")


def test_discover(tmp_path):
    for name in ("b.txt", "a.html", "sub/c.docx", ".hidden.txt", "notes.md", "sub/~$c.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    names = [path.relative_to(root).as_posix() for path, root in discover(tmp_path)]
    assert names == ["a.html", "b.txt", "sub/c.docx"]
    assert [path.name for path, _ in discover(tmp_path / "*.txt", tmp_path / "b.txt")] == ["b.txt"]
    assert discover(tmp_path / "notes.md") == [(tmp_path / "notes.md", tmp_path)]
    for nothing, says in (
        (tmp_path / "none", "no such file"),
        (tmp_path / "*.pdf", "no article"),
        ("", "without name"),
    ):
        with pytest.raises(SourceError, match=says):
            discover(nothing)


def test_file_name_is_relative_to_the_source_folder(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("全县脱贫", "utf-8")
    assert read_source(tmp_path / "sub" / "a.txt", tmp_path).file == "sub/a.txt"
