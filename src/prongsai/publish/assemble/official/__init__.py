"""What official papers take from the kind of agency: positions, powers, who is responsible for what."""
