"""The superior's side: intake of packages, review, consolidation; not begun yet."""
