"""A copy of a site: the archive as it is written and looked through, and what a killed command left of one."""
