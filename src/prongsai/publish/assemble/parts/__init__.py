"""The parts that documents are put together from: one module for each, with a function of its name.

A part is a function ``(dossier, figures, options) -> list[Block]``. Options come from the profile or kind that asks
for it (``kinds.yaml``, ``profiles.yaml``). A part with nothing to say returns no blocks: an empty heading is never
printed.
"""
