"""Clean articles dressed in furniture must come out as they were."""

import page_model
import pytest

from casekit.article import dissect
from casekit.spans import apply


def test_dressed_articles_come_out_as_they_were():
    wrong = page_model.undressed(300, seed=20191209)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("piece", page_model.PIECES, ids=lambda piece: piece["text"][:16])
def test_every_piece_goes_alone(piece):
    """Each piece in its place of an otherwise bare page."""
    paragraphs = page_model.CLEAN[0].read_text("utf-8").rstrip("\n").split("\n")
    title, text = page_model.TITLES[0], piece["text"]
    middle = len(paragraphs) // 2
    page = {
        "top": [text, title, *paragraphs],
        "meta": [title, text, *paragraphs],
        "under": [title, text, *paragraphs],
        "inside": [*paragraphs[:middle], text, *paragraphs[middle:]],
        "end": [*paragraphs, text],
        "foot": [*paragraphs, text],
    }[piece["where"]]
    page = "\n".join(page)
    assert apply(page, dissect(page, page_model.CODEBOOK).edits) == "\n".join(paragraphs)
