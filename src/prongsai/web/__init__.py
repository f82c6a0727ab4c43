"""The face, split by who is looking. A screen reads the request, checks permission, makes one call, and shows."""
