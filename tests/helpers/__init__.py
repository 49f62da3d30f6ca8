"""What several test areas share; not tests themselves."""
