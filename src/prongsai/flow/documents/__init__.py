"""Documents of a year and the agency's own words in them."""
