"""``prongsai backup``: see ``keep``."""

from prongsai.cli.keep import backup as command

__all__ = ["command"]
