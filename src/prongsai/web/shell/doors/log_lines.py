"""What the log is spared: how the program came to refuse something that it was right to refuse."""

from __future__ import annotations

import logging


class NoTraceOfRefusals(logging.Filter):
    """Takes the trace off a line about an answer below 500: a 403, a wrong host, a form that cannot be read."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the line itself stays."""
        if getattr(record, "status_code", 500) < 500 or record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return True
