"""Who works here: of an agency, and of the site."""
