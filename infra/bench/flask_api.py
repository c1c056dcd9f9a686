"""The rival of `make bench-api` and `make bench-google`: the same two routes on Flask, for gunicorn.

Stores a job's document in SQLite, on the disk before it answers (synchronous=FULL), or in Firestore with one client that all threads of a
process share; and starts a thread that does nothing. It orders no task and checks little: what it leaves out is in its favour.

Environment: RIVAL_KEY; RIVAL_DATABASE, or RIVAL_PROJECT with FIRESTORE_EMULATOR_HOST.
"""
import datetime
import json
import os
import sqlite3
import threading
import uuid

import flask

app = flask.Flask(__name__)
own = threading.local()
making = threading.Lock()
shared = []


def database():
    if not hasattr(own, "database"):
        own.database = sqlite3.connect(os.environ["RIVAL_DATABASE"], timeout=10, isolation_level=None)
        own.database.execute("PRAGMA journal_mode=WAL")
        own.database.execute("PRAGMA synchronous=FULL")
        own.database.execute("CREATE TABLE IF NOT EXISTS jobs (job_id TEXT PRIMARY KEY, document TEXT NOT NULL)")
    return own.database


def collection():
    with making:
        if not shared:
            from google.auth.credentials import AnonymousCredentials
            from google.cloud import firestore
            shared.append(firestore.Client(project=os.environ["RIVAL_PROJECT"], credentials=AnonymousCredentials()))
    return shared[0].collection("pipeline_jobs")


def save(job_id, document):
    if "RIVAL_PROJECT" in os.environ:
        collection().document(job_id).set(document)
    else:
        database().execute("INSERT INTO jobs VALUES (?, ?)", (job_id, json.dumps(document)))


def load(job_id):
    if "RIVAL_PROJECT" in os.environ:
        return collection().document(job_id).get().to_dict()
    row = database().execute("SELECT document FROM jobs WHERE job_id = ?", (job_id,)).fetchone()
    return json.loads(row[0]) if row else None


def refused():
    if flask.request.headers.get("Authorization") != "Bearer " + os.environ["RIVAL_KEY"]:
        return flask.jsonify(success=False, error="Unauthorized"), 401


@app.get("/health")
def health():
    return flask.jsonify(status="ok")


@app.post("/api/v1/pipeline/run")
def run():
    if answer := refused():
        return answer
    order = flask.request.get_json()
    count = order.get("count")
    if not isinstance(count, int) or not 1 <= count <= 20:
        return flask.jsonify(success=False, error="count must be between 1 and 20"), 422
    job_id, now = str(uuid.uuid4()), datetime.datetime.now(datetime.timezone.utc).isoformat()
    document = {"job_id": job_id, "status": "queued", "created_at": now, "updated_at": now,
                "config": {"count": count, "style_id": order.get("style_id", "kpop_dance")},
                "progress": {"total_characters": count, "completed": 0, "current_stage": "queued"}, "results": [], "errors": []}
    save(job_id, document)
    threading.Thread(target=lambda: None, daemon=True).start()
    return flask.jsonify(success=True, job_id=job_id, status="queued", message="Pipeline job started",
                         estimated_duration="15-20 minutes per character"), 202


@app.get("/api/v1/pipeline/status/<job_id>")
def status(job_id):
    if answer := refused():
        return answer
    document = load(job_id)
    if document is None:
        return flask.jsonify(success=False, error="there is no such job"), 404
    return flask.jsonify(document)
