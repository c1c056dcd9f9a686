# shellcheck shell=bash
# What deploying the API and deploying the worker have in common. The caller sets `target` and `services` before `deploy "$@"`.
#
# A new revision gets no traffic until it was seen ready: Cloud Run's start-up probe asks /ready, `smoke` asks more. What fails before all
# traffic was shifted is undone; afterwards `--roll-back` brings the revision before back.

: "${ODORI_REGION:=us-central1}"
dry=
push_only=
image=
roll_back=

usage() {
    cat >&2 <<USAGE
usage: $0 [--image REF@sha256:…] [--push-only] [--roll-back] [--dry-run]
  ODORI_REGISTRY   where images are pushed to, like us-central1-docker.pkg.dev/my-project/odori
  ODORI_PROJECT    the project; gcloud's own otherwise
  ODORI_REGION     us-central1
  ODORI_WATCH      seconds that a share of the traffic is watched before the rest follows: 60
USAGE
    exit 2
}

# Runs a command, or prints it.
run() {
    if [[ -n $dry ]]; then
        printf '%s' "$1"
        printf ' %q' "${@:2}"
        echo
    else
        "$@"
    fi
}

# The answer of a command that changes nothing; in a dry run the command is printed and $1 stands for the answer.
ask() {
    local standin=$1
    shift
    if [[ -n $dry ]]; then
        run "$@" >&3
        echo "$standin"
    else
        "$@"
    fi
}

# One thing out of a service's description: see answer.py.
of_service() { # what, service, what stands for it in a dry run
    local said
    mapfile -t place < <(cloud_run)
    said=$(ask "" gcloud run services describe "$2" "${place[@]}" --format=json) || return
    if [[ -n $dry ]]; then echo "$3"; else python3 infra/deploy/answer.py "$1" <<<"$said"; fi
}

cloud_run() {
    local arguments=(--region="$ODORI_REGION" --quiet)
    [[ -z ${ODORI_PROJECT:-} ]] || arguments+=(--project="$ODORI_PROJECT")
    printf '%s\n' "${arguments[@]}"
}

build() {
    local registry=${ODORI_REGISTRY:?where images are pushed to} target=${target:?} revision version tag digest bases=()
    # shellcheck source=infra/bases.env
    source infra/bases.env
    if [[ -n $SWIFT_IMAGE && -n $DEBIAN_IMAGE ]]; then
        bases=(--build-arg "SWIFT_IMAGE=$SWIFT_IMAGE" --build-arg "DEBIAN_IMAGE=$DEBIAN_IMAGE")
    elif [[ -z ${ODORI_BASES_BY_TAG:-} ]]; then
        echo "infra/bases.env names no digests: run infra/pin-bases, or set ODORI_BASES_BY_TAG=1" >&2
        return 1
    fi
    [[ -n $dry || -z $(git status --porcelain) ]] || { echo "there are changes that are not committed" >&2; return 1; }
    revision=$(git rev-parse HEAD)
    version=$(git describe --tags --always)
    tag=$registry/odori-$target:$(git rev-parse --short=12 HEAD)
    run docker buildx build --platform linux/amd64 --target "$target" --build-arg "PRODUCTS=odori-$target" "${bases[@]}" \
        --build-arg "VERSION=$version" --build-arg "REVISION=$revision" \
        --build-arg "CREATED=$(git log -1 --format=%cI)" \
        --sbom=true --provenance=mode=max --tag "$tag" --push .
    digest=$(ask "sha256:$(printf '0%.0s' {1..64})" docker buildx imagetools inspect "$tag" --format '{{.Manifest.Digest}}')
    image=$registry/odori-$target@$digest
    echo "image: $image"
}

# The revision that serves most of a service's traffic.
serving() {
    of_service serving "$1" "$1-before"
}

shift_to() { # service, revision, percent, revision before
    mapfile -t place < <(cloud_run)
    local shares=$2=$3
    (($3 == 100)) || shares+=,$4=$((100 - $3))
    run gcloud run services update-traffic "$1" "--to-revisions=$shares" "${place[@]}"
}

# Errors that a revision logged since it was given traffic.
errors() {
    local arguments=()
    [[ -z ${ODORI_PROJECT:-} ]] || arguments+=(--project="$ODORI_PROJECT")
    local filter="resource.type=cloud_run_revision AND resource.labels.revision_name=$1 AND severity>=ERROR"
    ask "" gcloud logging read "$filter" --freshness=10m --limit=5 "${arguments[@]}" --format='value(jsonPayload.message)'
}

release() { # service
    local service=$1 before after suffix
    mapfile -t place < <(cloud_run)
    before=$(serving "$service")
    suffix=$(git rev-parse --short=12 HEAD)-$(date -u +%H%M%S)
    after=$service-$suffix
    run gcloud run deploy "$service" --image="$image" --no-traffic --revision-suffix="$suffix" --tag=candidate "${place[@]}"
    if ! smoke "$service"; then
        echo "$service: the new revision fails its smoke test; all traffic stays at $before" >&2
        return 1
    fi
    if [[ -z $before ]]; then
        shift_to "$service" "$after" 100 ""
        return
    fi
    shift_to "$service" "$after" 10 "$before"
    run sleep "${ODORI_WATCH:-60}"
    if [[ -n $(errors "$after") ]]; then
        echo "$service: the new revision logs errors; all traffic goes back to $before" >&2
        shift_to "$service" "$before" 100 ""
        return 1
    fi
    shift_to "$service" "$after" 100 ""
    echo "$service: $before → $after"
}

# All traffic to the newest ready revision that is older than the serving one.
undo() { # service
    local service=$1 now before said
    mapfile -t place < <(cloud_run)
    now=$(serving "$service")
    said=$(ask "" gcloud run revisions list --service="$service" "${place[@]}" --format=json)
    if [[ -n $dry ]]; then before=$service-earlier; else before=$(python3 infra/deploy/answer.py before "$now" <<<"$said"); fi
    [[ -n $before ]] || { echo "$service: there is no revision before $now" >&2; return 1; }
    shift_to "$service" "$before" 100 ""
    echo "$service: back from $now to $before"
}

deploy() {
    while (($#)); do
        case $1 in
        --image) image=${2:?}; shift 2 ;;
        --push-only) push_only=1; shift ;;
        --roll-back) roll_back=1; shift ;;
        --dry-run) dry=1; shift ;;
        *) usage ;;
        esac
    done
    exec 3>&1
    cd "$(dirname "${BASH_SOURCE[0]}")/../.." || return
    local service services=("${services[@]:?}")
    if [[ -n $roll_back ]]; then
        for service in "${services[@]}"; do undo "$service"; done
        return
    fi
    [[ -n $image ]] || build
    [[ -z $push_only ]] || return 0
    [[ $image == *@sha256:* ]] || { echo "an image is named by digest: $image" >&2; return 1; }
    for service in "${services[@]}"; do release "$service"; done
}
