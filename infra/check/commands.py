#!/usr/bin/env python3
"""Lets gcloud itself judge every gcloud command of the scripts and of the documents: does it exist, does it know these flags?

No account and no network: `gcloud meta lint-gcloud-commands` parses and does not run. Commands come from dry runs and from the code
blocks of docs/."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMAGE = "us-central1-docker.pkg.dev/my-project/odori/x@sha256:" + "0" * 64
DRY_RUNS = [
    ["infra/gcloud/setup.sh", "my-project", "--dry-run", "--api-image", IMAGE, "--worker-image", IMAGE],
    ["infra/deploy-api.sh", "--dry-run", "--image", IMAGE], ["infra/deploy-api.sh", "--dry-run", "--roll-back"],
    ["infra/deploy-worker.sh", "--dry-run", "--image", IMAGE], ["infra/deploy-worker.sh", "--dry-run", "--roll-back"],
]


def of_scripts():
    for words in DRY_RUNS:
        done = subprocess.run([str(ROOT / words[0]), *words[1:]], capture_output=True, text=True, check=True)
        for line in done.stdout.splitlines():
            if line.startswith("gcloud "):
                yield words[0], shlex.split(line)


def of_documents():
    for path in sorted([*(ROOT / "docs").glob("*.md"), *(ROOT / "infra").rglob("*.md")]):
        for block in re.findall(r"^```(?:sh|bash)?\n(.*?)^```", path.read_text(encoding="utf-8"), re.S | re.M):
            for line in re.sub(r"\\\n\s*", " ", block).splitlines():
                for part in re.split(r"\s\|\s|\$\(|&&", line):
                    part = part.strip().split(" #")[0].rstrip(")")
                    if part.startswith("gcloud "):
                        yield str(path.relative_to(ROOT)), shlex.split(part)


def judge(commands):
    """gcloud's own verdict for each command."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "commands.json")
        file.write_text(json.dumps([{"command_string": shlex.join(words)} for words in commands]))
        environment = {**os.environ, "CLOUDSDK_CONFIG": place, "CLOUDSDK_CORE_DISABLE_PROMPTS": "1", "CLOUDSDK_CORE_PROJECT": "my-project"}
        done = subprocess.run(
            ["gcloud", "meta", "lint-gcloud-commands", f"--commands-file={file}"], env=environment, capture_output=True,
            text=True, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        sys.exit(f"gcloud does not judge:\n{done.stdout[:500]}{done.stderr[:2000]}")


def main():
    if not shutil.which("gcloud"):
        sys.exit("gcloud is missing: it judges our commands. ODORI_INFRA_WITHOUT=gcloud leaves that out.")
    found = {tuple(words): where for where, words in [*of_scripts(), *of_documents()]}
    verdicts = judge(list(found))
    failed = 0
    for (words, where), verdict in zip(found.items(), verdicts, strict=True):
        if not verdict["success"]:
            failed += 1
            print(f"commands: {where}: {shlex.join(words)[:160]}\n    {(verdict['error_message'] or '').splitlines()[0]}")
    print(f"commands: {len(found)} gcloud commands judged, {failed} refused")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
