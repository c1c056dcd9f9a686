#!/usr/bin/env python3
"""Starts the images in a network of their own, as Docker would with --read-only, and runs one job through them.

Called by infra/image-check inside `unshare --net`: nothing here can reach any other machine."""

import argparse
import fcntl
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

KEY = "image-check-key"
PUSHER = "odori-tasks@local.iam.gserviceaccount.com"
API, WORKER, QUEUE = "http://127.0.0.1:8080", "http://127.0.0.1:8081", "http://127.0.0.1:8123"
QUEUES = {"odori-generate": 2, "odori-media": 1, "odori-poll": 32, "odori-notify": 8}
TASKS = {
    "ODORI_WORKER_URL": WORKER, "ODORI_TASKS_AUDIENCE": WORKER, "ODORI_TASKS_SERVICE_ACCOUNT": PUSHER,
    "ODORI_WORKER_CALLERS": PUSHER, "ODORI_WORKER_AUTH": "oidc", "CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:8123",
    "ODORI_PUBLIC_URL": API, "ODORI_MODE": "embedded", "HOST": "127.0.0.1",
}


def loopback():
    """Brings up the only network device there is."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))


def call(url, body=None, patience=5):
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {KEY}"})
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=patience) as answer:
        return json.load(answer)


class Container:
    """One image under way: read-only but for /scratch (memory) and /data, as user 10001 without any capability."""

    SCRIPT = """
        mount --make-rprivate /
        mount --bind "$ROOT" "$ROOT"
        mount -t proc proc "$ROOT/proc"
        mount -t tmpfs -o mode=0700,uid=10001,gid=10001,size=2g tmpfs "$ROOT/scratch"
        mount --bind "$DATA" "$ROOT/data"
        mount -o remount,bind,ro "$ROOT"
        exec chroot "$ROOT" /usr/bin/setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs \
            --bounding-set=-all --inh-caps=-all /usr/bin/env -C "$INSIDE" -i "$@"
    """

    def __init__(self, image, data, log, extra=None):
        self.image, self.data, self.log = image, data, log
        self.environment = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", **image["env"], **(extra or {})}
        self.process = None

    def command(self, words):
        pairs = [f"{name}={value}" for name, value in self.environment.items()]
        return ["unshare", "--mount", "bash", "-e", "-c", self.SCRIPT, "container", *pairs, *words]

    def outside(self):
        return {
            "PATH": os.environ["PATH"], "ROOT": self.image["root"], "DATA": str(self.data),
            "INSIDE": self.image["workdir"]}

    def start(self):
        self.process = subprocess.Popen(
            self.command(self.image["entrypoint"]), env=self.outside(), stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=self.log)
        return self

    def inside(self, *words):
        """One more program in the same surroundings."""
        return subprocess.run(
            self.command(words), env=self.outside(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False)

    def status(self, name):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return line.split(":", 1)[1].strip()
        return ""

    def ready(self, url, patience=60):
        """Milliseconds from the program's start, with the making of its surroundings, to its first 200."""
        began = time.monotonic()
        while time.monotonic() - began < patience:
            if self.process.poll() is not None:
                raise SystemExit(f"{self.image['entrypoint'][0]} ended with {self.process.returncode}; see its log")
            try:
                with urllib.request.urlopen(url + "/ready", timeout=2) as answer:
                    if answer.status == 200:
                        return round((time.monotonic() - began) * 1000)
            except (OSError, urllib.error.URLError):
                time.sleep(0.005)
        raise SystemExit(f"{url} was not ready within {patience} s")

    def stop(self):
        """Seconds from SIGTERM to the end, and the exit status."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=15)
        return round(time.monotonic() - began, 2), self.process.returncode


class Findings:
    def __init__(self):
        self.failed = 0

    def check(self, what, good, detail=""):
        self.failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {what}{': ' + str(detail) if detail != '' else ''}", flush=True)


def linked(container, program):
    return [line.strip() for line in container.inside("/usr/bin/ldd", program).stdout.splitlines() if "not found" in line]


def examine(name, container, findings):
    """What can be told of an image before anything is asked of it."""
    findings.check(f"{name}: every library is there", not linked(container, container.image["entrypoint"][0]))
    user = container.inside("/usr/bin/id", "-u").stdout.strip()
    findings.check(f"{name}: runs as nobody of importance", user == "10001" == container.image["user"], user)
    shut = container.inside("/bin/sh", "-c", "for d in / /etc /usr/local/bin /tmp /var/tmp; do touch $d/x && echo $d; done")
    findings.check(f"{name}: nothing but /scratch and /data can be written", shut.stdout.strip() == "")
    open_ = container.inside("/bin/sh", "-c", "touch /scratch/x /data/.x && rm /data/.x")
    findings.check(f"{name}: /scratch and /data can", open_.returncode == 0, open_.stderr.strip())
    labels = container.image["labels"]
    findings.check(f"{name}: has its labels", labels.get("org.opencontainers.image.version") == "0.0.0-check")


def health(name, container, findings):
    asked = container.inside(*container.image["healthcheck"])
    findings.check(f"{name}: its health check passes", asked.returncode == 0, asked.stderr.strip())
    findings.check(f"{name}: has no capability", int(container.status("CapEff") or "1", 16) == 0)
    findings.check(f"{name}: can gain none", container.status("NoNewPrivs") == "1")


def run_job(findings, patience, worker):
    """One job, during which the worker is told to stop and started again three times."""
    order = {"count": 1, "style_id": "kpop_dance", "options": {"generate_variants": False}}
    job = call(f"{API}/api/v1/pipeline/run", order)["job_id"]
    began, state, swaps = time.monotonic(), {}, [5, 15, 25]
    while time.monotonic() - began < patience:
        if swaps and time.monotonic() - began > swaps[0]:
            swaps.pop(0)
            seconds, status = worker.stop()
            findings.check("the worker left in mid-work", seconds < 10 and status == 0, f"{seconds} s, status {status}")
            worker.start().ready(WORKER)
        state = call(f"{API}/api/v1/pipeline/status/{job}", patience=30)
        if state["status"] in ("completed", "failed", "cancelled"):
            break
        time.sleep(1)
    findings.check("a job ran to its end", state.get("status") == "completed", f"{round(time.monotonic() - began)} s")
    stages = [stage for character in state.get("characters", []) for stage in character["stages"].values()]
    spent = sum(stage["attempts"] for stage in stages)
    findings.check("no attempt was spent on being stopped", spent == 0 and not swaps, f"{len(stages)} stages, {spent} attempts")
    return state


def delivered(state, worker, findings):
    files = [file for result in state.get("results", []) for file in result["assets"]["deliverables"]]
    kinds = sorted(file["type"] for file in files)
    findings.check("three versions were delivered", kinds == ["kpop_soundtrack", "orig_soundtrack", "watermarked"], kinds)
    for file in files:
        path = "/data/objects/" + file["url"].split("/", 3)[3]
        asked = worker.inside(
            "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=codec_name,width,height", "-of",
            "csv=p=0", path)
        findings.check(f"{file['type']} is a video", asked.stdout.strip() == "h264,1080,1920", asked.stdout.strip() + asked.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--place", type=Path, required=True)
    parser.add_argument("--patience", type=int, default=900, help="seconds that the job may take")
    chosen = parser.parse_args()
    loopback()
    images = json.loads((chosen.place / "images.json").read_text())
    data = chosen.place / "data"
    shutil.rmtree(data, ignore_errors=True)
    for name in ["shared", "queue"]:
        (data / name).mkdir(parents=True)
        os.chown(data / name, 10001, 10001)
    log = open(chosen.place / "play.log", "w", encoding="utf-8")
    findings, started = Findings(), []
    queue = Container(images["queue"], data / "queue", log)
    worker = Container(images["worker"], data / "shared", log, TASKS)
    api = Container(images["api"], data / "shared", log, {**TASKS, "PIPELINE_API_KEY": KEY})
    try:
        for name, container in [("api", api), ("worker", worker)]:
            examine(name, container, findings)
        media = api.inside("/bin/sh", "-c", "command -v ffmpeg ffprobe aubio fluidsynth").stdout.split()
        findings.check("api: has no media tools", not media, " ".join(media))
        started.append(queue.start())
        queue.ready(QUEUE)
        parent = "/v2/projects/odori-local/locations/us-central1/queues"
        for name, concurrent in QUEUES.items():
            call(QUEUE + parent, {
                "name": f"{parent[4:]}/{name}", "rateLimits": {"maxConcurrentDispatches": concurrent},
                "retryConfig": {"maxAttempts": -1, "minBackoff": "0.2s", "maxBackoff": "10s", "maxDoublings": 6}})
        for name, container, url in [("worker", worker, WORKER), ("api", api, API)]:
            started.append(container.start())
            findings.check(f"{name}: ready", True, f"{container.ready(url)} ms")
            time.sleep(2)
            findings.check(f"{name}: idle", True, container.status("VmRSS"))
            health(name, container, findings)
        delivered(run_job(findings, chosen.patience, worker), worker, findings)
        for name, container in [("api", api), ("worker", worker)]:
            started.remove(container)
            seconds, status = container.stop()
            findings.check(f"{name}: SIGTERM ends it within 10 s", seconds < 10 and status == 0, f"{seconds} s, status {status}")
    finally:
        for container in started:
            container.process.terminate()
            container.process.wait(timeout=15)
    raise SystemExit(1 if findings.failed else 0)


if __name__ == "__main__":
    main()
