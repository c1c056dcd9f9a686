"""A receiver of webhooks that is down at first, and verifies what comes with the official standardwebhooks package.

Usage: webhook_receiver.py DOWN SECRET [SECRET...]. Prints its port, then one JSON line per request: the event's id, whether the
verifier took it under each secret, and what was answered. The first DOWN requests find it down: the connection breaks, or a proxy
answers for it. Ends with its standard input.
"""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

DOWN_ANSWERS = (None, 503, None, 502, None, 500)


def verifies(secret, body, headers):
    try:
        Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen = 0
    down = 0
    secrets = ()
    lock = threading.Lock()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.lock:
            number = Receiver.seen
            Receiver.seen += 1
        answer = DOWN_ANSWERS[number % len(DOWN_ANSWERS)] if number < self.down else 204
        told = {
            "id": headers.get("webhook-id"),
            "verified": [verifies(secret, body, headers) for secret in self.secrets],
            "forged": verifies(self.secrets[0], body + b" ", headers),
            "type": json.loads(body)["type"],
            "job_id": json.loads(body)["data"]["job_id"],
            "job_status": json.loads(body)["data"]["status"],
            "body": body.decode(),
            "answer": answer,
        }
        print(json.dumps(told), flush=True)
        if answer is None:
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


def main():
    Receiver.down = int(sys.argv[1])
    Receiver.secrets = sys.argv[2:]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    print(server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    os._exit(0)


main()
