"""google-auth gets a token.

Usage: credentials.py default | project | file FILE | self-signed FILE. Prints the token, and the project where it is known; for `project`
that alone.
"""

import json
import sys

import google.auth
from google.auth.transport import requests
from google.oauth2 import service_account

SCOPES = ["https://www.googleapis.com/auth/cloud-platform"]


def main():
    kind, *file = sys.argv[1:]
    if kind == "self-signed":
        credentials = service_account.Credentials.from_service_account_file(
            file[0], scopes=SCOPES, always_use_jwt_access=True
        )
        credentials._create_self_signed_jwt(None)
        credentials.refresh(requests.Request())
        print(credentials.token)
        return
    if kind == "project":
        print(google.auth.default(scopes=SCOPES)[1] or "none")
        return
    if kind == "file":
        credentials, project = google.auth.load_credentials_from_file(file[0], scopes=SCOPES)
        if hasattr(credentials, "refresh_token"):
            # Of a person's file it takes the server's address as given, which here is Google's own.
            with open(file[0], encoding="utf-8") as text:
                credentials._token_uri = json.load(text)["token_uri"]
    else:
        credentials, project = google.auth.default(scopes=SCOPES)
    credentials.refresh(requests.Request())
    print(credentials.token, project or "")


main()
