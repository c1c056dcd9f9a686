"""Orders a dance with a callback, and verifies what comes with the official standardwebhooks package.

usage: kling_callback.py URL KEY SECRET
"""
import http.server
import json
import queue
import sys
import threading

import requests
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

base, key, secret = sys.argv[1:]
heard = queue.Queue()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        heard.put((dict(self.headers.items()), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
order = {
    "contents": [
        {"type": "image", "url": "https://media.test/picture.png"},
        {"type": "video", "url": "https://media.test/reference.mp4"},
    ],
    "settings": {"character_orientation": "video"},
    "options": {
        "external_task_id": "judged-callback",
        "callback_url": f"http://127.0.0.1:{server.server_port}/callbacks",
    },
}
made = requests.post(
    f"{base}/motion-control/kling-3.0", json=order, headers={"Authorization": f"Bearer {key}"}, timeout=60).json()
assert made["code"] == 0, made
headers, body = heard.get(timeout=60)
task = Webhook(secret).verify(body, headers)
assert task["id"] == made["data"]["id"] and task["status"] == "succeeded", task
try:
    Webhook(secret).verify(body.replace(b"succeeded", b"failed"), headers)
except WebhookVerificationError:
    pass
else:
    raise AssertionError("another body was believed")
print("ok")
