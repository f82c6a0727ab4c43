"""Personal data of those who work here: the notice, the record of processing, and what is kept of one person."""
