"""Exchange with the superior: messages, client engine and carriers; not begun yet."""
