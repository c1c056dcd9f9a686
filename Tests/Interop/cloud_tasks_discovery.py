"""Makes a client of odori-queue's discovery document, uses it, and compares the document with the one that Google publishes.

Usage: cloud_tasks_discovery.py API_ENDPOINT. Exits with 0 when everything holds; says what does not otherwise.
"""

import base64
import importlib.resources
import json
import sys
import urllib.error
import urllib.request

from google.auth.credentials import AnonymousCredentials
from googleapiclient import discovery, errors

PARENT = "projects/p1/locations/europe-west1"


def expect(condition, what):
    if not condition:
        sys.exit(f"does not hold: {what}")


def expect_status(status, request):
    try:
        request.execute()
    except errors.HttpError as error:
        expect(error.status_code == status, f"{error} has the status {status}")
    else:
        sys.exit(f"{request.uri} is not refused")


def use(queues):
    name = f"{PARENT}/queues/described"
    created = queues.create(parent=PARENT, body={"name": name, "rateLimits": {"maxConcurrentDispatches": 3}}).execute()
    expect(queues.get(name=name).execute() == created, "a queue reads as it was created")
    expect_status(409, queues.create(parent=PARENT, body={"name": name}))
    changed = queues.patch(
        name=name, updateMask="retryConfig.maxAttempts", body={"retryConfig": {"maxAttempts": 7}}).execute()
    expect(changed["retryConfig"]["maxAttempts"] == 7, "the queue's attempts are changed")
    expect(changed["rateLimits"]["maxConcurrentDispatches"] == 3, "what the mask does not name is left")
    expect(queues.pause(name=name, body={}).execute()["state"] == "PAUSED", "the queue is paused")
    tasks = queues.tasks()
    content = base64.b64encode(bytes(range(256))).decode()
    for number in range(3):
        task = {
            "name": f"{name}/tasks/t{number}", "dispatchDeadline": "20.500s",
            "httpRequest": {"url": "http://127.0.0.1:1/x", "httpMethod": "PUT", "body": content, "headers": {"A": "b"},
                            "oidcToken": {"serviceAccountEmail": "a@p1.example", "audience": "x"}},
        }
        made = tasks.create(parent=name, body={"task": task, "responseView": "FULL"}).execute()
        expect(made["httpRequest"] == task["httpRequest"], "a task is created as given")
    expect(tasks.get(name=f"{name}/tasks/t1", responseView="FULL").execute()["httpRequest"]["body"] == content, "the body")
    page = tasks.list(parent=name, pageSize=2).execute()
    rest = tasks.list(parent=name, pageSize=2, pageToken=page["nextPageToken"]).execute()
    expect([t["name"][-2:] for t in page["tasks"] + rest["tasks"]] == ["t0", "t1", "t2"], "tasks come by pages")
    expect(tasks.list_next(tasks.list(parent=name), rest) is None, "the last page is the last")
    more = [{"task": {"name": f"{name}/tasks/{id}", "httpRequest": {"url": "http://127.0.0.1:1/x"}}} for id in ("t3", "t0")]
    batch = tasks.batchCreate(parent=name, body={"requests": more}).execute()
    expect([t["name"][-2:] for t in batch["response"]["tasks"]] == ["t3"] and batch["done"], "a batch is created")
    expect(batch["metadata"]["failedRequests"]["1"]["code"] == 6, "and what is there already is told")
    tasks.delete(name=f"{name}/tasks/t1").execute()
    expect_status(404, tasks.get(name=f"{name}/tasks/t1"))
    expect("name" in queues.purge(name=name, body={}).execute(), "the queue is purged")
    expect("tasks" not in tasks.list(parent=name).execute() or tasks.list(parent=name).execute()["tasks"] == [], "nothing is left")
    expect(queues.resume(name=name, body={}).execute()["state"] == "RUNNING", "the queue goes on")
    expect(name in [q["name"] for q in queues.list(parent=PARENT).execute()["queues"]], "queues are listed")
    queues.delete(name=name).execute()


def members(resources):
    """All methods below a document's resources, by their ids."""
    found = {}
    for resource in resources.values():
        found |= {method["id"]: method for method in resource.get("methods", {}).values()}
        found |= members(resource.get("resources", {}))
    return found


def facts(one):
    """What a client goes by, without the words."""
    if isinstance(one, dict):
        return {k: facts(v) for k, v in one.items() if k not in ("description", "enumDescriptions", "deprecated")}
    return [facts(v) for v in one] if isinstance(one, list) else one


def compare(ours):
    file = importlib.resources.files("googleapiclient") / "discovery_cache/documents/cloudtasks.v2.json"
    theirs = json.loads(file.read_text())
    published = members(theirs["resources"])
    for name, method in members(ours["resources"]).items():
        for key in ("path", "flatPath", "httpMethod", "parameterOrder", "request", "response"):
            expect(method.get(key) == published[name].get(key), f"{key} of {name} is Google's")
        for key, parameter in method["parameters"].items():
            expect(facts(parameter) == facts(published[name]["parameters"][key]), f"{key} of {name} is Google's")
    for name, schema in ours["schemas"].items():
        for key, member in schema["properties"].items():
            own = facts(theirs["schemas"][name]["properties"][key])
            expect(facts(member) == own, f"{key} of {name} is {own}")


def main():
    (endpoint,) = sys.argv[1:]
    address = endpoint + "/$discovery/rest?version={apiVersion}"
    client = discovery.build(
        "cloudtasks", "v2", discoveryServiceUrl=address, static_discovery=False, cache_discovery=False,
        credentials=AnonymousCredentials())
    use(client.projects().locations().queues())
    with urllib.request.urlopen(address.format(apiVersion="v2")) as answer:
        ours = json.load(answer)
    expect(ours["rootUrl"] == endpoint + "/", "the document says where the server is")
    compare(ours)
    try:
        urllib.request.urlopen(address.format(apiVersion="v9"))
    except urllib.error.HTTPError as error:
        expect(error.code == 404, "another version is not there")
    else:
        sys.exit("another version is described")
    print("ok")


main()
