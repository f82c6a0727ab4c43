"""The way back from a finished document: bytes → passages → what it says about figures → what is wrong with that.

| file | step |
|---|---|
| ``document/`` | opened within limits and read: ``html_file``, ``word_file`` and ``pdf/`` give ``passages`` |
| ``wordings`` | numbers, years, and what may stand between a subject and its number |
| ``sentences``, ``margins``, ``comparisons`` | statements in prose |
| ``tables``, ``respondents`` | statements in tables and about who answered |
| ``statements`` | all of them, passage after passage; ``statement`` is what one of them is |
| ``judging``, ``bounds`` | statements with several readings, judged; one is wrong only where every reading of it is |

Precision comes before recall (``docs/decisions/0011``): where subject and number do not stand together, nothing is
said.
"""
