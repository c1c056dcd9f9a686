#!/usr/bin/env bash
# Sets a project up without Terraform: what infra/terraform describes, by gcloud. May be run again; what is there already stays.
# Alerts and the budget are Terraform's alone.
#
#   infra/gcloud/setup.sh PROJECT [--region us-central1] [--dry-run]                    everything but the services
#   infra/gcloud/setup.sh PROJECT --api-image REF@sha256:… --worker-image REF@sha256:…   the services too
#
# In between, give the secrets their values: infra/gcloud/secret.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."

[[ $# -gt 0 && $1 != -* ]] || { echo "usage: $0 PROJECT [--region R] [--api-image REF] [--worker-image REF] [--dry-run]" >&2; exit 2; }
project=$1
shift
region=us-central1 api_image='' worker_image='' dry=''
while (($#)); do
    case $1 in
    --region) region=$2; shift 2 ;;
    --api-image) api_image=$2; shift 2 ;;
    --worker-image) worker_image=$2; shift 2 ;;
    --dry-run) dry=1; shift ;;
    *) echo "unknown: $1" >&2; exit 2 ;;
    esac
done

run() {
    if [[ -n $dry ]]; then
        printf '%q ' "$@"
        echo
    else
        "$@"
    fi
}

# Makes what is not there: present COMMAND… -- create COMMAND…
unless() {
    local look=()
    while [[ $1 != -- ]]; do look+=("$1"); shift; done
    shift
    if [[ -n $dry ]] || ! "${look[@]}" >/dev/null 2>&1; then run "$@"; fi
}

g() { unless gcloud "$@"; }

bucket=$project-odori-media
prefix=anime_dance
audience=https://odori-worker.internal
account() { echo "odori-$1@$project.iam.gserviceaccount.com"; }
secrets=(PIPELINE_API_KEYS ODORI_LINK_SECRET ODORI_CALLBACK_SECRET ODORI_WEBHOOK_SECRET KLING_API_KEY)
secret_name() { tr '[:upper:]_' '[:lower:]-' <<<"$1"; }

apis() {
    run gcloud services enable --project="$project" artifactregistry.googleapis.com cloudscheduler.googleapis.com \
        cloudtasks.googleapis.com firebaserules.googleapis.com firestore.googleapis.com iam.googleapis.com \
        iamcredentials.googleapis.com logging.googleapis.com run.googleapis.com secretmanager.googleapis.com storage.googleapis.com
}

registry() {
    g artifacts repositories describe odori --location="$region" --project="$project" -- \
        gcloud artifacts repositories create odori --repository-format=docker --immutable-tags --location="$region" --project="$project"
}

accounts() {
    local name role
    for name in api worker invoker; do
        g iam service-accounts describe "$(account $name)" --project="$project" -- \
            gcloud iam service-accounts create "odori-$name" --project="$project"
    done
    for name in api worker; do
        for role in roles/datastore.user roles/logging.logWriter roles/cloudtasks.enqueuer; do
            run gcloud projects add-iam-policy-binding "$project" --member="serviceAccount:$(account $name)" --role="$role" --condition=None
        done
        run gcloud iam service-accounts add-iam-policy-binding "$(account invoker)" --project="$project" \
            --member="serviceAccount:$(account $name)" --role=roles/iam.serviceAccountUser
    done
    run gcloud iam service-accounts add-iam-policy-binding "$(account worker)" --project="$project" \
        --member="serviceAccount:$(account worker)" --role=roles/iam.serviceAccountTokenCreator
}

files() {
    local references="resource.name.startsWith('projects/_/buckets/$bucket/objects/$prefix/references/')"
    g storage buckets describe "gs://$bucket" -- \
        gcloud storage buckets create "gs://$bucket" --project="$project" --location="$region" \
        --uniform-bucket-level-access --public-access-prevention
    run gcloud storage buckets update "gs://$bucket" --lifecycle-file=infra/gcloud/lifecycle.json
    run gcloud storage buckets add-iam-policy-binding "gs://$bucket" --member="serviceAccount:$(account worker)" \
        --role=roles/storage.objectAdmin
    run gcloud storage buckets add-iam-policy-binding "gs://$bucket" --member="serviceAccount:$(account api)" \
        --role=roles/storage.objectViewer
    run gcloud storage buckets add-iam-policy-binding "gs://$bucket" --member="serviceAccount:$(account api)" \
        --role=roles/storage.objectUser --condition="title=references,expression=$references"
}

documents() {
    g firestore databases describe --database='(default)' --project="$project" -- \
        gcloud firestore databases create --database='(default)' --project="$project" --location="$region" --type=firestore-native \
        --enable-pitr --delete-protection
    local line command
    # Indexes are made in the background, and an existing one is an error that says so.
    python3 infra/gcloud/indexes.py infra/firestore.indexes.json | while IFS= read -r line; do
        read -ra command <<<"$line"
        run "${command[@]}" --project="$project" --quiet || echo "  (there already?) $line" >&2
    done
    run infra/gcloud/firestore.sh "$project"
}

