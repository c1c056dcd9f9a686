"""Parses recorded Firestore requests strictly as Google's own protobuf messages.

Usage: firestore_requests.py FILE, which holds {"call": …, "body": …} in each line. Prints "ok" and how many parsed.
"""

import json
import sys

from google.cloud.firestore_v1 import types
from google.protobuf import json_format

MESSAGES = {
    "commit": types.CommitRequest,
    "batchGet": types.BatchGetDocumentsRequest,
    "runQuery": types.RunQueryRequest,
}


def main():
    count = 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            request = json.loads(line)
            message = MESSAGES[request["call"]].pb()()
            try:
                json_format.ParseDict(request["body"], message)
            except json_format.ParseError as error:
                sys.exit(f"{request['call']} does not parse: {error}\n{line[:500]}")
            count += 1
    print("ok", count)


main()
