"""Letters: subsets of the shipped fonts, the width of text, where lines end, what fits where."""
