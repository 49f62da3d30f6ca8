"""Use cases, one verb per function; the transaction boundary. See docs/services.md."""
