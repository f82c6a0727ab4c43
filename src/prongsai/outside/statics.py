"""Static files under names that hold a hash of what is in them, so that browsers keep them for good."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed where they have been made, see ``flow/site/statics``; else under their plain names.

    A page is never refused for want of them: whitenoise serves the plain names as well.
    """

    manifest_strict = False

    def read_manifest(self) -> str | None:
        """The list of names; None where no folder is set."""
        return super().read_manifest() if self.location else None

    def stored_name(self, name: str) -> str:
        """The hashed name, or the plain one of what was not there when the list was made."""
        hashed: str = self.hashed_files.get(self.hash_key(self.clean_name(name)), name)
        return hashed
