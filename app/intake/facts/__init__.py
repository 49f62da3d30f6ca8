"""What is read from the blocks of a plan, one kind of fact per module."""
