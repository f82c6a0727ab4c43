"""What the program does by itself, done: each beat and job, and the threads that look for them."""
