"""A report as a Word file (.docx) with named styles, real tables and lists, and charts that can be edited."""

from prongsai.publish.word.document import docx

__all__ = ["docx"]
