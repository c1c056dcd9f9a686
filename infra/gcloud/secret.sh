#!/usr/bin/env bash
# Gives a secret a new value, read from standard input (not from the command line, which others on the machine can see).
#
#   infra/gcloud/secret.sh KLING_API_KEY < file
#   openssl rand -hex 32 | infra/gcloud/secret.sh ODORI_LINK_SECRET
#
# New revisions read the latest version when they start: deploy the services that read it afterwards (docs/RUNBOOK.md).
set -euo pipefail

[[ $# == 1 && $1 =~ ^[A-Z][A-Z0-9_]+$ ]] || { echo "usage: $0 VARIABLE < value" >&2; exit 2; }
[[ ! -t 0 ]] || { echo "the value comes by standard input" >&2; exit 2; }
name=$(tr '[:upper:]_' '[:lower:]-' <<<"$1")
arguments=()
[[ -z ${ODORI_PROJECT:-} ]] || arguments+=(--project="$ODORI_PROJECT")
# A newline at the end is not part of a secret.
value=$(cat)
[[ -n $value ]] || { echo "the value is empty" >&2; exit 1; }
printf %s "$value" | gcloud secrets versions add "$name" --data-file=- "${arguments[@]}"
