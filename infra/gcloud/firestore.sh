#!/usr/bin/env bash
# What gcloud has no command for, asked of Google's APIs: puts infra/firestore.rules into force, and makes indexes of single fields over
# all collections of a name, which the sweep's one query needs.
set -euo pipefail
cd "$(dirname "$0")/../.."

project=${1:?usage: firestore.sh PROJECT}
rules=https://firebaserules.googleapis.com/v1/projects/$project
fields="https://firestore.googleapis.com/v1/projects/$project/databases/(default)/collectionGroups"

call() { # method, address, body
    # The token goes by a file that only we can read, not by the command line.
    curl --silent --show-error --fail-with-body --request "$1" --config <(
        printf 'header = "Authorization: Bearer %s"\nheader = "x-goog-user-project: %s"\n' "$(gcloud auth print-access-token)" "$project"
    ) --header 'Content-Type: application/json' --data @- "$2" <<<"$3"
}

source=$(python3 -c 'import json; print(json.dumps({"source": {"files": [
    {"name": "firestore.rules", "content": open("infra/firestore.rules").read()}]}}))')
ruleset=$(call POST "$rules/rulesets" "$source" | python3 -c 'import json, sys; print(json.load(sys.stdin)["name"])')
release="{\"name\": \"projects/$project/releases/cloud.firestore\", \"rulesetName\": \"$ruleset\"}"
# The first time there is no release to change.
call PATCH "$rules/releases/cloud.firestore" "{\"release\": $release}" >/dev/null || call POST "$rules/releases" "$release" >/dev/null
echo "rules: $ruleset"

python3 infra/gcloud/indexes.py infra/firestore.indexes.json --scoped | while IFS=$'\t' read -r place body; do
    call PATCH "$fields/$place?updateMask=indexConfig" "$body" >/dev/null
    echo "field: $place"
done
