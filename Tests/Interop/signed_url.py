"""Google's own Cloud Storage client signs a URL (V4).

Usage: signed_url.py ACCOUNT_FILE BUCKET OBJECT TIMESTAMP SECONDS [IAM]. Prints the URL. With IAM, an address, the key in the file is left
alone: google-auth has signBlob there sign.
"""

import json
import sys
import urllib.parse

from google.auth import iam
from google.auth.transport import requests
from google.cloud.storage import _signing
from google.oauth2 import credentials, service_account


def signed_by(address, account):
    iam._IAM_SIGN_ENDPOINT = address + "/v1/projects/-/serviceAccounts/{}:signBlob"
    with open(account, encoding="utf-8") as file:
        email = json.load(file)["client_email"]
    signer = iam.Signer(requests.Request(), credentials.Credentials("token-of-the-machine"), email)
    return service_account.Credentials(signer, email, "http://127.0.0.1:1/token")


def main():
    account, bucket, name, timestamp, seconds, *address = sys.argv[1:]
    resource = f"/{bucket}/" + urllib.parse.quote(name.encode("utf-8"), safe=b"/~")
    signing = signed_by(address[0], account) if address else service_account.Credentials.from_service_account_file(account)
    print(
        _signing.generate_signed_url_v4(
            signing,
            resource=resource,
            expiration=int(seconds),
            api_access_endpoint="https://storage.googleapis.com",
            _request_timestamp=timestamp,
        )
    )


main()
