#!/usr/bin/env python3
"""Measures our clients of Firestore and Cloud Storage beside Google's own for Python, the API on Firestore beside Flask with one shared
client, and the ledger of one job, and writes medians to docs/BENCHMARKS.md.

usage: google_services.py --programs DIR [--rounds 3] [--seconds 6] [--only clients,api,ledger,memory] [--keep FILE] [--no-write]

Both sides of a comparison meet the same servers in the same round, in turns: the Firestore emulator, emptied between measurements and
warmed before the first, and fake-gcs-server. For the API each side gets an emulator just started, which both clients warm first and the
side's own load after them. CPU and peak memory are those of the client's process alone, as the kernel counted them. The long file goes to
a server of its own, which needs no memory for it (Tests/Interop/storage_disk.py).
"""
import argparse
import glob
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import api

TOOLS = os.path.join(api.ROOT, ".build", "bench-google", "bin")
PROJECT, BUCKET = "bench", "bench"
PARTS = ("clients", "api", "ledger", "memory")
SYSTEMS = ("odori", "Python")
WORKERS = (1, 4, 20)
# Until the emulator's virtual machine has compiled what it runs.
WARM_SECONDS = 15


def free_port(after=None):
    """One that no connection can be given meanwhile."""
    for port in range(after + 1 if after else 20000 + os.getpid() % 5000, 32000):
        with socket.socket() as taken:
            try:
                taken.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass
    sys.exit("no port is free")


