#!/usr/bin/env python3
"""Starts the programs again and again, and measures until they are ready. Called by infra/bench/start."""

import argparse
import os
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PUSHER = "odori-tasks@local.iam.gserviceaccount.com"


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def until_ready(port, began, process):
    """Milliseconds until /ready says 200, asked every millisecond."""
    while time.monotonic() - began < 30:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2) as answer:
                if answer.status == 200:
                    return (time.monotonic() - began) * 1000
        except (OSError, urllib.error.URLError):
            if process.poll() is not None:
                raise SystemExit(f"it ended with {process.returncode}") from None
            time.sleep(0.001)
    raise SystemExit("it was not ready within 30 s")


def resident(process):
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def stop(process):
    """Milliseconds from SIGTERM to the end."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    if process.wait(timeout=15) != 0:
        raise SystemExit(f"it ended with {process.returncode}")
    return (time.monotonic() - began) * 1000


def measure(programs, place):
    """One start of queue, worker and API, one after the other."""
    queue_port, worker_port, api_port = free_port(), free_port(), free_port()
    worker = f"http://127.0.0.1:{worker_port}"
    environment = {
        "PATH": os.environ["PATH"], "HOME": place, "HOST": "127.0.0.1", "ODORI_MODE": "embedded", "ODORI_DATA_DIR": place,
        "ODORI_WORKER_URL": worker, "ODORI_TASKS_AUDIENCE": worker, "ODORI_TASKS_SERVICE_ACCOUNT": PUSHER,
        "ODORI_WORKER_CALLERS": PUSHER, "CLOUD_TASKS_EMULATOR_HOST": f"127.0.0.1:{queue_port}", "PIPELINE_API_KEY": "key",
        "ODORI_LOG_LEVEL": "warning"}
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    queue = subprocess.Popen([str(programs / "odori-queue"), "--port", str(queue_port), "--data-dir", f"{place}/queue"], **quiet)
    running, figures = [queue], {}
    try:
        until_ready(queue_port, time.monotonic(), queue)
        for name in ["odori-generate", "odori-media", "odori-poll", "odori-notify"]:
            parent = "projects/odori-local/locations/us-central1/queues"
            request = urllib.request.Request(
                f"http://127.0.0.1:{queue_port}/v2/{parent}", data=f'{{"name":"{parent}/{name}"}}'.encode(),
                headers={"Content-Type": "application/json"})
            urllib.request.urlopen(request, timeout=5).close()
        for name, port in [("worker", worker_port), ("api", api_port)]:
            began = time.monotonic()
            process = subprocess.Popen([str(programs / f"odori-{name}")], env={**environment, "PORT": str(port)}, **quiet)
            running.append(process)
            ready = until_ready(port, began, process)
            time.sleep(3)
            figures[name] = (ready, resident(process), process)
        return {name: (ready, memory, stop(process)) for name, (ready, memory, process) in reversed(figures.items())}
    finally:
        for process in running:
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=15)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    rounds = []
    for _ in range(chosen.rounds):
        with tempfile.TemporaryDirectory() as place:
            rounds.append(measure(chosen.programs, place))
    print("| program | start to ready | idle | SIGTERM to end |\n| --- | --- | --- | --- |")
    for name in ["api", "worker"]:
        ready, memory, end = (statistics.median(one[name][index] for one in rounds) for index in range(3))
        print(f"| {name} | {ready:.0f} ms | {memory:.0f} MB | {end:.0f} ms |")


if __name__ == "__main__":
    main()
