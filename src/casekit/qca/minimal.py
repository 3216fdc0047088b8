"""Exact minimisation of truth functions: all prime implicants, and all smallest sets of them.

A configuration of `k` conditions is an integer of `k` bits; an implicant is ``(mask, values)``: the conditions it speaks
of, and what it says of them. Two ways to the prime implicants:

* Quine and McCluskey: implicants that differ in one bit merge until none do. For functions whose every
  configuration that may be covered is written down (no remainders).
* Against the negative configurations: a prime implicant of `m` is a smallest set of literals of `m` in which it differs
  from every negative configuration, that is, a minimal hitting set. For functions where all that was not observed may be
  covered; its cost grows with the cases observed, not with 2 to the power of `k`.

Which primes to take is a covering problem; Petrick's method gives all its smallest answers.

Sources: W. V. Quine, "The Problem of Simplifying Truth Functions", 1952; E. J. McCluskey, "Minimization of Boolean
Functions", 1956; S. R. Petrick, 1956.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casekit.errors import TableError

Implicant = tuple[int, int]  # mask, values (values & ~mask == 0)
LIMIT = 100_000  # prime implicants or solutions; above it nobody reads the answer


def covers(implicant: Implicant, configuration: int) -> bool:
    """Does the implicant hold in the configuration?

    >>> covers((0b110, 0b100), 0b101), covers((0b110, 0b100), 0b111)
    (True, False)
    """
    mask, values = implicant
    return configuration & mask == values


def merged(may: Iterable[int], bits: int) -> list[Implicant]:
    """Prime implicants of the function that is true exactly in `may` (Quine and McCluskey).

    >>> merged([0b00, 0b01, 0b11], 2)
    [(1, 1), (2, 0)]
    """
    level = {((1 << bits) - 1, configuration) for configuration in may}
    primes: set[Implicant] = set()
    while level:
        above, used = set(), set()
        for mask, values in level:
            for bit in (1 << place for place in range(bits)):
                partner = (mask, values ^ bit)
                if mask & bit and partner in level:
                    above.add((mask & ~bit, values & ~bit))
                    used.add((mask, values))
        primes |= level - used
        level = above
        _bounded(primes)
    return sorted(primes)


def against(on: Iterable[int], off: Iterable[int], bits: int) -> list[Implicant]:
    """Prime implicants that hold in a configuration of `on` and in none of `off`; everything else may be covered.

    >>> against([0b11], [0b00], 2)
    [(1, 1), (2, 2)]
    """
    off, primes = list(off), set()
    for configuration in on:
        for mask in _hitting([configuration ^ negative for negative in off]):
            primes.add((mask, configuration & mask))
        _bounded(primes)
    return sorted(primes)


def _hitting(edges: Iterable[int]) -> list[int]:
    """All minimal sets (as masks) that share a member with every edge, edge by edge (Berge)."""
    sets = [0]
    for edge in _minimal(edges):
        kept = [found for found in sets if found & edge]
        grown = {
            found | 1 << place
            for found in sets
            if not found & edge
            for place in range(edge.bit_length())
            if edge >> place & 1
        }
        sets = kept + [found for found in grown if not any(other & found == other for other in kept)]
        _bounded(sets)
    return sets


def _minimal(masks: Iterable[int]) -> list[int]:
    """Masks that hold no other mask."""
    kept: list[int] = []
    for mask in sorted(set(masks), key=int.bit_count):
        if not any(other & mask == other for other in kept):
            kept.append(mask)
    return kept


def smallest_covers(on: Sequence[int], primes: Sequence[Implicant]) -> list[list[Implicant]]:
    """All sets of as few primes as possible that together hold in every configuration of `on`.

    Returns
    -------
    list of list
        Each sorted; all of the same length, those with fewer literals first. ``[[]]`` if `on` is empty.
    """
    rows = {frozenset(at for at, prime in enumerate(primes) if covers(prime, configuration)) for configuration in on}
    rows = {
        row for row in rows if not any(other < row for other in rows)
    }  # what covers the smaller row covers the larger
    found: list[tuple[int, ...]] = []
    for size in range(len(rows) + 1):
        _search(rows, (), frozenset(), size, found)
        if found:
            break
    solutions = [sorted(primes[at] for at in chosen) for chosen in found]
    return sorted(solutions, key=lambda terms: (sum(mask.bit_count() for mask, _ in terms), terms))


def _search(
    rows: set[frozenset[int]], chosen: tuple[int, ...], refused: frozenset[int], left: int, found: list
) -> None:
    """Depth first over the row with the fewest choices; a prime once tried is refused after, so no cover comes twice."""
    if not rows:
        found.append(chosen)
        _bounded(found)
        return
    if not left or _apart(rows) > left:
        return
    row = min(rows, key=lambda row: (len(row - refused), sorted(row)))
    for at in sorted(row - refused):
        _search({other for other in rows if at not in other}, (*chosen, at), refused, left - 1, found)
        refused |= {at}


def _apart(rows: Iterable[frozenset[int]]) -> int:
    """How many rows share no prime pairwise: at least so many primes are needed."""
    taken: set[int] = set()
    count = 0
    for row in sorted(rows, key=lambda row: (len(row), sorted(row))):
        if taken.isdisjoint(row):
            taken |= row
            count += 1
    return count


def _bounded(found: Sequence | set) -> None:
    if len(found) > LIMIT:
        raise TableError(f"more than {LIMIT} prime implicants or solutions", where="minimise", cure="fewer conditions")
