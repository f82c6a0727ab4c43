"""What is so in the whole country whatever the year: names of places, units that kinds of agency have, holidays."""
