"""What the program does by itself: jobs taken by a lease, and what has run out cleared away."""
