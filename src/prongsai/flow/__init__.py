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
| ``site`` | the site on this machine: set up, brought up to date, served |
| ``showcase`` | the example agencies as a working site, with people to sign in as |
| ``years`` | an agency's year, assessed by the edition that was stored with it |
| ``year_home``, ``next_steps`` | where the agency stands, what is due, what to do next |
| ``results``, ``tracing``, ``shown`` | figures from the total to one question, and why each is what it is |
| ``analysis`` | what the numbers say, for the screen |
| ``imports``, ``paste``, ``intake`` | results in: a file, a form or a pasted table, with a preview |
| ``made``, ``texts`` | documents of the site and the words that people put into them |
| ``roster``, ``people`` | who works here, roles, invitations, handover |
| ``history``, ``trust`` | who changed what, and whether the chain is whole |
| ``keeping``, ``doctor`` | backup and restore; what is well and what is not |
"""
