"""``prongsai restore``: see ``keep``."""

from prongsai.cli.keep import restore as command

__all__ = ["command"]
