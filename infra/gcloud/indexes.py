#!/usr/bin/env python3
"""Prints the gcloud commands, one a line, that make what infra/firestore.indexes.json asks for.

With --scoped: what gcloud cannot say, as lines of a field's place in the API, a tab, and the body of a request."""

import json
import sys


def composite(index):
    fields = " ".join(
        f"--field-config=field-path={field['fieldPath']},order={field['order'].lower()}" for field in index["fields"])
    scope = index["queryScope"].lower().replace("_", "-")
    return f"gcloud firestore indexes composite create --collection-group={index['collectionGroup']} --query-scope={scope} {fields} --async"


def override(field):
    place = f"{field['fieldPath']} --collection-group={field['collectionGroup']}"
    if not field["indexes"]:
        yield f"gcloud firestore indexes fields update {place} --disable-indexes --async"
    if field.get("ttl"):
        yield f"gcloud firestore fields ttls update {place} --enable-ttl --async"


def scoped(field):
    """A field whose indexes reach over one collection or over all of a name."""
    indexes = [
        {"queryScope": index["queryScope"], "fields": [{"fieldPath": field["fieldPath"], "order": index["order"]}]}
        for index in field["indexes"]]
    return f"{field['collectionGroup']}/fields/{field['fieldPath']}\t{json.dumps({'indexConfig': {'indexes': indexes}})}"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        wanted = json.load(file)
    if "--scoped" in sys.argv:
        for field in wanted["fieldOverrides"]:
            if field["indexes"]:
                print(scoped(field))
        return
    for index in wanted["indexes"]:
        print(composite(index))
    for field in wanted["fieldOverrides"]:
        for command in override(field):
            print(command)


if __name__ == "__main__":
    main()
