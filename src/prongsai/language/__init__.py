"""Words, digits, days and exact numbers, in both languages: the ground on which everything else stands."""
