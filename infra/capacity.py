#!/usr/bin/env python3
"""What limits throughput, and what a character costs, at so many characters a day: the capacity model behind docs/SCALING.md.

    infra/capacity.py                       the tables for 10, 1,000 and 100,000 characters a day
    infra/capacity.py --day 500 --poll 10   another amount, other settings
"""

import argparse
import math
from dataclasses import dataclass, replace

DAY = 86_400


@dataclass(frozen=True)
class Character:
    """What one character asks for. (m) measured here, (d) by the graph, (p) by a price list, (a) assumed: set your own."""

    stages: int = 19  # (d) pushes that do a stage's work
    motions: int = 5  # (d) orders of motion transfer
    motion_seconds: float = 300  # (a) from an order to its result
    poll: float = 15  # poll_seconds in infra/terraform
    check_seconds: float = 0.2  # (a) one look at an operation, with its commits
    generate_seconds: float = 20  # (a) one picture, text or piece of music at a provider
    media_seconds: float = 60  # (m) 39 s without variants on two busy cores; the rest for two more remixes
    reads: int = 11  # (m) documents read by a push
    writes: int = 4  # (a) documents written by a push's two commits
    motion_usd: float = 15 * 0.168  # (p) 15 s of kling-3.0 in 1080p, our price table

    @property
    def checks(self):
        """Looks at operations until all are done."""
        return self.motions * math.ceil(self.motion_seconds / self.poll)

    @property
    def pushes(self):
        return self.stages + self.checks


@dataclass(frozen=True)
class Installation:
    """What infra/terraform sets up."""

    slots: int = 40  # generation_slots: paid calls at once
    media_instances: int = 5
    worker_instances: int = 5
    worker_concurrency: int = 80
    poll_rate: int = 200  # dispatches a second of odori-poll


@dataclass(frozen=True)
class Prices:
    """List prices in US dollars, us-central1; look them up again before you rely on them."""

    write: float = 0.09 / 100_000
    read: float = 0.03 / 100_000
    task: float = 0.40 / 1_000_000
    vcpu_second: float = 0.000024
    gib_second: float = 0.0000025


@dataclass(frozen=True)
class Load:
    """A day's characters, and how uneven the day is."""

    day: float
    peak: float = 3  # (a) the busiest hour against the mean

    @property
    def per_second(self):
        return self.day * self.peak / DAY


def needs(load, one, here):
    """What the busiest hour needs, and what there is of it: name → (needed, there)."""
    rate = load.per_second
    waiting = rate * one.motions * one.motion_seconds
    return {
        "operations at the motion provider at once": (waiting, None),
        "paid calls at once (generation_slots)": (rate * (one.stages - 4 - one.motions) * one.generate_seconds, here.slots),
        "rendering instances": (rate * one.media_seconds / 0.7, here.media_instances),
        "checks a second (odori-poll)": (rate * one.checks, here.poll_rate),
        "pushes at once at the worker": (
            rate * (one.checks * one.check_seconds + (one.stages - 4) * one.generate_seconds),
            here.worker_instances * here.worker_concurrency),
        "Firestore writes a second": (rate * one.pushes * one.writes, 10_000),  # (a) what one database takes
        "Firestore writes a second to one run": (one.writes * one.motions / one.poll, None),
    }


def bottleneck(load, one, here):
    """The need that is furthest beyond what there is, or nearest to it; and how many characters a day it allows."""
    shares = {name: need / there for name, (need, there) in needs(load, one, here).items() if there}
    name = max(shares, key=shares.get)
    return name, load.day / shares[name]


def cost(one, prices):
    """US dollars for one character: name → amount."""
    return {
        "motion transfer": one.motions * one.motion_usd,
        "Firestore": one.pushes * (one.writes * prices.write + one.reads * prices.read),
        "Cloud Tasks": one.pushes * prices.task,
        "rendering (2 vCPU, 2 GiB)": one.media_seconds * 2 * (prices.vcpu_second + prices.gib_second),
        "worker (1 vCPU, 1 GiB, shared by 10)": (
            (one.checks * one.check_seconds + (one.stages - 4) * one.generate_seconds)
            * (prices.vcpu_second + prices.gib_second) / 10),
    }


def number(value):
    return f"{value:,.0f}" if value >= 10 else f"{value:,.2g}"


def tables(days, one, here, prices):
    """The tables of docs/SCALING.md."""
    loads = [Load(day) for day in days]
    lines = ["| in the busiest hour | there is | " + " | ".join(f"{day:,.0f} a day" for day in days) + " |"]
    lines.append("| --- | --- |" + " --- |" * len(days))
    for name in needs(loads[0], one, here):
        found = [needs(load, one, here)[name] for load in loads]
        cells = [number(need) if not there or need <= there else f"**{number(need)}**" for need, there in found]
        lines.append(f"| {name} | {number(found[0][1]) if found[0][1] else '–'} | " + " | ".join(cells) + " |")
    name, most = bottleneck(loads[0], one, here)
    lines += ["", f"First to be used up: {name}, at {most:,.0f} characters a day.", ""]
    lines += ["| a character costs | US dollars |", "| --- | --- |"]
    amounts = cost(one, prices)
    lines += [f"| {name} | {amount:.4f} |" for name, amount in amounts.items()]
    lines.append(f"| **all** | **{sum(amounts.values()):.2f}** |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--day", type=float, action="append", help="characters a day")
    parser.add_argument("--poll", type=float, help="ODORI_POLL_SECONDS")
    chosen = parser.parse_args()
    one = replace(Character(), poll=chosen.poll) if chosen.poll else Character()
    print(tables(chosen.day or [10, 1_000, 100_000], one, Installation(), Prices()))


if __name__ == "__main__":
    main()
