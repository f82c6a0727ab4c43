"""What an agency keeps and decides for its papers: pictures, who signs, what is left as it is, advice that it takes."""
