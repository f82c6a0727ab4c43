"""What the log is spared: how the program came to refuse something rightly, and what in an address opens something."""

from __future__ import annotations

import logging
import re

# A link for a new password works until it was used: whoever reads a line about it must not be able to.
_OPENS = re.compile(r"(?<=/accounts/password/reset/key/)[^\s/?]+")


class Spared(logging.Filter):
    """Takes the trace off a line about an answer below 500 (a 403, a wrong host, a form that cannot be read), and out
    of every line the part of a link that sets a password."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the line itself stays."""
        if getattr(record, "status_code", 500) < 500 or record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        said = record.getMessage()
        if _OPENS.search(said):
            record.msg, record.args = _OPENS.sub("…", said), None
        return True
