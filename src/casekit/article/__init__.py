"""The article in a page: what is body, what is furniture, what is metadata, and the sentences of the body."""

from casekit.article.dissect import Article, dissect
from casekit.article.sentences import split_sentences

__all__ = ["Article", "dissect", "split_sentences"]
