"""Fields of our own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

# It takes any value, as Django's JSON field does, and keeps it in a text column.
if TYPE_CHECKING:
    _Base = models.JSONField
else:
    _Base = models.TextField


class KeptJSON(_Base):
    """JSON that is kept letter for letter, in the order in which it was written.

    A database's own JSON type may put keys in another order; what is frozen must come back as it was.
    """

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Any:
        """The value that was kept."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """The value, from its text where a backup gives that."""
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        """The text that is kept."""
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def value_to_string(self, obj: models.Model) -> str:
        """The text, for a backup."""
        return str(self.get_prep_value(self.value_from_object(obj)))
