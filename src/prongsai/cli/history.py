"""``prongsai history``: see ``keep``."""

from prongsai.cli.keep import history as command

__all__ = ["command"]
