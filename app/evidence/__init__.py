"""Evidence (minh chứng): looking at stored files without ever touching the originals."""
