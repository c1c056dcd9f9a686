"""fal's official client plays with a queue at another address: fal_queue.py BASE KEY [submit COUNT]"""

import json
import sys
import urllib.request

import fal_client
import fal_client.client
import httpx

MODEL = "fal-ai/kling-video/v3/pro/motion-control"
INPUT = {
    "image_url": "https://media.test/character.png",
    "video_url": "https://media.test/reference.mp4",
    "character_orientation": "video",
    "keep_original_sound": False,
}


def faults(base, patch):
    request = urllib.request.Request(f"{base}/_faults", json.dumps(patch).encode(), method="PATCH")
    urllib.request.urlopen(request, timeout=60).read()


def main():
    base, key = sys.argv[1:3]
    fal_client.client.QUEUE_URL_FORMAT = base + "/"
    client = fal_client.SyncClient(key=key)
    if sys.argv[3:4] == ["submit"]:
        for _ in range(int(sys.argv[4])):
            client.submit(MODEL, INPUT)
        return

    handle = client.submit(MODEL, INPUT, webhook_url="https://api.test/callbacks/token")
    kinds = {type(status).__name__ for status in handle.iter_events(interval=0.1)}
    assert "Completed" in kinds and kinds & {"Queued", "InProgress"}, kinds
    result = handle.get(interval=0.1)
    assert result["video"]["url"].startswith(base), result
    again = fal_client.client.SyncRequestHandle.from_request_id(client._client, MODEL, handle.request_id)
    assert (again.status_url, again.response_url, again.cancel_url) == (
        handle.status_url, handle.response_url, handle.cancel_url)

    faults(base, {"end_after_ms": 60000})
    running = client.submit(MODEL, INPUT)
    running.cancel()
    assert isinstance(running.status(), fal_client.Completed)

    faults(base, {"end_after_ms": 0, "fail_policy_every": 1})
    try:
        client.submit(MODEL, INPUT).get(interval=0.1)
        raise AssertionError("a refusal looks like success")
    except fal_client.client.FalClientHTTPError as error:
        assert error.status_code == 422, error

    try:
        fal_client.SyncClient(key="wrong").submit(MODEL, INPUT)
        raise AssertionError("a wrong key is accepted")
    except (fal_client.client.FalClientHTTPError, httpx.HTTPStatusError):
        pass
    print("ok")


main()
