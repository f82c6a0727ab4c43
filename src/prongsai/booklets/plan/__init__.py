"""A plan's rows out of a booklet's tables of measures.

| file | step |
|---|---|
| ``heads`` | a table's head rows: what each column is for |
| ``cells`` | a cell's text: numbered lines, bullets, headings with points, parts under a label |
| ``owners``, ``periods``, ``about`` | units, days, and the indicators, items and issues that a row is for |
| ``years`` | the fiscal year that a table of measures is for |
| ``layers`` | a table's rows put together: merged cells, rows that go on over a page, rows step by step |
| ``rows`` | one row of a plan in the shape of a round file |
| ``reading`` | the plan of a document |
"""
