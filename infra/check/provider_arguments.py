#!/usr/bin/env python3
"""Writes which arguments the resources of infra/terraform take, read from the Google provider's own documentation.

    infra/check/provider_arguments.py CHECKOUT VERSION > infra/check/provider-arguments.json

CHECKOUT is a clone of hashicorp/terraform-provider-google at VERSION. Providers need a network to be installed; with this file
`make infra-check` judges the arguments of every resource without one. Run it again when the provider's version changes."""

import json
import re
import sys
from pathlib import Path

ARGUMENT = re.compile(r"^\s*[*-] `(\w+)`\s*[-:]?\s*(.*)$")
NESTED = re.compile(r'^(?:<a name="([\w-]+)"></a>.*|(?:The|An|A) `(\w+)` block (?:supports|contains).*)$')
LINK = re.compile(r"documented below\]\(#([\w-]+)\)")
EXTRA = {"lifecycle", "depends_on", "count", "for_each", "provider", "timeouts"}
FILES = {
    "google_cloud_run_v2_service_iam_member": "cloud_run_v2_service_iam",
    "google_secret_manager_secret_iam_member": "secret_manager_secret_iam",
    "google_storage_bucket_iam_member": "storage_bucket_iam",
    "google_service_account_iam_member": "google_service_account_iam",
    "google_project_iam_member": "google_project_iam",
    "google_service_account": "google_service_account",
    "google_project_service": "google_project_service",
    "google_pubsub_topic_iam_member": "pubsub_topic_iam",
    "google_artifact_registry_repository_iam_member": "artifact_registry_repository_iam",
}


def page(checkout, kind):
    name = FILES.get(kind, kind.removeprefix("google_"))
    return (checkout / "website/docs/r" / f"{name}.html.markdown").read_text(encoding="utf-8")


def blocks(text):
    """Blocks by the name of their anchor; the resource's own arguments stand under the empty name."""
    inside = re.split(r"^## Argument", text, maxsplit=1, flags=re.M)[1]
    inside = re.split(r"^## (?:Attributes|Import|Timeouts|Ephemeral Attributes)", inside, maxsplit=1, flags=re.M)[0]
    found, current, last = {"": {}}, "", None
    for line in inside.splitlines():
        if anchor := NESTED.match(line):
            current = anchor[1] or anchor[2]
            found.setdefault(current, {})
            continue
        if argument := ARGUMENT.match(line):
            last = argument[1]
            found[current].setdefault(last, {})
            line = argument[2]
        if last is not None and last in found[current]:
            entry = found[current][last]
            if re.search(r"\(Required[,)]", line):
                entry["required"] = True
            if "(Output)" in line:
                entry["output"] = True
            if link := LINK.search(line):
                entry["block"] = link[1]
    return found


def main():
    checkout, version = Path(sys.argv[1]), sys.argv[2]
    here = Path(__file__).resolve().parent
    kinds = sorted(set(re.findall(
        r'^resource "(google_\w+)"', "\n".join(p.read_text() for p in (here.parent / "terraform").glob("*.tf")), re.M)))
    json.dump(
        {"provider": version, "resources": {kind: blocks(page(checkout, kind)) for kind in kinds}},
        sys.stdout, indent=0, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
