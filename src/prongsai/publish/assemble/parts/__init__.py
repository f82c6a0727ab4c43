"""The parts that documents are put together from; each turns a dossier into blocks.

A part is a function ``(dossier, figures, options) -> list[Block]`` that is registered by its name. Options come from
the profile or kind that asks for it (``kinds.yaml``, ``profiles.yaml``). A part with nothing to say
returns no blocks: an empty heading is never printed.
"""
