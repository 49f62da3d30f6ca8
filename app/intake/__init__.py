"""Plan documents → draft plan: readers → blocks → facts, every fact with its source words."""
