#!/usr/bin/env bash
# Asks the security rules of Firestore on Google's own emulator, as OdoriFirestoreTests do, without building anything.
set -euo pipefail
cd "$(dirname "$0")/../.."

sdk=$(gcloud info --format='value(installation.sdk_root)' 2>/dev/null)
jar=$sdk/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar
[[ -f $jar ]] || { echo "the Firestore emulator is missing: gcloud components install cloud-firestore-emulator" >&2; exit 1; }
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
log=$(mktemp)
java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Duser.language=en -cp "$jar" \
    com.google.cloud.datastore.emulator.firestore.CloudFirestore start --host 127.0.0.1 --port "$port" \
    --rules infra/firestore.rules >"$log" 2>&1 &
emulator=$!
trap 'kill "$emulator" 2>/dev/null || true; rm -f "$log"' EXIT
for _ in $(seq 300); do
    curl --silent --output /dev/null "http://127.0.0.1:$port/" && break
    sleep 0.1
done
"$1" Tests/Interop/firestore_rules.py "127.0.0.1:$port"
