"""Everything that an operator does to queues, by Google's own Cloud Tasks client, unchanged, against odori-queue.

Usage: cloud_tasks_all.py API_ENDPOINT TARGET_URL. Exits with 0 when everything holds; says what does not otherwise.
"""

import datetime
import sys

from google.api_core import exceptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import tasks_v2
from google.protobuf import duration_pb2, field_mask_pb2, timestamp_pb2

PARENT = "projects/p1/locations/europe-west1"
State = tasks_v2.Queue.State


def expect(condition, what):
    if not condition:
        sys.exit(f"does not hold: {what}")


def expect_error(kind, call):
    try:
        call()
    except kind:
        return
    sys.exit(f"did not raise {kind.__name__}")


def later():
    at = timestamp_pb2.Timestamp()
    at.FromDatetime(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1))
    return at


def patches(client):
    name = f"{PARENT}/queues/all"
    queue = tasks_v2.Queue(
        name=name,
        rate_limits=tasks_v2.RateLimits(max_dispatches_per_second=10, max_concurrent_dispatches=7),
        retry_config=tasks_v2.RetryConfig(max_attempts=5, min_backoff=duration_pb2.Duration(seconds=1)),
    )
    created = client.create_queue(parent=PARENT, queue=queue)
    expect(created.rate_limits.max_burst_size == 2, "a fifth of a second may burst")
    changed = client.update_queue(
        queue=tasks_v2.Queue(
            name=name,
            rate_limits=tasks_v2.RateLimits(max_concurrent_dispatches=3),
            retry_config=tasks_v2.RetryConfig(max_attempts=-1),
        ),
        update_mask=field_mask_pb2.FieldMask(paths=["rate_limits.max_concurrent_dispatches", "retry_config.max_attempts"]),
    )
    expect(changed.rate_limits.max_concurrent_dispatches == 3, "what the mask names is changed")
    expect(changed.rate_limits.max_dispatches_per_second == 10, "what it does not name stays")
    expect(changed.retry_config.max_attempts == -1 and changed.retry_config.min_backoff.seconds == 1, "the same for retries")
    expect(client.get_queue(name=name) == changed, "a change is kept")
    made = client.update_queue(queue=tasks_v2.Queue(name=f"{PARENT}/queues/made"))
    expect(made.state == State.RUNNING, "changing what is not there makes it")
    expect_error(
        exceptions.BadRequest,
        lambda: client.update_queue(queue=queue, update_mask=field_mask_pb2.FieldMask(paths=["color"])),
    )
    return name


def lists(client, queue):
    names = [f"{PARENT}/queues/l{number}" for number in range(5)]
    for name in names:
        client.create_queue(parent=PARENT, queue=tasks_v2.Queue(name=name))
    found = [found.name for found in client.list_queues(request={"parent": PARENT, "page_size": 2})]
    expect(set(names) < set(found) and len(found) == len(set(found)), "every queue stands on one page")
    expect(list(client.list_queues(parent="projects/p1/locations/asia-east1")) == [], "another location has none")
    ids = [f"{queue}/tasks/t{number}" for number in range(7)]
    for name in ids:
        client.create_task(
            parent=queue,
            task={"name": name, "http_request": {"url": "http://127.0.0.1:1/", "body": b"x"}, "schedule_time": later()},
        )
    pages = client.list_tasks(request={"parent": queue, "page_size": 3, "response_view": tasks_v2.Task.View.FULL})
    tasks = list(pages)
    expect([task.name for task in tasks] == ids, "every task stands on one page")
    expect(all(task.http_request.body == b"x" for task in tasks), "the full view has the body")
    expect(not next(iter(client.list_tasks(parent=queue))).http_request.body, "the basic view has not")
    expect_error(exceptions.NotFound, lambda: list(client.list_tasks(parent=f"{PARENT}/queues/none")))


def holds(client, queue, target):
    expect(client.pause_queue(name=queue).state == State.PAUSED, "a queue is paused")
    held = client.create_task(parent=queue, task={"name": f"{queue}/tasks/held", "http_request": {"url": f"{target}/held"}})
    ran = client.run_task(name=f"{queue}/tasks/t0")
    expect(ran.name == f"{queue}/tasks/t0", "a task is run although its queue is paused and its time has not come")
    expect(client.get_task(name=held.name).dispatch_count == 0, "nothing else is pushed meanwhile")
    purged = client.purge_queue(name=queue)
    expect(purged.purge_time is not None and purged.state == State.PAUSED, "a queue is purged")
    expect(list(client.list_tasks(parent=queue)) == [], "no task is left")
    expect_error(exceptions.Conflict, lambda: client.create_task(parent=queue, task={"name": held.name, "http_request": {"url": target}}))
    expect(client.resume_queue(name=queue).state == State.RUNNING, "a queue is resumed")
    expect_error(exceptions.NotFound, lambda: client.run_task(name=held.name))
    for number in range(4):
        client.create_task(
            parent=queue, task={"name": f"{queue}/tasks/n{number}", "http_request": {"url": f"{target}/n{number}"}}
        )


def batches(client):
    queue = client.create_queue(parent=PARENT, queue=tasks_v2.Queue(name=f"{PARENT}/queues/batches")).name
    ids = [f"{queue}/tasks/b{number}" for number in (0, 1, 0, 2)]
    operation = client.batch_create_tasks(
        parent=queue,
        requests=[
            {"parent": queue, "task": {"name": name, "http_request": {"url": "http://127.0.0.1:1/"}, "schedule_time": later()}}
            for name in ids
        ],
    )
    expect(operation.done(), "a batch is done when it is answered")
    expect([task.name for task in operation.result().tasks] == ids[:2] + ids[3:], "what can be created is")
    failed = operation.metadata.failed_requests
    expect({place: status.code for place, status in failed.items()} == {2: 6}, "the rest is told by its place")
    expect(operation.metadata.state == tasks_v2.BatchCreateTasksMetadata.State.PARTIALLY_SUCCEEDED, "and that there is one")
    expect(len(list(client.list_tasks(parent=queue))) == 3, "they are kept")
    expect_error(exceptions.NotFound, lambda: client.batch_create_tasks(
        parent=f"{PARENT}/queues/none", requests=[{"task": {"http_request": {"url": "http://127.0.0.1:1/"}}}]))
    client.delete_queue(name=queue)


def main():
    endpoint, target = sys.argv[1:]
    client = tasks_v2.CloudTasksClient(
        transport="rest", client_options={"api_endpoint": endpoint}, credentials=AnonymousCredentials()
    )
    queue = patches(client)
    lists(client, queue)
    batches(client)
    holds(client, queue, target)
    print("ok")


main()
