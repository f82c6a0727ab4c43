"""The doors of the site: what may come in and from where, who came and went, and what the log says of it."""
