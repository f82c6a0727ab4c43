"""An agency's year: as it is stored, and what its pages hold."""
