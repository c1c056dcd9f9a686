"""A Cloud Storage server of constant memory: resumable uploads as documented (blocks of 256 KiB survive a broken connection, a session can be
asked what it has), objects as files, downloads by ranges. For measuring clients with objects that do not fit into memory.

Usage: storage_disk.py PORT DIRECTORY
"""

import base64
import hashlib
import http.server
import json
import os
import re
import sys
import threading
import urllib.parse

import google_crc32c

BLOCK = 256 << 10


class Session:
    """What has come of an upload; bytes that come again, on a connection that was thought dead, are passed over."""

    def __init__(self, path, metadata):
        self.path, self.metadata = path, metadata
        self.file = open(path, "wb")
        self.lock = threading.Lock()
        self.crc, self.md5, self.count, self.done = google_crc32c.Checksum(), hashlib.md5(), 0, False

    def take(self, data):
        self.file.write(data)
        self.crc.update(data)
        self.md5.update(data)
        self.count += len(data)

    def finish(self):
        self.file.close()
        self.done = True
        self.metadata |= {
            "size": str(self.count), "generation": "1", "crc32c": base64.b64encode(self.crc.digest()).decode(),
            "md5Hash": base64.b64encode(self.md5.digest()).decode()}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sessions, objects = {}, {}

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "uploadType=resumable" not in self.path:
            return self.answer(501)
        number = str(len(self.sessions))
        self.sessions[number] = Session(os.path.join(self.directory, number), json.loads(body))
        self.answer(200, Location=f"http://{self.headers['Host']}/session/{number}")

    def do_PUT(self):
        session = self.sessions.get(self.path.rsplit("/", 1)[1])
        if session is None:
            return self.answer(404)
        begin = re.match(r"bytes (\d+)-", self.headers["Content-Range"])
        with session.lock:
            if begin:
                self.receive(session, int(begin[1]))
            if session.done:
                self.objects[session.metadata["name"]] = session
                return self.answer(200, json.dumps(session.metadata).encode(), Content_Type="application/json")
            has = {"Range": f"bytes=0-{session.count - 1}"} if session.count else {}
            self.answer(308, **has)

    def receive(self, session, begin):
        left = int(self.headers["Content-Length"])
        total = int(self.headers["Content-Range"].rsplit("/", 1)[1])
        known, tail = session.count - begin, bytearray()
        if known < 0:
            raise ConnectionError("a gap")
        while left:
            data = self.rfile.read(min(left, BLOCK))
            if not data:
                # What came in whole blocks before the connection broke is kept.
                raise ConnectionError("cut off")
            left -= len(data)
            passed = min(known, len(data))
            known -= passed
            tail += data[passed:]
            while len(tail) >= BLOCK:
                session.take(bytes(tail[:BLOCK]))
                del tail[:BLOCK]
        session.take(bytes(tail))
        if session.count == total:
            session.finish()

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        found = self.objects.get(urllib.parse.unquote(url.path.rsplit("/o/", 1)[-1]))
        if found is None:
            return self.answer(404)
        if "alt=media" not in url.query:
            return self.answer(200, json.dumps(found.metadata).encode(), Content_Type="application/json")
        wanted = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "bytes=0-"))
        begin, end = int(wanted[1]), int(wanted[2] or found.count - 1)
        self.send_response(206 if "Range" in self.headers else 200)
        self.send_header("Content-Length", str(end - begin + 1))
        self.send_header("Content-Range", f"bytes {begin}-{end}/{found.count}")
        self.end_headers()
        with open(found.path, "rb") as file:
            file.seek(begin)
            while begin <= end:
                data = file.read(min(BLOCK, end + 1 - begin))
                self.wfile.write(data)
                begin += len(data)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        # Connections that break are what this server is for.
        pass


def main():
    Handler.directory = sys.argv[2]
    Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()


main()
