"""Google's own Python client puts a file into a bucket, with metadata.

Usage: drop_file.py FILE BUCKET NAME [KEY=VALUE …], with STORAGE_EMULATOR_HOST set.
"""

import os
import sys

from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

file, bucket, name, *pairs = sys.argv[1:]
host = os.environ["STORAGE_EMULATOR_HOST"]
address = host if "://" in host else f"http://{host}"
client = storage.Client(project="p", credentials=AnonymousCredentials(), client_options={"api_endpoint": address})
blob = client.bucket(bucket).blob(name)
blob.metadata = dict(pair.split("=", 1) for pair in pairs)
blob.upload_from_filename(file, content_type="video/mp4")
print(blob.generation)
