"""Google's own Cloud Storage client signs a URL (V4).

Usage: signed_url.py ACCOUNT_FILE BUCKET OBJECT TIMESTAMP SECONDS. Prints the URL.
"""

import sys
import urllib.parse

from google.cloud.storage import _signing
from google.oauth2 import service_account


def main():
    account, bucket, name, timestamp, seconds = sys.argv[1:]
    resource = f"/{bucket}/" + urllib.parse.quote(name.encode("utf-8"), safe=b"/~")
    print(
        _signing.generate_signed_url_v4(
            service_account.Credentials.from_service_account_file(account),
            resource=resource,
            expiration=int(seconds),
            api_access_endpoint="https://storage.googleapis.com",
            _request_timestamp=timestamp,
        )
    )


main()
