"""Google's own Python client follows a job by its documents, as an app would.

Usage: follow_job.py PROJECT JOB, with FIRESTORE_EMULATOR_HOST set. Prints as JSON what it saw, once the job has ended.
"""

import json
import sys
import threading

from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore

ENDED = {"completed", "failed", "cancelled"}


def main():
    project, job = sys.argv[1:]
    client = firestore.Client(project=project, credentials=AnonymousCredentials())
    document = client.collection("pipeline_jobs").document(job)
    ended = threading.Event()
    seen = {"percents": [], "writes": 0, "times": [], "stages": {}, "last": None}

    def on_job(snapshots, changes, read_time):
        for snapshot in snapshots:
            fields = snapshot.to_dict()
            seen["writes"] += 1
            seen["times"].append(snapshot.update_time.timestamp())
            seen["percents"].append(fields["progress"]["percent_complete"])
            seen["last"] = fields
            if fields["status"] in ENDED:
                ended.set()

    def on_run(snapshots, changes, read_time):
        for snapshot in snapshots:
            for stage, view in snapshot.to_dict()["stages"].items():
                words = seen["stages"].setdefault(stage, [])
                if not words or words[-1] != view["status"]:
                    words.append(view["status"])

    watches = [document.on_snapshot(on_job), document.collection("runs").document("0000").on_snapshot(on_run)]
    if not ended.wait(900):
        sys.exit(f"the job did not end: {seen['percents'][-5:]}")
    # The run's last snapshot may be on its way yet.
    ended.clear()
    ended.wait(1)
    for watch in watches:
        watch.unsubscribe()
    last = seen.pop("last")
    seen["status"] = last["status"]
    seen["characters"] = [result["character_id"] for result in last["results"]]
    seen["instants"] = type(last["created_at"]).__name__
    print(json.dumps(seen))


main()
