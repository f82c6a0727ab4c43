"""The form written as a workbook."""
