#!/usr/bin/env python3
"""Reads one thing out of what gcloud answers as JSON on standard input: serving, candidate, ready, before NAME."""

import json
import sys


def serving(service):
    """The revision with most of the traffic."""
    shares = [entry for entry in service["status"].get("traffic", []) if entry.get("percent")]
    return max(shares, key=lambda entry: entry["percent"])["revisionName"] if shares else ""


def candidate(service):
    """The address of the revision that is tagged so."""
    return next((entry["url"] for entry in service["status"].get("traffic", []) if entry.get("tag") == "candidate"), "")


def is_ready(thing, kind="Ready"):
    return any(one["type"] == kind and one["status"] == "True" for one in thing["status"].get("conditions", []))


def before(revisions, now):
    """The newest ready revision that is older than `now`."""
    ordered = sorted(revisions, key=lambda revision: revision["metadata"]["creationTimestamp"], reverse=True)
    names = [revision["metadata"]["name"] for revision in ordered]
    older = ordered[names.index(now) + 1:] if now in names else []
    return next((revision["metadata"]["name"] for revision in older if is_ready(revision)), "")


def main():
    what, answer = sys.argv[1], json.load(sys.stdin)
    if what == "serving":
        print(serving(answer))
    elif what == "candidate":
        print(candidate(answer))
    elif what == "ready":
        print(is_ready(answer, "ConfigurationsReady"))
    elif what == "before":
        print(before(answer, sys.argv[2]))
    else:
        sys.exit(f"{what} is nothing that can be read")


if __name__ == "__main__":
    main()
