"""The editions that this machine knows: those of the program, those installed in its folder, and those of a site."""
