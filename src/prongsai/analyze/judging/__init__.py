"""What a document says, judged against the numbers: figures, levels, respondents."""
