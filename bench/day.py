"""What a simulated day costs: callers, representatives and the real line between them, on the virtual clock, in this process.

    python bench/day.py [--callers 500] [--people 12] [--minutes 480] [--seed 1] [--strategy longest_idle] [--profile]

Prints what the day came to, and the processor time it took: in all, for each request, and in yardsticks. A yardstick is a
plain loop of a million additions, timed before and after, because a shared machine is up to three times as slow from one
moment to the next.
"""

import argparse
import cProfile
import pstats
import time

from ivr.rehearsal.day import Day, live_through
from ivr.rehearsal.logs import overheard
from ivr.routing.roster import Strategy

LOOPS = 1_000_000
MILLISECONDS = 1e3


def yardstick() -> float:
    began, total = time.process_time(), 0
    for number in range(LOOPS):
        total += number
    return time.process_time() - began


def measure(day: Day) -> None:
    before, began = yardstick(), time.process_time()
    outcome = live_through(day)
    spent = time.process_time() - began
    loop = (before + yardstick()) / 2
    print(outcome)
    each = spent * MILLISECONDS / max(outcome.requests, 1)
    print(
        f"\n{spent:.1f} s of processor time, {each:.2f} ms for each request; {spent / loop:.0f} yardsticks of {loop:.3f} s"
    )


def profile(day: Day) -> None:
    with cProfile.Profile() as profiler:
        live_through(day)
    pstats.Stats(profiler).sort_stats("cumtime").print_stats(60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name, default in (("callers", 500), ("people", 12), ("minutes", 480), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--strategy", type=Strategy, choices=list(Strategy), default=Strategy.LONGEST_IDLE)
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    day = Day(asked.callers, asked.people, asked.seed, asked.strategy, asked.minutes)
    with overheard() as errors:
        (profile if asked.profile else measure)(day)
    print("\n".join(errors))


if __name__ == "__main__":
    main()
