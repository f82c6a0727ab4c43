"""The Excel form for officers who do not write YAML: out of an edition or a round file, and back into data.

``fill`` writes the workbook, ``read_form`` takes one apart. The layout says for every cell where its value stands in a
round file; both use the same layout, so that nothing can be written that is not read. What no cell can show (keys
under ``x-``, spaces at the end, a sixth year before) is kept on a hidden sheet.
"""

from prongsai.excel_form.read_back.form_read import Filled, read_form
from prongsai.excel_form.read_back.parts import laid_over
from prongsai.excel_form.written.workbook import fill

__all__ = ["Filled", "fill", "laid_over", "read_form"]
