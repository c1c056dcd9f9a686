#!/usr/bin/env python3
"""Measures the API and its rival in turns, and writes medians and ratios to docs/BENCHMARKS.md.

usage: api.py --programs DIR [--rounds 3] [--seconds 6] [--keep FILE] [--no-write]

Every round measures both once at 1, 8 and 32 connections. The load is wrk's, on one thread: each connection sends its next order when
the last was answered. Our queue holds its tasks back meanwhile: the worker's address takes connections and never answers.
"""
import argparse, json, os, re, signal, socket, statistics, subprocess, sys, tempfile, time, urllib.error, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TOOLS = os.path.join(ROOT, ".build", "bench-api", "bin")
PAGE = os.path.join(ROOT, "docs", "BENCHMARKS.md")
KEY = "bench"
PARENT = "projects/odori-local/locations/us-central1"
CONNECTIONS = (1, 8, 32)
SCRIPT = """
wrk.method = "POST"
wrk.body = '{"count": 1}'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer %s"
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("\\n@@ %%d %%f %%f %%f %%d\\n", summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, e.status + e.connect + e.read + e.write + e.timeout))
end
""" % KEY


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def call(url, body=None, kind="application/json"):
    request = urllib.request.Request(url, data=body, headers={"Content-Type": kind, "Authorization": "Bearer " + KEY})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()


def wait_for(url, pause=0.002):
    begun = time.monotonic()
    while time.monotonic() - begun < 30:
        try:
            call(url)
            return time.monotonic() - begun
        except (urllib.error.URLError, ConnectionError):
            time.sleep(pause)
    sys.exit(f"{url} does not answer")


def family(pid):
    """The process and all below it."""
    found = [pid]
    for child in open(f"/proc/{pid}/task/{pid}/children").read().split():
        found += family(int(child))
    return found


def cpu(pid):
    ticks = 0
    for one in family(pid):
        fields = open(f"/proc/{one}/stat").read().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pid):
    return sum(int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{one}/status").read())[1]) for one in family(pid)) / 1024


class Servers:
    """Processes that end with this one's `with`."""

    def __init__(self):
        self.directory = tempfile.TemporaryDirectory(prefix="odori-bench-api-")
        self.running = []

    def start(self, command, **environment):
        log = open(os.path.join(self.directory.name, os.path.basename(command[0]) + ".log"), "w")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("ODORI_", "PIPELINE_"))} | environment
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment)
        self.running.append(process)
        return process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.running):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
        self.directory.cleanup()


def ours(servers, programs):
    directory = servers.directory.name
    silent = socket.create_server(("127.0.0.1", 0), backlog=64)
    queue_port, port = free_port(), free_port()
    queue = servers.start([f"{programs}/odori-queue", "--port", str(queue_port), "--data-dir", f"{directory}/queue"])
    wait_for(f"http://127.0.0.1:{queue_port}/health")
    for name in ("generate", "poll", "media", "notify"):
        body = {"name": f"{PARENT}/queues/odori-{name}", "rateLimits": {"maxConcurrentDispatches": 1}}
        call(f"http://127.0.0.1:{queue_port}/v2/{PARENT}/queues", json.dumps(body).encode())
    api = servers.start([f"{programs}/odori-api"], PORT=str(port), ODORI_DATA_DIR=f"{directory}/data", PIPELINE_API_KEY=KEY,
                        CLOUD_TASKS_EMULATOR_HOST=f"127.0.0.1:{queue_port}", ODORI_RATE_LIMIT="0",
                        ODORI_WORKER_URL=f"http://127.0.0.1:{silent.getsockname()[1]}", ODORI_LOG_LEVEL="warning")
    ready = wait_for(f"http://127.0.0.1:{port}/health", 0.001)
    idle = memory(api)
    base = f"http://127.0.0.1:{port}/api/v1/pipeline"
    call(f"{base}/references?rights=owned&adults_only=true", b"a video", "video/mp4")
    servers.silent = silent
    return f"{base}/run", {"api": api, "queue": queue}, {"ready_ms": ready * 1000, "idle_mb": idle}


