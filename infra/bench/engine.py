#!/usr/bin/env python3
"""Measures the engine, its queue and two rivals in turns, and writes medians and ratios to docs/BENCHMARKS.md.

usage: engine.py --programs DIR [--rounds 3] [--characters 200] [--only odori,queue,dbos,celery] [--keep FILE] [--no-write]

Every round measures every system once, so that what else the machine does falls on all of them. The rivals come from the
environment that infra/bench/rivals makes; --keep appends every single measurement to a file, as JSON lines.
"""
import argparse, json, os, re, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PYTHON = os.path.join(ROOT, ".build", "bench", "bin", "python")
PAGE = os.path.join(ROOT, "docs", "BENCHMARKS.md")


def commands(a):
    """(system's part, program and arguments) of one round."""
    engine = os.path.join(a.programs, "odori-bench-engine")
    rival = lambda name, *more: [PYTHON, os.path.join(HERE, name), *more]
    sizes = [("--characters", str(max(5, a.characters // 5)), "--at-once", "1"),
             ("--characters", str(a.characters), "--at-once", str(a.characters))]
    for size in sizes:
        yield "odori", [engine, "steps", *size]
        yield "dbos", rival("steps_dbos.py", "--wal", *size)
        yield "dbos", rival("steps_dbos.py", *size)
        yield "celery", rival("steps_celery.py", "--appendfsync", "always", *size)
        yield "celery", rival("steps_celery.py", "--appendfsync", "everysec", *size)
    yield "queue", [engine, "queue"]


def measure(command):
    print("·", *[os.path.basename(part) for part in command], file=sys.stderr, flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=900)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def median(rows, *path):
    def value(row):
        for name in path:
            row = row[name]
        return row
    return statistics.median(map(value, rows))


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def steps_table(rows, at_once):
    systems = {}
    for row in rows:
        if row.get("at_once") == at_once:
            systems.setdefault(row["system"], []).append(row)
    ours = systems["odori"]
    lines = ["| system | hop p50 | p95 | p99 | steps/s | CPU per step | hop p50 ÷ ours | steps/s, ours ÷ theirs | CPU ÷ ours |",
             "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for system, own in systems.items():
        hop, rate, cpu = (median(own, *p) for p in (("hop_ms", "p50"), ("steps_per_s",), ("cpu_ms_per_step",)))
        ratios = [hop / median(ours, "hop_ms", "p50"), median(ours, "steps_per_s") / rate, cpu / median(ours, "cpu_ms_per_step")]
        cells = [f"{number(hop)} ms", *[f"{number(median(own, 'hop_ms', p))} ms" for p in ("p95", "p99")], number(rate), f"{number(cpu)} ms"]
        lines.append("| " + " | ".join([system, *cells, *(["–"] * 3 if system == "odori" else [f"{r:.1f}×" for r in ratios])]) + " |")
    return lines


# What is wanted of two cores: (what, runs at once or None for all, path in a measurement, bar, unit, what DBOS on WAL gave where the bar was set).
BARS = [("hop p50, one at a time", 1, ("hop_ms", "p50"), "≤", 3, " ms", 5.0),
        ("steps/s, all at once", None, ("steps_per_s",), "≥", 1000, "", 480),
        ("CPU per step, all at once", None, ("cpu_ms_per_step",), "≤", 1, " ms", 2.49)]


def bars_table(rows, characters):
    """The bars, and what they are on a machine of another speed: their ratio to DBOS on WAL, measured beside ours."""
    lines = ["| | wanted | DBOS then | in its terms | odori here | DBOS here | in its terms |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for what, at_once, path, sign, bar, unit, then in BARS:
        here = [row for row in rows if row.get("at_once") == (at_once or characters)]
        own, dbos = ([row for row in here if row["system"] == system] for system in ("odori", "DBOS, SQLite, WAL"))
        if not dbos:
            return []
        ours, theirs = median(own, *path), median(dbos, *path)
        lines.append(f"| {what} | {sign} {bar:,}{unit} | {number(then)}{unit} | {sign} {bar / then:.2f} | {number(ours)}{unit} | "
                     f"{number(theirs)}{unit} | {ours / theirs:.2f} |")
    return lines


def queue_table(rows):
    own = [row for row in rows if row["system"] == "odori-queue"]
    if not own:
        return []
    lines = ["| create → delivery p50 | p95 | p99 | create p50 | creates/s | drain/s | CPU per drained task |",
             "| --- | --- | --- | --- | --- | --- | --- |"]
    cells = [f"{number(median(own, 'delivery_ms', p))} ms" for p in ("p50", "p95", "p99")]
    cells += [f"{number(median(own, 'create_ms', 'p50'))} ms", number(median(own, "creates_per_s")), number(median(own, "drain_per_s")),
              f"{number(median(own, 'drain_cpu_ms_per_task'))} ms"]
    return lines + ["| " + " | ".join(cells) + " |"]


def versions():
    listed = subprocess.run([PYTHON, "-m", "pip", "list", "--format", "json"], stdout=subprocess.PIPE, text=True, check=True)
    known = {entry["name"].lower(): entry["version"] for entry in json.loads(listed.stdout)}
    redis = subprocess.run(["redis-server", "--version"], stdout=subprocess.PIPE, text=True).stdout
    python = ".".join(map(str, sys.version_info[:3]))
    return f"DBOS {known.get('dbos')}, Celery {known.get('celery')}, Redis {(re.search(r'v=([0-9.]+)', redis) or ['', '?'])[1]}, Python {python}"


def machine():
    with open("/proc/cpuinfo") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) / 1024 / 1024
    return f"{os.cpu_count()} cores ({model[1] if model else 'unknown'}), {memory:.0f} GB, Linux {os.uname().release}"


def write(a, rows):
    loads = [row["cost"]["load_before"] for row in rows]
    others = sum(row["cost"]["other_cpu_s"] for row in rows) / sum(row["cost"]["wall_s"] for row in rows)
    text = [f"Taken {time.strftime('%Y-%m-%d')} on {machine()}; {versions()}. Medians of {a.rounds} rounds; load average before a "
            f"measurement {min(loads):.1f}–{max(loads):.1f}, others used {others:.2f} cores meanwhile.", "",
            "**One run at a time** (" + str(max(5, a.characters // 5)) + " runs of 19 steps):", "", *steps_table(rows, 1), "",
            f"**{a.characters} runs at once** ({a.characters * 19:,} steps):", "", *steps_table(rows, a.characters), "",
            "**What is wanted**:", "", *bars_table(rows, a.characters), "",
            "**The queue alone** (500 tasks one by one, a backlog of 10,000):", "", *queue_table(rows)]
    with open(PAGE) as file:
        page = file.read()
    begin, end = "<!-- engine: begin -->", "<!-- engine: end -->"
    head, rest = page.split(begin, 1)
    with open(PAGE, "w") as file:
        file.write(head + begin + "\n" + "\n".join(text) + "\n" + end + rest.split(end, 1)[1])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--programs", required=True)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--characters", type=int, default=200)
    arguments.add_argument("--only", default="odori,queue,dbos,celery")
    arguments.add_argument("--keep")
    arguments.add_argument("--no-write", action="store_true")
    a = arguments.parse_args()
    rows = []
    for _ in range(a.rounds):
        for part, command in commands(a):
            if part in a.only.split(","):
                rows += measure(command)
    if a.keep:
        with open(a.keep, "a") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    for line in [*steps_table(rows, 1), *steps_table(rows, a.characters), *queue_table(rows)]:
        print(line)
    if not a.no_write:
        write(a, rows)


main()
