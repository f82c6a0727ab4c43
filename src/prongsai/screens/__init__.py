"""What a page shows, as plain values: ready words and figures that a template only places.

`flow` reads what somebody may see and hands it here; nothing here knows a database, a request or the clock.
``year`` and ``figures`` are for every audience; ``agency`` and ``people`` each know nothing of the other.
"""
