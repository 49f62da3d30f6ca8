"""Page objects: what a person can see and do on a screen, in the person's terms."""
