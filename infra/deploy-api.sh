#!/usr/bin/env bash
# Deploys the API alone: builds and pushes its image, starts it beside the old one without traffic, asks it, shifts, or goes back.
set -euo pipefail
# shellcheck source=infra/deploy/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/deploy/common.sh"

target=api
services=(odori-api)

# The candidate answers under an address of its own.
smoke() {
    local url path status
    url=$(of_service candidate "$1" "https://candidate---odori-api-example.a.run.app") || return
    [[ $url == https://* ]] || { echo "the candidate has no address" >&2; return 1; }
    for path in /health /ready /api/v1/openapi.json; do
        run curl --silent --show-error --fail --output /dev/null --retry 5 --retry-delay 2 --retry-all-errors --max-time 10 "$url$path" || return 1
    done
    # Nobody gets in without a key.
    status=$(ask 401 curl --silent --output /dev/null --write-out '%{http_code}' --max-time 10 "$url/api/v1/pipeline/jobs")
    [[ $status == 401 ]] || { echo "jobs without a key are answered $status" >&2; return 1; }
}

deploy "$@"
