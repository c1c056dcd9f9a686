"""Parses recorded requests of Cloud Tasks and Pub/Sub strictly as Google's own protobuf messages, and checks what those do not say.

Usage: queue_requests.py FILE, which holds {"call": …, "body": …} in each line. Prints "ok" and how many parsed.
"""

import base64
import json
import re
import sys

from google.cloud.tasks_v2 import types
from google.protobuf import json_format
from google.pubsub_v1 import types as pubsub

MESSAGES = {"tasks": types.CreateTaskRequest, "batchCreate": types.BatchCreateTasksRequest, "queues": types.Queue, "publish": pubsub.PublishRequest}


def check(task):
    """The documented limits, spellings and encodings."""
    request = task["httpRequest"]
    assert re.fullmatch(r"projects/[^/]+/locations/[^/]+/queues/[A-Za-z0-9-]{1,100}/tasks/[A-Za-z0-9_-]{1,500}", task["name"])
    assert len(request["url"]) <= 2083 and request["url"].startswith(("http://", "https://"))
    base64.b64decode(request["body"], validate=True)
    assert sum(len(k) + len(v) for k, v in request["headers"].items()) < 80_000
    assert 15 <= float(task["dispatchDeadline"].removesuffix("s")) <= 1800
    assert len(json.dumps(task)) < 1_000_000


def shape(one):
    if isinstance(one, dict):
        return {key: shape(value) for key, value in one.items()}
    return [shape(value) for value in one] if isinstance(one, list) else type(one)


def main():
    count = 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            request = json.loads(line)
            message = MESSAGES[request["call"]].pb()()
            try:
                parsed = json_format.ParseDict(request["body"], message)
            except json_format.ParseError as error:
                sys.exit(f"{request['call']} does not parse: {error}\n{line[:500]}")
            # Other spellings of a member parse as well, but are not what is documented.
            again = json_format.MessageToDict(parsed)
            assert shape(again) == shape(request["body"]), f"{again}\n{request['body']}"
            if request["call"] == "tasks":
                check(request["body"]["task"])
            if request["call"] == "batchCreate":
                assert 2 <= len(request["body"]["requests"]) <= 100
                for creation in request["body"]["requests"]:
                    assert creation["task"]["name"].startswith(creation["parent"] + "/tasks/")
                    check(creation["task"])
            count += 1
    print("ok", count)


main()
