"""The exchange file ``prongsai/round@1``: one agency's year in one file."""
