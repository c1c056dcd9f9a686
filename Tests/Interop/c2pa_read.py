"""What a file's manifest says, read by the official library: c2pa_read.py FILE TYPE AUTHORITY. Prints one line of JSON."""

import json
import sys

from c2pa import Context, Reader, Settings

file, kind, authority = sys.argv[1:]
with open(authority, encoding="utf-8") as pem:
    settings = Settings.from_dict({"verify": {"verify_trust": True}, "trust": {"user_anchors": pem.read()}})
with open(file, "rb") as stream:
    read = json.loads(Reader(kind, stream, None, Context(settings)).json())
active = read["manifests"][read["active_manifest"]]
assertions = {one["label"]: one.get("data") for one in active["assertions"]}
print(
    json.dumps(
        {
            "state": read.get("validation_state"),
            "titles": sorted(one["title"] for one in read["manifests"].values()),
            "title": active["title"],
            "ingredients": [
                {
                    "title": one["title"], "relationship": one["relationship"],
                    "manifest": read["manifests"].get(one.get("active_manifest"), {}).get("title"),
                }
                for one in active.get("ingredients", [])
            ],
            "actions": [
                {"action": one["action"], "source": one.get("digitalSourceType", "").rsplit("/", 1)[-1]}
                for one in assertions["c2pa.actions.v2"]["actions"]
            ],
            "origins": assertions["org.odori.origins"]["origins"],
        }
    )
)
