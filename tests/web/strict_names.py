"""Templates under test may ask only for what is there: a name that nothing sets fails the page."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.template import Variable, VariableDoesNotExist, base
from django.template.context import BaseContext

import prongsai.web

# Set by the library only where it is so.
BY_LIBRARIES = {"token_fail"}
OURS = str(Path(prongsai.web.__file__).parent / "templates")


class UnknownName(Exception):
    """A template asks for a name that nothing sets."""


@functools.cache
def _step(name: str) -> Variable:
    """One step from a value to what it has under a name, as templates look it up."""
    return Variable(f"value.{name}")


def _known(expression: base.FilterExpression, context: BaseContext) -> bool:
    """Whether the first name of an expression is set, and each further one is an attribute of what is there.

    What may be there or not is asked for: below ``None`` (``{% if item.filed.advice %}``), and by the keys of data.
    """
    lookups = expression.var.lookups if isinstance(expression.var, Variable) else None
    if not lookups or lookups[0] in BY_LIBRARIES:
        return True
    try:
        value: Any = context[lookups[0]]
    except KeyError:
        return False
    for at in range(1, len(lookups)):
        if value is None or (isinstance(value, Mapping) and lookups[at] not in value):
            return True
        try:
            value = _step(lookups[at]).resolve({"value": value})
        except VariableDoesNotExist:
            return False
    return True


def watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on ``UnknownName`` where one of our templates asks for what is not there, be it in an ``if``."""
    resolve = base.FilterExpression.resolve

    def strict(self: base.FilterExpression, context: BaseContext, ignore_failures: bool = False) -> Any:
        template = getattr(getattr(context, "render_context", None), "template", None)
        if template is not None and str(template.origin.name).startswith(OURS) and not _known(self, context):
            raise UnknownName(f"{Path(template.origin.name).relative_to(OURS)}: {self.token}")
        return resolve(self, context, ignore_failures)

    monkeypatch.setattr(base.FilterExpression, "resolve", strict)
