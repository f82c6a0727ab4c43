"""The parts that documents are put together from; each turns a source into blocks.

A part is a function ``(source, figures, options) -> list[Block]`` that is registered by its name. ``options`` come from
the profile or kind that asks for it (``kinds.yaml``, ``profiles.yaml``). A part with nothing to say
returns no blocks: an empty heading is never printed.
"""
