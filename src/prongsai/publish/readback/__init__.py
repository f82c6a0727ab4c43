"""The way back from a finished document: bytes → passages → what it says about figures → what is wrong with that.

| file | step |
|---|---|
| ``passages`` | what every reader gives: paragraphs, tables and marked figures, each with its place |
| ``thaitext`` | Thai text as people, Word and PDF write it, made alike |
| ``word``, ``page``, ``portable`` | readers of docx, html and pdf |
| ``reading`` | which reader; what is refused before it is read |
| ``vocabulary`` | the names, codes and levels of an edition, found in text |
| ``sentences``, ``tables``, ``people`` | claims in prose, in tables, and about respondents |
| ``judging`` | claims with several readings, judged; a claim is wrong only where every reading of it is |

Precision comes before recall (``docs/decisions/0011``): where subject and number do not stand together, nothing is
said.
"""
