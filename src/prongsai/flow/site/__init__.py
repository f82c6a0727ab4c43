"""The site on this machine: started, backed up, examined."""
