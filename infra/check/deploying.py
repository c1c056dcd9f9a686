#!/usr/bin/env python3
"""Plays the deploy scripts against a gcloud, docker and curl of our own that answer from a small world, and looks what became of it."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIGEST = "sha256:" + "ab" * 32
FAKE = r'''#!/usr/bin/env python3
import json, os, re, sys
place, program, words = os.environ["WORLD"], os.path.basename(sys.argv[0]), sys.argv[1:]
world = json.load(open(place))
world["said"].append([program] + words)
flags = dict(word[2:].split("=", 1) for word in words if word.startswith("--") and "=" in word)
out = ""
if program == "docker":
    out = world["digest"] if "inspect" in words else ""
elif program == "curl":
    out = world["unauthorised"] if "--write-out" in words else ""
    status = 22 if words[-1].endswith(world["broken"]) else 0
    json.dump(world, open(place, "w")); print(out); sys.exit(status)
elif words[:3] == ["run", "services", "describe"]:
    service = world["services"][words[3]]
    traffic = [{"revisionName": name, "percent": share} for name, share in service["traffic"].items()]
    traffic += [{"revisionName": service["revisions"][-1], "tag": "candidate", "url": "https://candidate---x.run.app"}]
    ready = "True" if world["ready"] else "False"
    out = json.dumps({"status": {"traffic": traffic, "conditions": [{"type": "ConfigurationsReady", "status": ready}]}})
elif words[:3] == ["run", "revisions", "list"]:
    names = world["services"][flags["service"]]["revisions"]
    out = json.dumps([{"metadata": {"name": name, "creationTimestamp": f"2026-01-0{i + 1}T00:00:00Z"},
                       "status": {"conditions": [{"type": "Ready", "status": "True"}]}} for i, name in enumerate(names)])
elif words[:2] == ["run", "deploy"]:
    assert "--no-traffic" in words and "@sha256:" in flags["image"], words
    world["services"][words[2]]["revisions"].append(words[2] + "-" + flags["revision-suffix"])
elif words[:3] == ["run", "services", "update-traffic"]:
    shares = dict(part.split("=") for part in flags["to-revisions"].split(","))
    world["services"][words[3]]["traffic"] = {name: int(share) for name, share in shares.items()}
elif words[:2] == ["logging", "read"]:
    out = world["errors"]
else:
    sys.exit(f"not foreseen: {words}")
json.dump(world, open(place, "w"))
print(out)
'''


def play(script, arguments=(), **world):
    """Runs a script; its exit status, and the world afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        for program in ["gcloud", "docker", "curl"]:
            path = Path(folder, program)
            path.write_text(FAKE)
            path.chmod(0o755)
        place = Path(folder, "world.json")
        names = ["odori-api"] if "api" in script else ["odori-worker-media", "odori-worker"]
        standard = {
            "said": [], "digest": DIGEST, "broken": "nothing", "unauthorised": "401", "ready": True, "errors": "",
            "services": {name: {"revisions": [f"{name}-1", f"{name}-2"], "traffic": {f"{name}-2": 100}} for name in names}}
        place.write_text(json.dumps({**standard, **world}))
        environment = {
            **os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "WORLD": str(place), "ODORI_WATCH": "0",
            "ODORI_REGISTRY": "r/p/odori", "ODORI_BASES_BY_TAG": "1"}
        done = subprocess.run(
            [str(ROOT / script), *arguments], env=environment, capture_output=True, text=True, check=False)
        return done, json.loads(place.read_text())


def traffic(world, service):
    return world["services"][service]["traffic"]


def shifts(world):
    return [words[4] + " " + words[5].split("=", 1)[1] for words in world["said"] if "update-traffic" in words]


def main():
    image, failed = ["--image", f"r/p/odori/x@{DIGEST}"], []

    def check(what, good):
        print(f"{'ok  ' if good else 'FAIL'} {what}")
        if not good:
            failed.append(what)

    for script, services in [("infra/deploy-api.sh", ["odori-api"]), ("infra/deploy-worker.sh", ["odori-worker-media", "odori-worker"])]:
        done, world = play(script, image)
        new = [world["services"][service]["revisions"][-1] for service in services]
        check(f"{script} ends with all traffic at the new revision", done.returncode == 0 and all(
            traffic(world, service) == {name: 100} for service, name in zip(services, new)))
        check(f"{script} gives a tenth of the traffic first", [line.count("=") for line in shifts(world)] == [2, 1] * len(services))
        done, world = play(script, image, errors="a push failed and must come again")
        check(f"{script} goes back when the new revision logs errors", done.returncode != 0 and traffic(
            world, services[0]) == {f"{services[0]}-2": 100})
        done, world = play(script, ["--roll-back"])
        check(f"{script} --roll-back returns to the revision before", done.returncode == 0 and all(
            traffic(world, service) == {f"{service}-1": 100} for service in services))
        done, world = play(script, ["--image", "r/p/odori/x:latest"])
        check(f"{script} takes no image by tag", done.returncode != 0 and not world["said"])
        done, world = play(script, ["--dry-run", *image])
        check(f"{script} --dry-run calls nothing", done.returncode == 0 and not world["said"] and "update-traffic" in done.stdout)
    for broken in ["/ready", "/health", "openapi.json"]:
        done, world = play("infra/deploy-api.sh", image, broken=broken)
        check(f"an API whose {broken} fails gets no traffic", done.returncode != 0 and not shifts(world))
    done, world = play("infra/deploy-api.sh", image, unauthorised="200")
    check("an API that lets anybody in gets no traffic", done.returncode != 0 and not shifts(world))
    done, world = play("infra/deploy-worker.sh", image, ready=False)
    check("a worker that is not ready gets no traffic", done.returncode != 0 and not shifts(world))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
