"""A screen as files, for control cards that play nothing else: stills, one film of the loop, a play list."""
