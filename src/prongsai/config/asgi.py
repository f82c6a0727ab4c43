"""What the server runs: the application behind a front that takes requests in whole."""

from __future__ import annotations

from prongsai.config.settings import OPTIONS
from prongsai.config.wsgi import application as behind
from prongsai.flow.site.serving import threads
from prongsai.outside.alive import end_with_parent
from prongsai.outside.serving.front import Front, Patience
from prongsai.web.shell.hashing import AT_ONCE, takes_a_password

# Nobody would be left to stop it, and it would keep the port.
end_with_parent()
# Beside the file itself a form sends a few fields.
application = Front(
    behind,
    threads=threads(OPTIONS),
    long=takes_a_password,
    long_at_once=AT_ONCE,
    patience=Patience(most_bytes=OPTIONS.upload_limit_mb * 1_000_000 + 1_000_000),
)
