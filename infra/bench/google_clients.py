"""The official Python clients at the same work as `odori-bench-google`; prints one JSON line a measurement.

usage: google_clients.py firestore --count N --width N          (FIRESTORE_EMULATOR_HOST)
       google_clients.py storage --file F --count N --width N   (STORAGE_EMULATOR_HOST, BUCKET)
"""
import argparse
import concurrent.futures
import datetime
import json
import os
import sys
import time
import uuid

from google.auth.credentials import AnonymousCredentials


def report(what, count, begin, times):
    times = sorted(times)
    line = {"what": what, "operations": count, "seconds": time.perf_counter() - begin}
    if times:
        line |= {"p50": times[len(times) // 2] * 1000, "p99": times[min(len(times) - 1, len(times) * 99 // 100)] * 1000}
    print(json.dumps(line), flush=True)


def measure(what, count, pool, body):
    def timed(number):
        begin = time.perf_counter()
        body(number)
        return time.perf_counter() - begin

    begin = time.perf_counter()
    report(what, count, begin, list(pool.map(timed, range(count))))


def firestore(a, pool):
    from google.cloud import firestore

    client = firestore.Client(project="bench", credentials=AnonymousCredentials())
    collection = client.collection("bench_" + uuid.uuid4().hex)
    document = {
        "owner": "bench", "status": "running", "percent": 45, "title": "dance " * 60,
        "created_at": datetime.datetime(2026, 2, 7, 10, tzinfo=datetime.timezone.utc),
        "results": [{"name": f"result {n}", "url": f"gs://bucket/anime_dance/dances/dance_{n}.mp4"} for n in range(12)],
    }
    keys = [collection.document(f"d{n}") for n in range(a.count)]

    def update(number):
        snapshot = keys[number].get()
        keys[number].update(document, option=client.write_option(last_update_time=snapshot.update_time))

    measure("create", a.count, pool, lambda n: keys[n].create(document))
    measure("get", a.count, pool, lambda n: keys[n].get())
    measure("get and update", a.count, pool, update)
    begin, found, last = time.perf_counter(), 0, None
    while True:
        query = collection.order_by("created_at").order_by("__name__").limit(100)
        page = list((query.start_after(last) if last else query).stream())
        found += len(page)
        if len(page) < 100:
            break
        last = page[-1]
    report("query, 100 a page", found, begin, [])


def storage(a, pool):
    from google.cloud import storage

    client = storage.Client(project="bench", credentials=AnonymousCredentials(),
                            client_options={"api_endpoint": os.environ["STORAGE_EMULATOR_HOST"]})
    bucket, run = client.bucket(os.environ["BUCKET"]), uuid.uuid4().hex

    def fetch(number):
        copy = f"{a.file}.copy-{number}"
        bucket.blob(f"bench/{run}/{number}.mp4").download_to_filename(copy)
        os.remove(copy)

    measure("put", a.count, pool, lambda n: bucket.blob(f"bench/{run}/{n}.mp4", chunk_size=8 << 20).upload_from_filename(
        a.file, content_type="video/mp4", if_generation_match=0))
    measure("download", a.count, pool, fetch)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("what", choices=["firestore", "storage"])
    arguments.add_argument("--file")
    arguments.add_argument("--count", type=int, default=1)
    arguments.add_argument("--width", type=int, default=1)
    a = arguments.parse_args()
    with concurrent.futures.ThreadPoolExecutor(a.width) as pool:
        {"firestore": firestore, "storage": storage}[a.what](a, pool)


sys.exit(main())