def listening(port):
    for _ in range(3000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    sys.exit(f"nothing listens on {port}")


def sdk():
    said = subprocess.run(["gcloud", "info", "--format=value(installation.sdk_root)"], stdout=subprocess.PIPE, text=True, check=True)
    return said.stdout.strip()


class Google(api.Servers):
    """The servers that both sides are measured against."""

    def __enter__(self):
        try:
            return self.begin()
        except BaseException:
            self.__exit__()
            raise

    def begin(self):
        jar = f"{sdk()}/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar"
        port = free_port()
        self.firestore = f"127.0.0.1:{port}"
        # All its memory from the start: to get more it collects everything, half a second in which nobody is answered.
        self.start(["java", "-Xms2g", "-Xmx2g", "-Xmn128m", "-XX:+UseSerialGC", "-Duser.language=en", "-cp", jar,
                    "com.google.cloud.datastore.emulator.firestore.CloudFirestore", "start", "--host", "127.0.0.1", "--port", str(port)])
        listening(port)
        binary = next(f for f in glob.glob(f"{TOOLS}/../lib/python*/site-packages/**/bin/fake-gcs-server*", recursive=True)
                      if os.access(f, os.X_OK) and not f.endswith(".py"))
        port = free_port()
        self.storage = f"http://127.0.0.1:{port}"
        # What is stored lies on the disk: it must not crowd out what is measured.
        self.start([binary, "-scheme", "http", "-host", "127.0.0.1", "-port", str(port), "-backend", "filesystem", "-filesystem-root",
                    f"{self.directory.name}/storage", "-public-host", f"127.0.0.1:{port}", "-external-url", self.storage])
        listening(port)
        api.call(f"{self.storage}/storage/v1/b?project=p", json.dumps({"name": BUCKET}).encode())
        return self

    def empty(self):
        request = urllib.request.Request(f"http://{self.firestore}/emulator/v1/projects/{PROJECT}/databases/(default)/documents",
                                         method="DELETE", headers={"Authorization": "Bearer owner"})
        urllib.request.urlopen(request, timeout=60).read()


def watched(command, **environment):
    """Runs a program to its end; answers what it reported, its CPU seconds and its peak memory in megabytes."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ODORI_")} | environment
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=kept)
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return [json.loads(line) for line in said.splitlines()], used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def note(rows, part, system, reports, cpu, memory):
    for report in reports:
        row = {"part": part, "system": system, "cpu_s": cpu, "peak_mb": memory, "load": os.getloadavg()[0]} | report
        print(json.dumps(row), file=sys.stderr, flush=True)
        rows.append(row)


def firestore_clients(a, google):
    return {"odori": [f"{a.programs}/odori-bench-google", "firestore", "--host", google.firestore],
            "Python": [f"{TOOLS}/python", os.path.join(api.HERE, "google_clients.py"), "firestore"]}


def clients(a, google, rows):
    file = os.path.join(google.directory.name, "clip.mp4")
    with open(file, "wb") as out:
        for _ in range(64):
            out.write(os.urandom(1 << 20))
    small = os.path.join(google.directory.name, "picture.png")
    with open(small, "wb") as out:
        out.write(os.urandom(200_000))
    ours, theirs = f"{a.programs}/odori-bench-google", [f"{TOOLS}/python", os.path.join(api.HERE, "google_clients.py")]
    for system, command in firestore_clients(a, google).items():
        google.empty()
        note(rows, "Firestore", system, *watched(command + ["--count", str(a.count), "--width", "16"],
                                                 FIRESTORE_EMULATOR_HOST=google.firestore))
    for what, path, number, width in (("Cloud Storage, 64 MiB", file, 4, 1), ("Cloud Storage, 200 kB", small, 200, 8)):
        for system in SYSTEMS:
            command = [ours, "storage", "--address", google.storage, "--bucket", BUCKET] if system == "odori" else theirs + ["storage"]
            note(rows, what, system, *watched(command + ["--file", path, "--count", str(number), "--width", str(width)],
                                              STORAGE_EMULATOR_HOST=google.storage, BUCKET=BUCKET))


def ledger(a, google, rows):
    for workers in WORKERS:
        google.empty()
        note(rows, "Ledger", "odori", *watched([f"{a.programs}/odori-bench-google", "ledger", "--host", google.firestore,
                                                "--workers", str(workers)]))


def memory(a, google, rows):
    with api.Servers() as servers:
        directory = os.path.join(servers.directory.name, "objects")
        os.mkdir(directory)
        file = os.path.join(servers.directory.name, "long.mp4")
        with open(file, "wb") as out:
            for _ in range(a.megabytes):
                out.write(os.urandom(1 << 20))
        port = free_port()
        servers.start([f"{TOOLS}/python", os.path.join(api.ROOT, "Tests", "Interop", "storage_disk.py"), str(port), directory])
        listening(port)
        command = [f"{a.programs}/odori-bench-google", "storage", "--address", f"http://127.0.0.1:{port}", "--bucket", BUCKET, "--file", file]
        note(rows, "Memory", "odori", *watched(command))


def serve_ours(servers, google, programs):
    directory = servers.directory.name
    silent = socket.create_server(("127.0.0.1", 0), backlog=64)
    queue_port = free_port()
    port = free_port(after=queue_port)
    queue = servers.start([f"{programs}/odori-queue", "--port", str(queue_port), "--data-dir", f"{directory}/queue"])
    api.wait_for(f"http://127.0.0.1:{queue_port}/health")
    parent = f"projects/{PROJECT}/locations/us-central1"
    for name in ("generate", "poll", "media", "notify"):
        body = {"name": f"{parent}/queues/odori-{name}", "rateLimits": {"maxConcurrentDispatches": 1}}
        api.call(f"http://127.0.0.1:{queue_port}/v2/{parent}/queues", json.dumps(body).encode())
    server = servers.start([f"{programs}/odori-api"], PORT=str(port), HOST="127.0.0.1", ODORI_MODE="cloud", ODORI_DATA_DIR=f"{directory}/data",
                           PIPELINE_API_KEY=api.KEY, GOOGLE_CLOUD_PROJECT=PROJECT, ODORI_BUCKET=BUCKET,
                           FIRESTORE_EMULATOR_HOST=google.firestore, STORAGE_EMULATOR_HOST=google.storage,
                           CLOUD_TASKS_EMULATOR_HOST=f"127.0.0.1:{queue_port}", ODORI_RATE_LIMIT="0", ODORI_LINK_SECRET="bench",
                           ODORI_WORKER_URL=f"http://127.0.0.1:{silent.getsockname()[1]}", ODORI_LOG_LEVEL="warning",
                           ODORI_TASKS_SERVICE_ACCOUNT="tasks@bench.iam.gserviceaccount.com", ODORI_LOG="text")
    api.wait_for(f"http://127.0.0.1:{port}/health", 0.001)
    base = f"http://127.0.0.1:{port}/api/v1/pipeline"
    api.call(f"{base}/references?rights=owned&adults_only=true", b"a video", "video/mp4")
    servers.silent = silent
    return f"{base}/run", {"api": server, "queue": queue}


def serve_flask(servers, google):
    port = free_port()
    server = servers.start([f"{TOOLS}/gunicorn", "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}", "flask_api:app"],
                           PYTHONPATH=api.HERE, RIVAL_KEY=api.KEY, RIVAL_PROJECT=PROJECT, FIRESTORE_EMULATOR_HOST=google.firestore)
    api.wait_for(f"http://127.0.0.1:{port}/health", 0.001)
    return f"http://127.0.0.1:{port}/api/v1/pipeline/run", {"api": server}


def accepting(a, _, rows):
    for system in SYSTEMS:
        # An emulator of its own for each: what is deleted still fills the other's memory.
        with Google() as google, api.Servers() as servers, tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            for command in firestore_clients(a, google).values():
                watched(command + ["--count", str(a.count), "--width", "16"], FIRESTORE_EMULATOR_HOST=google.firestore)
            google.empty()
            script.write(api.SCRIPT)
            script.flush()
            url, pids = serve_ours(servers, google, a.programs) if system == "odori" else serve_flask(servers, google)
            api.load(url, 32, WARM_SECONDS, script.name)
            for connections in api.CONNECTIONS:
                before, busy = {name: api.cpu(pid) for name, pid in pids.items()}, os.getloadavg()[0]
                row = api.load(url, connections, a.seconds, script.name)
                if row["bad"]:
                    sys.exit(f"{system}: {row['bad']} orders were not accepted")
                used = {name: (api.cpu(pid) - before[name]) * 1000 / row["accepted"] for name, pid in pids.items()}
                row |= {"part": "api", "system": system, "connections": connections, "load": busy,
                        "rate": row["accepted"] / row["seconds"], "api_cpu_ms": used["api"], "queue_cpu_ms": used.get("queue", 0)}
                print(json.dumps(row), file=sys.stderr, flush=True)
                rows.append(row)


def median(rows, name, **those):
    return statistics.median(row[name] for row in rows if all(row.get(key) == value for key, value in those.items()))


def plain(rate):
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def client_table(rows):
    parts = dict.fromkeys(row["part"] for row in rows if row["part"] not in ("api", "Ledger", "Memory"))
    if not parts:
        return []
    lines = ["| client | operation | ours/s | Python/s | ours ÷ theirs | p99, ours | theirs | CPU of the whole, ours | theirs | peak memory, ours | theirs |",
             "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for part in parts:
        for place, what in enumerate(dict.fromkeys(row["what"] for row in rows if row["part"] == part)):
            rate, cells = {}, {}
            for system in SYSTEMS:
                own = [row for row in rows if (row["part"], row.get("what"), row["system"]) == (part, what, system)]
                rate[system] = statistics.median(row["operations"] / row["seconds"] for row in own)
                late = [row["p99"] for row in own if row.get("p99") is not None]
                cells[system] = (f"{statistics.median(late):.0f} ms" if late else "–",
                                 f"{median(own, 'cpu_s'):.1f} s" if place == 0 else "",
                                 f"{median(own, 'peak_mb'):.0f} MB" if place == 0 else "")
            ours, theirs = cells["odori"], cells["Python"]
            lines.append(f"| {part if place == 0 else ''} | {what} | {plain(rate['odori'])} | {plain(rate['Python'])} | "
                         f"{rate['odori'] / rate['Python']:.1f}× | {ours[0]} | {theirs[0]} | {ours[1]} | {theirs[1]} | {ours[2]} | {theirs[2]} |")
    return lines + [""]


def api_table(rows):
    rows = [row for row in rows if row["part"] == "api"]
    if not rows:
        return []
    lines = ["| connections | system | jobs/s | p50 | p99 | API's CPU per job | with the queue's | their CPU ÷ ours |",
             "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for connections in api.CONNECTIONS:
        value = lambda system, name: median(rows, name, system=system, connections=connections)
        for system, label in zip(SYSTEMS, ("odori", "Flask, gunicorn, one shared client")):
            cpu, queue = value(system, "api_cpu_ms"), value(system, "queue_cpu_ms")
            ratio = f"{value('Python', 'api_cpu_ms') / value('odori', 'api_cpu_ms'):.1f}×" if system == "odori" else ""
            lines.append(f"| {connections} | {label} | {value(system, 'rate'):,.0f} | {value(system, 'p50_ms'):.1f} ms | "
                         f"{value(system, 'p99_ms'):.0f} ms | {cpu:.2f} ms | {cpu + queue:.2f} ms | {ratio} |")
    return lines + [""]


def other_lines(rows, megabytes):
    lines = []
    if own := [row for row in rows if row["part"] == "Ledger"]:
        lines += ["| the ledger of one job, 20 characters recording intents at once, among | p50 | p99 |", "| --- | --- | --- |"]
        lines += [f"| {workers} worker{'s' if workers > 1 else ''} | {median(own, 'p50', what=f'intent, {workers}'):.0f} ms | "
                  f"{median(own, 'p99', what=f'intent, {workers}'):.0f} ms |" for workers in WORKERS]
    if long := [row for row in rows if row["part"] == "Memory"]:
        idle = long[0]["idle_mib"]
        sent, fetched = (median(long, "peak_mib", what=what) for what in ("put", "download"))
        lines += ["", f"{megabytes} MiB sent and fetched by one process: {idle:.1f} MiB resident before the first byte, at most {sent:.1f} MiB "
                      f"until all was sent and {fetched:.1f} MiB until all was fetched."]
    return lines


def table(rows, megabytes):
    return client_table(rows) + api_table(rows) + other_lines(rows, megabytes)


def write(a, rows):
    with open("/proc/cpuinfo") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    loads = [row["load"] for row in rows]
    text = [f"Taken {time.strftime('%Y-%m-%d')} on {os.cpu_count()} cores ({model[1] if model else 'unknown'}), medians of {a.rounds} "
            f"rounds; load average before a measurement {min(loads):.1f}–{max(loads):.1f}.", "", *table(rows, a.megabytes)]
    with open(api.PAGE) as file:
        page = file.read()
    begin, end = "<!-- google: begin -->", "<!-- google: end -->"
    head, rest = page.split(begin, 1)
    with open(api.PAGE, "w") as file:
        file.write(head + begin + "\n" + "\n".join(text).rstrip() + "\n" + end + rest.split(end, 1)[1])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--programs", required=True)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=int, default=6)
    arguments.add_argument("--count", type=int, default=2000, help="documents of a Firestore measurement")
    arguments.add_argument("--megabytes", type=int, default=2048, help="size of the long file")
    arguments.add_argument("--only", default=",".join(PARTS))
    arguments.add_argument("--keep")
    arguments.add_argument("--no-write", action="store_true")
    a = arguments.parse_args()
    chosen, rows = a.only.split(","), []
    with Google() as google:
        watched([*firestore_clients(a, google)["odori"], "--count", str(a.count)])
        for number in range(a.rounds):
            for part, measure in zip(PARTS, (clients, accepting, ledger, memory)):
                if part in chosen and (part != "memory" or number == 0):
                    measure(a, google, rows)
    if a.keep:
        with open(a.keep, "a") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    print("\n".join(table(rows, a.megabytes)))
    if not a.no_write:
        write(a, rows)


main()
