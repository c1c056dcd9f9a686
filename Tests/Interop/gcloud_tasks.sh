#!/bin/bash
# `gcloud tasks`, unchanged, against odori-queue.
# Usage: gcloud_tasks.sh ENDPOINT. Prints "ok" last when everything holds.
set -euo pipefail

configuration=$(mktemp -d)
trap 'rm -rf "$configuration"' EXIT
export CLOUDSDK_CONFIG=$configuration CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true CLOUDSDK_CORE_PROJECT=p1
export CLOUDSDK_CORE_DISABLE_PROMPTS=1 CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDTASKS=$1/
at=(--location=us-central1)

holds() { # what was printed, what it must be
    [ "$1" = "$2" ] || { echo "is $1, not $2" >&2; exit 1; }
}

gcloud tasks queues create g1 "${at[@]}" --max-concurrent-dispatches=3 --max-attempts=5 --quiet
holds "$(gcloud tasks queues describe g1 "${at[@]}" --format='value(rateLimits.maxConcurrentDispatches)')" 3
gcloud tasks queues update g1 "${at[@]}" --max-dispatches-per-second=20 --quiet
holds "$(gcloud tasks queues describe g1 "${at[@]}" --format='value(rateLimits.maxDispatchesPerSecond)')" 20.0
gcloud tasks queues pause g1 "${at[@]}" --quiet
holds "$(gcloud tasks queues list "${at[@]}" --format='value(state)')" PAUSED
gcloud tasks create-http-task t1 --queue=g1 "${at[@]}" --url=http://127.0.0.1:1/ --quiet
holds "$(gcloud tasks list --queue=g1 "${at[@]}" --format='value(name.basename())')" t1
gcloud tasks queues purge g1 "${at[@]}" --quiet
holds "$(gcloud tasks list --queue=g1 "${at[@]}" --format='value(name)')" ""
gcloud tasks queues resume g1 "${at[@]}" --quiet
gcloud tasks queues delete g1 "${at[@]}" --quiet
echo ok
