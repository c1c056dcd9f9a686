"""The stages of one run and the bookkeeping of a measurement, for the systems that odori is compared with.

The graph is the one that odori pins into a run with all options on: 19 steps in 9 levels.
"""
import os, sys, time

NEEDS = {
    "concept": [], "anime_image": ["concept"], "cosplay_image": ["anime_image"],
    "stickers": ["concept"], "music": ["concept"],
    "align_0": ["cosplay_image"], "align_1": ["cosplay_image"], "align_2": ["cosplay_image"],
    "dance_0": ["align_0"], "dance_1": ["align_1"], "dance_2": ["align_2"],
    "variant_image_kpop": ["align_0"], "variant_image_swimsuit": ["align_0"],
    "variant_dance_kpop": ["variant_image_kpop"], "variant_dance_swimsuit": ["variant_image_swimsuit"],
    "remix": ["dance_0", "variant_dance_kpop", "variant_dance_swimsuit"],
    "master": ["dance_0", "variant_dance_kpop", "variant_dance_swimsuit", "music", "stickers"],
    "soundtracks": ["master"],
    "publish": ["dance_1", "dance_2", "remix", "soundtracks"],
}
TICKS = os.sysconf("SC_CLK_TCK")


def levels():
    """The steps in groups, each of which needs only earlier groups."""
    depth = {}
    for step, needs in NEEDS.items():
        depth[step] = 1 + max((depth[need] for need in needs), default=-1)
    return [[step for step in NEEDS if depth[step] == level] for level in range(max(depth.values()) + 1)]


def _stat(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()


def tree_cpu():
    """CPU seconds of this process and all that descend from it, ended children included."""
    parents, used = {}, {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                fields = _stat(name)
            except OSError:
                continue
            parents[int(name)] = int(fields[1])
            used[int(name)] = sum(map(int, fields[11:15]))
    mine = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return sum(used[pid] for pid in mine) / TICKS


def machine_cpu():
    with open("/proc/stat") as file:
        f = list(map(int, file.readline().split()[1:9]))
    return (f[0] + f[1] + f[2] + f[5] + f[6]) / TICKS


class Account:
    """What this process tree uses between entering and leaving."""

    def __enter__(self):
        self.load = os.getloadavg()[0]
        self.cpu, self.machine, self.begin = tree_cpu(), machine_cpu(), time.monotonic()
        return self

    def __exit__(self, *_):
        wall, cpu = time.monotonic() - self.begin, tree_cpu() - self.cpu
        self.cost = {
            "wall_s": round(wall, 3), "cpu_s": round(cpu, 2), "load_before": self.load,
            "other_cpu_s": round(max(0, machine_cpu() - self.machine - cpu), 2),
        }


def percentiles(values):
    values = sorted(values)
    at = lambda share: round(values[min(len(values) - 1, int(len(values) * share))], 3)
    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": round(values[-1], 3)}


def report(system, characters, at_once, times, cost):
    """times: {(character, step): (begin, end)} on one monotonic clock; ends the program when a step did not run in its turn."""
    if len(times) != characters * len(NEEDS):
        sys.exit(f"{system}: {len(times)} steps ran, {characters * len(NEEDS)} were expected")
    hops = [
        (begin - max(times[character, need][1] for need in NEEDS[step])) * 1000
        for (character, step), (begin, _) in times.items() if NEEDS[step]
    ]
    if min(hops) < 0:
        sys.exit(f"{system}: a step began before what it needs had ended")
    return {
        "system": system, "characters": characters, "at_once": at_once, "steps": len(times),
        "steps_per_s": round(len(times) / cost["wall_s"], 1), "hop_ms": percentiles(hops),
        "cpu_ms_per_step": round(cost["cpu_s"] * 1000 / len(times), 3), "cost": cost,
    }
