"""Named bundles: their names in a text, what a name promises, and the parts that the text lists."""
