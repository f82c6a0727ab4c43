"""The conductor: one file per journey. It alone joins steps with the outside world.

| file | journey |
|---|---|
| ``read`` | files → rounds, all checked before any is used |
| ``assess`` | rounds → scorecards, explanations |
| ``check`` | a round → what its document says that its numbers contradict |
| ``source`` | a round → all that its documents are made from: findings, contradictions, proposals |
| ``readback`` | a finished document and a round → what the document says that the round contradicts |
| ``documents`` | rounds → documents in every format, written whole or not at all |
| ``demo`` | the example agencies, as a table and as documents |
| ``form`` | the Excel form, out and in |
"""
