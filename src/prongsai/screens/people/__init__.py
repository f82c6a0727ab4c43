"""Pages about people: who holds a role, who was invited, what a successor needs to know."""
