"""``prongsai doctor``: see ``keep``."""

from prongsai.cli.keep import doctor as command

__all__ = ["command"]
