"""What an app may read and write under our security rules, asked of the emulator over REST.

Usage: firestore_rules.py HOST. Prints "ok" and how many requests were judged as they should be.
"""

import base64
import json
import sys
import time

import requests

PROJECT = "rules"
CLOSED = [
    "pipeline_jobs/j1/engine/0000",
    "pipeline_jobs/j1/engine/ledger",
    "pipeline_jobs/j1/engine/job",
    "names/mio",
    "idempotency/abc",
    "outbox/w1",
    "anything/else",
]
OWNED = ["pipeline_jobs/j1", "pipeline_jobs/j1/runs/0000", "characters/mio_1", "references/own"]


def token(**claims):
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    now = int(time.time())
    standard = {
        "iss": f"https://securetoken.google.com/{PROJECT}", "aud": PROJECT, "sub": "u1", "user_id": "u1",
        "iat": now, "exp": now + 3600, "auth_time": now,
    }
    return part({"alg": "none", "typ": "JWT"}) + "." + part(standard | claims) + "."


class Emulator:
    def __init__(self, host):
        self.base = f"http://{host}/v1/projects/{PROJECT}/databases/(default)/documents"
        self.judged = 0

    def call(self, method, path, who, body=None):
        headers = {"Authorization": f"Bearer {who}"} if who else {}
        return requests.request(method, f"{self.base}{path}", headers=headers, json=body, timeout=60).status_code

    def expect(self, status, method, path, who, body=None):
        got = self.call(method, path, who, body)
        if got != status:
            sys.exit(f"{method} {path} is answered {got}, not {status}")
        self.judged += 1


def query(collection, **equal):
    filters = [
        {"fieldFilter": {"field": {"fieldPath": field}, "op": "EQUAL", "value": {"stringValue": value}}}
        for field, value in equal.items()
    ]
    where = {"where": {"compositeFilter": {"op": "AND", "filters": filters}}} if filters else {}
    return {"structuredQuery": {"from": [{"collectionId": collection}], **where}}


def main():
    emulator = Emulator(sys.argv[1])
    document = {"fields": {"owner": {"stringValue": "studio"}}}
    shared = {"fields": {"owner": {"stringValue": "shared"}}}
    for path in OWNED + CLOSED:
        emulator.expect(200, "PATCH", f"/{path}", "owner", document)
    emulator.expect(200, "PATCH", "/references/all", "owner", shared)
    mine, other = token(odori_owner="studio"), token(odori_owner="rival")
    for path in OWNED:
        emulator.expect(200, "GET", f"/{path}", mine)
        for who in (other, token(), token(odori_owner=""), token(odori_owner=7), None):
            emulator.expect(403, "GET", f"/{path}", who)
        for who in (mine, other, None):
            emulator.expect(403, "PATCH", f"/{path}", who, document)
            emulator.expect(403, "DELETE", f"/{path}", who)
    for path in CLOSED:
        for who in (mine, other, None):
            emulator.expect(403, "GET", f"/{path}", who)
            emulator.expect(403, "PATCH", f"/{path}", who, document)
    emulator.expect(200, "GET", "/references/all", other)
    emulator.expect(403, "GET", "/references/all", None)
    for collection, parent in (
        ("pipeline_jobs", ""), ("runs", "/pipeline_jobs/j1"), ("characters", ""), ("references", ""),
    ):
        emulator.expect(200, "POST", f"{parent}:runQuery", mine, query(collection, owner="studio"))
        emulator.expect(403, "POST", f"{parent}:runQuery", mine, query(collection))
        emulator.expect(403, "POST", f"{parent}:runQuery", mine, query(collection, owner="rival"))
        emulator.expect(403, "POST", f"{parent}:runQuery", None, query(collection, owner="studio"))
    emulator.expect(200, "POST", ":runQuery", mine, query("references", owner="shared"))
    for collection in ("names", "idempotency", "outbox"):
        emulator.expect(403, "POST", ":runQuery", mine, query(collection, owner="studio"))
    emulator.expect(403, "POST", "/pipeline_jobs/j1:runQuery", mine, query("engine", owner="studio"))
    print("ok", emulator.judged)


main()