def rival(servers):
    port = free_port()
    api = servers.start([f"{TOOLS}/gunicorn", "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}", "flask_api:app"],
                        PYTHONPATH=HERE, RIVAL_KEY=KEY, RIVAL_DATABASE=f"{servers.directory.name}/jobs.sqlite")
    ready = wait_for(f"http://127.0.0.1:{port}/health", 0.001)
    return f"http://127.0.0.1:{port}/api/v1/pipeline/run", {"api": api}, {"ready_ms": ready * 1000, "idle_mb": memory(api)}


def load(url, connections, seconds, script):
    said = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", script, url],
                          stdout=subprocess.PIPE, text=True, check=True).stdout
    accepted, took, p50, p99, bad = said.split("@@")[1].split()
    return {"accepted": int(accepted), "seconds": float(took), "p50_ms": float(p50), "p99_ms": float(p99), "bad": int(bad)}


def measure(system, a):
    rows = []
    with Servers() as servers, tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT)
        script.flush()
        url, pids, facts = ours(servers, a.programs) if system == "odori" else rival(servers)
        load(url, 8, 2, script.name)
        for connections in CONNECTIONS:
            before, busy = {name: cpu(pid) for name, pid in pids.items()}, os.getloadavg()[0]
            row = load(url, connections, a.seconds, script.name)
            if row["bad"]:
                sys.exit(f"{system}: {row['bad']} orders were not accepted; see the server's log")
            used = {name: (cpu(pid) - before[name]) * 1000 / row["accepted"] for name, pid in pids.items()}
            row |= {"system": system, "connections": connections, "load_before": busy, "rate": row["accepted"] / row["seconds"],
                    "api_cpu_ms": used["api"], "queue_cpu_ms": used.get("queue", 0)} | facts
            print(json.dumps(row), file=sys.stderr, flush=True)
            rows.append(row)
    return rows


def table(rows):
    def median(system, connections, name):
        return statistics.median(r[name] for r in rows if r["system"] == system and r["connections"] == connections)

    lines = ["| connections | system | jobs/s | p50 | p99 | API's CPU per job | with the queue's | jobs/s, ours ÷ theirs | their CPU ÷ ours |",
             "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for connections in CONNECTIONS:
        value = lambda system, name: median(system, connections, name)
        for system in ("odori", "Flask, gunicorn"):
            api, queue = value(system, "api_cpu_ms"), value(system, "queue_cpu_ms")
            ratios = [f"{value('odori', 'rate') / value('Flask, gunicorn', 'rate'):.1f}×",
                      f"{value('Flask, gunicorn', 'api_cpu_ms') / value('odori', 'api_cpu_ms'):.1f}×"] if system == "odori" else ["", ""]
            lines.append(f"| {connections} | {system} | {value(system, 'rate'):,.0f} | {value(system, 'p50_ms'):.2f} ms | "
                         f"{value(system, 'p99_ms'):.1f} ms | {api:.2f} ms | {api + queue:.2f} ms | {ratios[0]} | {ratios[1]} |")
    for system in ("odori", "Flask, gunicorn"):
        own = [r for r in rows if r["system"] == system]
        lines += ["", f"{system}: start to ready {statistics.median(r['ready_ms'] for r in own):.0f} ms, "
                      f"idle {statistics.median(r['idle_mb'] for r in own):.0f} MB."]
    return lines


def write(a, rows):
    with open("/proc/cpuinfo") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    loads = [row["load_before"] for row in rows]
    text = [f"Taken {time.strftime('%Y-%m-%d')} on {os.cpu_count()} cores ({model[1] if model else 'unknown'}), medians of {a.rounds} "
            f"rounds of {a.seconds} s each; load average before a measurement {min(loads):.1f}–{max(loads):.1f}.", "", *table(rows)]
    with open(PAGE) as file:
        page = file.read()
    begin, end = "<!-- api: begin -->", "<!-- api: end -->"
    head, rest = page.split(begin, 1)
    with open(PAGE, "w") as file:
        file.write(head + begin + "\n" + "\n".join(text) + "\n" + end + rest.split(end, 1)[1])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--programs", required=True)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=int, default=6)
    arguments.add_argument("--keep")
    arguments.add_argument("--no-write", action="store_true")
    a = arguments.parse_args()
    rows = []
    for _ in range(a.rounds):
        for system in ("odori", "Flask, gunicorn"):
            rows += measure(system, a)
    if a.keep:
        with open(a.keep, "a") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    print("\n".join(table(rows)))
    if not a.no_write:
        write(a, rows)


if __name__ == "__main__":
    main()
