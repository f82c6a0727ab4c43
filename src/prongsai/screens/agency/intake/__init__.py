"""Pages that take results in: a file, a paste, a form; what would change; and every version that was kept."""
