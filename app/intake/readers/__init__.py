"""Readers: one file format each, all ending in numbered paragraphs."""
