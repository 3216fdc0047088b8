"""How long something takes, on machines that are busy: processor time, the garbage collector held back.

Beside thousands of tests' objects one collection takes longer than what is measured, and a busy neighbour slows any one
run; so the quickest of a few runs counts, and a bound that is missed is measured again. What is truly slow misses it
every time.
"""

import gc
import time
from collections.abc import Callable

TRIES = 4


def seconds(run: Callable[[], object]) -> float:
    """Processor time of one run."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        run()
        return time.process_time() - began
    finally:
        gc.enable()


def assert_within(limit: float, run: Callable[[], object]) -> None:
    """`run` takes less than `limit` seconds of the processor."""
    taken = []
    while len(taken) < TRIES:
        taken.append(seconds(run))
        if taken[-1] < limit:
            return
    raise AssertionError(f"took {min(taken):.2f} s, allowed are {limit} s")


def assert_linear(
    run: Callable[[int], object], small: int, large: int, *, factor: float = 4, grain: float = 0.01
) -> None:
    """`run(large)` takes at most `factor` times as long as its size allows beside `run(small)`.

    With sizes ten times apart, 4 tells ten times as long from a hundred times. What takes less than `grain` seconds is
    taken as that long: such times are mostly the clock's.
    """
    allowed = factor * large / small
    little = big = float("inf")
    for _ in range(TRIES):
        little = min(little, seconds(lambda: run(small)))
        big = min(big, seconds(lambda: run(large)))
        if big < allowed * max(little, grain):
            return
    raise AssertionError(f"{small}: {little:.4f} s, {large}: {big:.4f} s, more than {allowed:.0f} times as long")
