"""What the code says, read from its sources: settings, queues, limits, sentences of the log, metrics."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def swift(path):
    return (ROOT / "Sources" / path).read_text(encoding="utf-8")


@cache
def every_source():
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "Sources").rglob("*.swift")))


def settings():
    """Every environment variable that the code reads, and whether it is a secret."""
    found = {}
    text = swift("Apps/OdoriSettings/SettingKey+All.swift")
    for name, rest in re.findall(r'SettingKey\(\s*"(\w+)",((?:[^"()]|"[^"]*")*)\)', text):
        found[name] = "isSecret: true" in rest
    if len(found) < 40:
        raise SystemExit("the settings cannot be read from SettingKey+All.swift")
    return found


def needed_in_cloud():
    """What docs/GOOGLE.md says must be set."""
    rows = [line for line in (ROOT / "docs/GOOGLE.md").read_text().splitlines() if line.startswith("| `")]
    return {name for row in rows if "must be set" in row for name in re.findall(r"`([A-Z_]{4,})`", row.split("|")[1])}


def queues():
    return set(re.findall(r'case \w+ = "(odori-[a-z]+)"', swift("Core/OdoriDomain/Graph/StageGraph.swift")))


def queue_retry():
    """The settings that the engine asks its own queue for."""
    text = swift("Adapters/OdoriGoogleQueues/CloudTasksConfiguration.swift")

    def seconds(name):
        unit, number = re.search(rf"{name}: Duration = \.(\w+)\((\d+)\)", text).groups()
        return int(number) / (1000 if unit == "milliseconds" else 1)

    return {
        "max_attempts": int(re.search(r"maxAttempts: Int = (-?\d+)", text)[1]),
        "min_backoff": f"{seconds('minBackoff'):g}s",
        "max_backoff": f"{seconds('maxBackoff'):g}s",
        "max_doublings": int(re.search(r"maxDoublings: Int = (\d+)", text)[1]),
        "max_retry_duration": "0s",
    }


def longest_dispatch():
    """Seconds that the longest push may take."""
    graph = swift("Core/OdoriDomain/Graph/StageGraph+Build.swift")
    return max(int(number) for number in re.findall(r"timeLimitSeconds: (\d+)", graph)) + 30


def collections():
    return set(re.findall(r'"([a-z_]+)"', swift("Core/OdoriJobs/DocumentKey+Odori.swift")))


def says(sentence):
    return f'"{sentence}"' in every_source()


def ports():
    """The port of each image, from the Dockerfile."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    return {name: int(port) for name, port in re.findall(r"FROM base AS (\w+)\n(?:(?!\nFROM).)*?ENV PORT=(\d+)", text, re.S)}
