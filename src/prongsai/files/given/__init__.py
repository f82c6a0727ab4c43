"""Files that an office gives to be kept: told by their content, and refused where they can run something."""
