"""Standing arrangements: how often, how much, how many of all, from when on, with what consequence, in what order."""
