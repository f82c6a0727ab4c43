"""The findings, one file each."""
