"""Rules and plain data of the field: standard library only, no input or output."""
