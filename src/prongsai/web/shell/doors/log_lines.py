"""What the log is spared: how the program came to refuse something rightly, and what in an address opens something."""

from __future__ import annotations

import logging
import re

from prongsai.flow.site.trouble import is_trouble, reason_of

# A link for a new password works until it was used: whoever reads a line about it must not be able to.
_OPENS = re.compile(r"(?<=/accounts/password/reset/key/)[^\s/?]+")


class Spared(logging.Filter):
    """Takes the trace off a line about an answer below 500 (a 403, a wrong host, a form that cannot be read), and about
    a database that is full, busy or gone, of which it says the reason; and out of every line the part of a link that
    sets a password."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the line itself stays."""
        if getattr(record, "status_code", 500) < 500 or record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and is_trouble(error):
            record.msg, record.args = f"{record.getMessage()}: {type(error).__name__}: {reason_of(error)}", None
            record.exc_info = record.exc_text = None
        said = record.getMessage()
        if _OPENS.search(said):
            record.msg, record.args = _OPENS.sub("…", said), None
        return True
