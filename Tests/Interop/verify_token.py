"""google-auth verifies a token that odori-queue signed, by the server's published keys.

Usage: verify_token.py CERTS_URL AUDIENCE TOKEN. Prints the claims as JSON; fails when the token does not hold.
"""

import json
import sys

from google.auth.transport import requests
from google.oauth2 import id_token


def main():
    certs_url, audience, token = sys.argv[1:]
    request = requests.Request()
    claims = id_token.verify_token(token, request, audience=audience, certs_url=certs_url, clock_skew_in_seconds=5)
    header, payload, signature = token.split(".")
    forged = f"{header}.{payload}.{signature[:-8]}AAAAAAAA"
    for wrong, wanted in ((token, "https://other.example"), (forged, audience)):
        try:
            id_token.verify_token(wrong, request, audience=wanted, certs_url=certs_url)
        except Exception as error:  # PyJWT's and google-auth's own errors share no base class
            print(f"refused: {type(error).__name__}", file=sys.stderr)
        else:
            sys.exit("a token that should not hold was accepted")
    print(json.dumps(dict(claims)))


main()
