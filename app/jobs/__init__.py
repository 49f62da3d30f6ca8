"""Background work: the window never waits (desktop.md §8, style.md habits 5 and 6)."""
