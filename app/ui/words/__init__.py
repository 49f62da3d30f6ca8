"""Words that several screens share: states, causes, dates, clauses."""
