"""What machines keep for themselves, read: files, jobs, messages, mail."""
