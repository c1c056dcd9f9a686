#!/usr/bin/env bash
# Deploys the worker alone, as both of its services: media first, because what a new generation worker enqueues may be new to an old one.
set -euo pipefail
# shellcheck source=infra/deploy/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/deploy/common.sh"

target=worker
# shellcheck disable=SC2034 # read by deploy
services=(odori-worker-media odori-worker)

# Workers are not to be reached from here. Cloud Run calls a revision ready after its own start-up probe found /ready, which asks store,
# queue and objects.
smoke() {
    [[ $(of_service ready "$1" True) == True ]]
}

deploy "$@"
