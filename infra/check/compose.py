#!/usr/bin/env python3
"""Judges infra/local/compose.yaml and the workflows against the code: settings, images, queues, make targets."""

import re
import sys

import yaml

import sources

OTHERS = {"HOST", "PORT"}


def compose(problems):
    file = yaml.safe_load((sources.ROOT / "infra/local/compose.yaml").read_text())
    known = set(sources.settings()) | OTHERS
    for name, service in file["services"].items():
        for variable in service.get("environment", {}):
            if variable not in known:
                problems.append(f"{name} is told {variable}, which the code does not know")
        build = service.get("build")
        if not build:
            if not re.search(r":[^:/]+$", service["image"]):
                problems.append(f"{name}: {service['image']} has no version")
            continue
        if build["target"] not in sources.ports():
            problems.append(f"{name}: the Dockerfile has no target {build['target']}")
        if not service.get("read_only") or service.get("cap_drop") != ["ALL"]:
            problems.append(f"{name}: must be read-only and without capabilities")
    text = file["services"]["queues"]["command"][0]
    made = set(re.findall(r"(odori-[a-z]+):\d+", text))
    if made != sources.queues():
        problems.append(f"queues are {made}, the engine's {sources.queues()}")
    for name, value in {"minBackoff": "min_backoff", "maxBackoff": "max_backoff", "maxDoublings": "max_doublings"}.items():
        if f'\\"{name}\\":' not in text or str(sources.queue_retry()[value]) not in text:
            problems.append(f"{name} is not the engine's")


def workflows(problems):
    makefile = (sources.ROOT / "Makefile").read_text()
    for path in sorted((sources.ROOT / ".github/workflows").glob("*.yaml")):
        jobs = yaml.safe_load(path.read_text())["jobs"]
        for job in jobs.values():
            for step in job["steps"]:
                for target in re.findall(r"^make ([a-z-]+(?: [a-z-]+)*)", step.get("run", ""), re.M):
                    for word in target.split():
                        if not re.search(rf"^{word}:", makefile, re.M):
                            problems.append(f"{path.name}: there is no make {word}")


def main():
    problems = []
    compose(problems)
    workflows(problems)
    for problem in problems:
        print(f"compose: {problem}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
