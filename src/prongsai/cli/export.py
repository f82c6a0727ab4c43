"""``prongsai export``: see ``keep``."""

from prongsai.cli.keep import export as command

__all__ = ["command"]