queues() {
    local name
    declare -A concurrent=([odori-generate]=40 [odori-poll]=200 [odori-media]=5 [odori-notify]=50)
    declare -A rate=([odori-generate]=50 [odori-poll]=200 [odori-media]=20 [odori-notify]=50)
    for name in "${!concurrent[@]}"; do
        g tasks queues describe "$name" --location="$region" --project="$project" -- \
            gcloud tasks queues create "$name" --location="$region" --project="$project"
        run gcloud tasks queues update "$name" --location="$region" --project="$project" \
            --max-concurrent-dispatches="${concurrent[$name]}" --max-dispatches-per-second="${rate[$name]}" \
            --max-attempts=-1 --min-backoff=0.2s --max-backoff=10s --max-doublings=6
    done
}

names_of_secrets() {
    local name reader
    for name in "${secrets[@]}"; do
        g secrets describe "$(secret_name "$name")" --project="$project" -- \
            gcloud secrets create "$(secret_name "$name")" --replication-policy=automatic --project="$project"
    done
    for reader in api:PIPELINE_API_KEYS {api,worker}:{ODORI_LINK_SECRET,ODORI_CALLBACK_SECRET} worker:{ODORI_WEBHOOK_SECRET,KLING_API_KEY}; do
        run gcloud secrets add-iam-policy-binding "$(secret_name "${reader#*:}")" --project="$project" \
            --member="serviceAccount:$(account "${reader%%:*}")" --role=roles/secretmanager.secretAccessor
    done
}

services() {
    local number host shared
    number=$(if [[ -n $dry ]]; then echo 123456789012; else gcloud projects describe "$project" --format='value(projectNumber)'; fi)
    host=$number.$region.run.app
    shared="ODORI_MODE=cloud,GOOGLE_CLOUD_PROJECT=$project,GOOGLE_CLOUD_LOCATION=$region,ODORI_BUCKET=$bucket"
    shared+=",ODORI_OBJECT_PREFIX=$prefix,ODORI_PUBLIC_URL=https://odori-api-$host,ODORI_WORKER_URL=https://odori-worker-$host"
    shared+=",ODORI_MEDIA_WORKER_URL=https://odori-worker-media-$host,ODORI_WORKER_AUTH=iam,ODORI_MOTION=kling,ODORI_LOG=json,ODORI_POLL_SECONDS=15"
    shared+=",ODORI_TASKS_SERVICE_ACCOUNT=$(account invoker),ODORI_TASKS_AUDIENCE=$audience"
    run gcloud run deploy odori-api --image="$api_image" --region="$region" --project="$project" --service-account="$(account api)" \
        --port=8080 --cpu=1 --memory=512Mi --concurrency=80 --max-instances=10 --timeout=900 --no-invoker-iam-check \
        --set-env-vars="$shared" --set-secrets=PIPELINE_API_KEYS=pipeline-api-keys:latest,ODORI_LINK_SECRET=odori-link-secret:latest,ODORI_CALLBACK_SECRET=odori-callback-secret:latest \
        --startup-probe=httpGet.path=/ready,periodSeconds=1,timeoutSeconds=1,failureThreshold=30 --quiet
    worker odori-worker 1 1Gi 80 5 "$shared"
    worker odori-worker-media 2 2Gi 1 5 "$shared"
    g scheduler jobs describe odori-sweep --location="$region" --project="$project" -- \
        gcloud scheduler jobs create http odori-sweep --location="$region" --project="$project" '--schedule=* * * * *' \
        --uri="https://odori-worker-$host/tasks/sweep" --http-method=POST --message-body='{}' --attempt-deadline=60s \
        --oidc-service-account-email="$(account invoker)" --oidc-token-audience="$audience"
}

worker() { # name, cpu, memory, concurrency, instances, environment
    run gcloud run deploy "$1" --image="$worker_image" --region="$region" --project="$project" --service-account="$(account worker)" \
        --port=8081 --cpu="$2" --memory="$3" --concurrency="$4" --max-instances="$5" --timeout=1800 --ingress=internal \
        --no-allow-unauthenticated --add-custom-audiences="$audience" --set-env-vars="$6,ODORI_WORKER_CALLERS=$(account invoker)" \
        --set-secrets=ODORI_LINK_SECRET=odori-link-secret:latest,ODORI_CALLBACK_SECRET=odori-callback-secret:latest,ODORI_WEBHOOK_SECRET=odori-webhook-secret:latest,KLING_API_KEY=kling-api-key:latest \
        --startup-probe=httpGet.path=/ready,periodSeconds=1,timeoutSeconds=1,failureThreshold=60 --quiet
    run gcloud run services add-iam-policy-binding "$1" --region="$region" --project="$project" \
        --member="serviceAccount:$(account invoker)" --role=roles/run.invoker
}

apis
registry
accounts
files
documents
queues
names_of_secrets
if [[ -n $api_image && -n $worker_image ]]; then
    services
else
    echo "next: values for the secrets (infra/gcloud/secret.sh), images (infra/deploy-*.sh --push-only), then this again with both images"
fi
