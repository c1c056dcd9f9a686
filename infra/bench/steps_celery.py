"""The steps of whole runs as Celery canvases on a Redis of their own; prints one JSON line a measurement.

A run is a chain of groups, one group a level. Delivery is at least once (acknowledged late, nothing prefetched), as durable
steps need. --appendfsync always writes to the disk before every answer, which is what odori does; everysec may lose a
second's work in a power cut. Each task notes its times in a file of its own worker process.
"""
import argparse, glob, json, os, socket, subprocess, sys, tempfile, time
from celery import Celery, chain, group
from steps_graph import Account, levels, report

port, folder = os.environ.get("BENCH_REDIS_PORT", "0"), os.environ.get("BENCH_FOLDER", "")
app = Celery("bench", broker=f"redis://127.0.0.1:{port}/0", backend=f"redis://127.0.0.1:{port}/1")
app.conf.update(task_acks_late=True, task_reject_on_worker_lost=True, worker_prefetch_multiplier=1,
                task_default_queue="bench", result_expires=600, broker_connection_retry_on_startup=True)
notes = None


@app.task(name="step")
def step(round_, character, name):
    global notes
    begin = time.monotonic()
    if notes is None:
        notes = open(os.path.join(folder, f"{os.getpid()}.times"), "a", buffering=1)
    notes.write(f"{round_} {character} {name} {begin} {time.monotonic()}\n")
    if name == "publish":
        app.backend.client.incr(f"done:{round_}")


def canvas(round_, character):
    parts = [[step.si(round_, character, name) for name in level] for level in levels()]
    return chain(*[group(*part) if len(part) > 1 else part[0] for part in parts])


def perform(redis, round_, characters, at_once, patience=300):
    sent, done, limit = 0, 0, time.monotonic() + patience
    while done < characters:
        while sent < characters and sent - done < at_once:
            canvas(round_, sent).apply_async()
            sent += 1
        time.sleep(0.002 if at_once == 1 else 0.02)
        done = int(redis.get(f"done:{round_}") or 0)
        if time.monotonic() > limit:
            sys.exit(f"celery: stuck at {done} of {characters}")


def spans(directory, round_):
    found = {}
    for path in glob.glob(os.path.join(directory, "*.times")):
        with open(path) as file:
            for line in file:
                number, character, name, begin, end = line.split()
                if int(number) == round_:
                    found[int(character), name] = (float(begin), float(end))
    return found


def measure(a, directory, redis_port):
    app.conf.update(broker_url=f"redis://127.0.0.1:{redis_port}/0", result_backend=f"redis://127.0.0.1:{redis_port}/1")
    from redis import Redis
    redis = Redis(port=redis_port, db=1)
    perform(redis, 0, 10, 10)
    for number in range(1, a.rounds + 1):
        with Account() as account:
            perform(redis, number, a.characters, a.at_once)
        name = f"Celery, Redis, appendfsync {a.appendfsync}"
        times = spans(directory, number)
        print(json.dumps(report(name, a.characters, a.at_once, times, account.cost)), flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--characters", type=int, default=200)
    arguments.add_argument("--at-once", type=int, default=200)
    arguments.add_argument("--rounds", type=int, default=1)
    arguments.add_argument("--appendfsync", choices=["always", "everysec"], default="always")
    arguments.add_argument("--processes", type=int, default=os.cpu_count())
    a = arguments.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        redis_port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as directory:
        children = []
        try:
            children.append(subprocess.Popen(
                ["redis-server", "--port", str(redis_port), "--bind", "127.0.0.1", "--dir", directory, "--save", "",
                 "--appendonly", "yes", "--appendfsync", a.appendfsync], stdout=subprocess.DEVNULL))
            children.append(subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "steps_celery", "worker", "-Q", "bench", "-c", str(a.processes),
                 "-l", "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"],
                cwd=os.path.dirname(os.path.abspath(__file__)),
                env=dict(os.environ, BENCH_REDIS_PORT=str(redis_port), BENCH_FOLDER=directory),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            time.sleep(2)
            measure(a, directory, redis_port)
        finally:
            for child in reversed(children):
                child.terminate()
                child.wait()


if __name__ == "__main__":
    main()
