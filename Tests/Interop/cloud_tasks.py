"""Google's own Cloud Tasks client, unchanged, against odori-queue.

Usage: cloud_tasks.py API_ENDPOINT TARGET_URL. Exits with 0 when everything holds; says what does not otherwise.
"""

import datetime
import sys

from google.api_core import exceptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import tasks_v2
from google.protobuf import duration_pb2, timestamp_pb2

PARENT = "projects/p1/locations/europe-west1"


def expect(condition, what):
    if not condition:
        sys.exit(f"does not hold: {what}")


def expect_error(kind, call, text=""):
    try:
        call()
    except kind as error:
        expect(text in str(error), f"{error} says {text!r}")
    else:
        sys.exit(f"did not raise {kind.__name__}")


def queues(client):
    name = f"{PARENT}/queues/interop"
    created = client.create_queue(
        parent=PARENT,
        queue=tasks_v2.Queue(
            name=name,
            rate_limits=tasks_v2.RateLimits(max_concurrent_dispatches=7),
            retry_config=tasks_v2.RetryConfig(
                max_attempts=5,
                min_backoff=duration_pb2.Duration(nanos=250_000_000),
                max_backoff=duration_pb2.Duration(seconds=90),
                max_doublings=3,
                max_retry_duration=duration_pb2.Duration(seconds=600),
            ),
        ),
    )
    read = client.get_queue(name=name)
    expect(read == created, "a queue reads as it was created")
    expect(read.name == name, "the queue's name")
    expect(read.state == tasks_v2.Queue.State.RUNNING, "the queue runs")
    expect(read.rate_limits.max_concurrent_dispatches == 7, "the queue's concurrency")
    expect(read.rate_limits.max_dispatches_per_second == 500, "the default rate")
    expect(read.retry_config.max_attempts == 5, "the queue's attempts")
    expect(read.retry_config.min_backoff == datetime.timedelta(milliseconds=250), "the queue's back-off")
    expect(read.retry_config.max_retry_duration == datetime.timedelta(minutes=10), "the queue's time")
    expect_error(exceptions.Conflict, lambda: client.create_queue(parent=PARENT, queue=tasks_v2.Queue(name=name)))
    expect_error(exceptions.NotFound, lambda: client.get_queue(name=f"{PARENT}/queues/nowhere"))
    return name


def tasks(client, queue, target):
    later = timestamp_pb2.Timestamp()
    later.FromDatetime(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1))
    name = f"{queue}/tasks/named-1"
    task = tasks_v2.Task(
        name=name,
        http_request=tasks_v2.HttpRequest(
            url=f"{target}/later",
            http_method=tasks_v2.HttpMethod.PUT,
            headers={"Content-Type": "application/octet-stream"},
            body=bytes(range(256)),
            oidc_token=tasks_v2.OidcToken(service_account_email="tasks@p1.example", audience="https://worker.example"),
        ),
        schedule_time=later,
        dispatch_deadline=duration_pb2.Duration(seconds=20, nanos=500_000_000),
    )
    full = tasks_v2.Task.View.FULL
    created = client.create_task(
        request=tasks_v2.CreateTaskRequest(parent=queue, task=task, response_view=full)
    )
    expect(created.view == full, "the view is as asked for")
    expect(created.http_request.body == bytes(range(256)), "the body of a created task")
    read = client.get_task(request=tasks_v2.GetTaskRequest(name=name, response_view=full))
    expect(read == created, "a task reads as it was created")
    expect(read.http_request == task.http_request, "the request is kept whole")
    expect(read.dispatch_deadline == datetime.timedelta(seconds=20.5), "the deadline is kept")
    expect(abs(read.schedule_time.timestamp() - later.ToDatetime(datetime.timezone.utc).timestamp()) < 1e-5, "the time")
    basic = client.get_task(name=name)
    expect(basic.view == tasks_v2.Task.View.BASIC and not basic.http_request.body, "the basic view has no body")

    expect_error(exceptions.Conflict, lambda: client.create_task(parent=queue, task=task), "already exists")
    client.delete_task(name=name)
    expect_error(exceptions.NotFound, lambda: client.get_task(name=name), "existed recently")
    expect_error(exceptions.NotFound, lambda: client.delete_task(name=name))
    expect_error(exceptions.Conflict, lambda: client.create_task(parent=queue, task=task), "existed too recently")

    unnamed = client.create_task(
        parent=queue, task={"http_request": {"url": f"{target}/unnamed"}, "schedule_time": later}
    )
    expect(unnamed.name.startswith(f"{queue}/tasks/"), "an unnamed task gets a name")
    expect(unnamed.http_request.http_method == tasks_v2.HttpMethod.POST, "POST is the default")
    client.delete_task(name=unnamed.name)


def refusals(client, queue, target):
    def create(**fields):
        return lambda: client.create_task(parent=queue, task={"http_request": {"url": target}, **fields})

    far = timestamp_pb2.Timestamp()
    far.FromDatetime(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=31))
    expect_error(exceptions.BadRequest, create(name=f"{queue}/tasks/bad.id"), "500")
    expect_error(exceptions.BadRequest, create(dispatch_deadline=duration_pb2.Duration(seconds=14)), "15s")
    expect_error(exceptions.BadRequest, create(schedule_time=far), "30 days")
    expect_error(exceptions.BadRequest, create(http_request={"url": "ftp://example.com"}), "http")
    expect_error(exceptions.NotFound, lambda: client.create_task(parent=f"{PARENT}/queues/none", task={"http_request": {"url": target}}))


def pushes(client, queue, target):
    request = {
        "url": f"{target}/now",
        "body": b"hello from google",
        "oidc_token": {"service_account_email": "tasks@p1.example", "audience": "https://worker.example"},
    }
    client.create_task(parent=queue, task={"name": f"{queue}/tasks/now", "http_request": request})


def main():
    endpoint, target = sys.argv[1:]
    client = tasks_v2.CloudTasksClient(
        transport="rest", client_options={"api_endpoint": endpoint}, credentials=AnonymousCredentials()
    )
    queue = queues(client)
    tasks(client, queue, target)
    refusals(client, queue, target)
    pushes(client, queue, target)
    doomed = client.create_queue(parent=PARENT, queue=tasks_v2.Queue(name=f"{PARENT}/queues/doomed"))
    client.delete_queue(name=doomed.name)
    expect_error(exceptions.NotFound, lambda: client.get_queue(name=doomed.name))
    print("ok")


main()
