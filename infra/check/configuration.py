"""Terraform's files, read; and its locals, evaluated by terraform itself, which needs no provider for that."""

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import hcl2
from hcl2 import SerializationOptions

from sources import ROOT

FOLDER = ROOT / "infra/terraform"
FILES = sorted(FOLDER.glob("*.tf"))
READING = SerializationOptions(with_comments=False, strip_string_quotes=True)


class Configuration:
    """All blocks of all files."""

    def __init__(self):
        self.resources, self.locals, self.variables, self.outputs, self.data = {}, {}, {}, {}, {}
        for path in FILES:
            with open(path, encoding="utf-8") as file:
                read = hcl2.load(file, serialization_options=READING)
            for block in read.get("resource", []):
                for kind, named in block.items():
                    for name, body in named.items() if kind != "__is_block__" else []:
                        self.resources[f"{kind}.{name}"] = body
            for word, place in [("variable", self.variables), ("output", self.outputs)]:
                for block in read.get(word, []):
                    place.update((name, body) for name, body in block.items() if name != "__is_block__")
            for block in read.get("locals", []):
                self.locals.update((name, body) for name, body in block.items() if name != "__is_block__")
            for block in read.get("data", []):
                for kind, named in block.items():
                    for name, body in named.items() if kind != "__is_block__" else []:
                        self.data[f"{kind}.{name}"] = body

    def of_kind(self, kind):
        return {name: body for name, body in self.resources.items() if name.startswith(kind + ".")}


def text():
    return "\n".join(path.read_text(encoding="utf-8") for path in FILES)


def only(words, source):
    """The top-level blocks whose first word is one of these."""
    kept = []
    for match in re.finditer(r"^(\w+)[^\n{]*\{.*?^\}", source, re.M | re.S):
        if match[1] in words:
            kept.append(match[0])
    return "\n\n".join(kept)


def evaluate(expression, variables):
    """What terraform makes of an expression over locals and variables; resources' attributes become their own names."""
    source = only({"variable", "locals"}, text())
    source = re.sub(r"data\.google_project\.this\.number", '"123456789012"', source)
    source = re.sub(r"google_\w+\.(\w+)\.email", r'"odori-\1@my-project.iam.gserviceaccount.com"', source)
    source = re.sub(r"google_\w+\.(\w+)\.(\w+)", r'"odori-\1-\2"', source)
    with tempfile.TemporaryDirectory() as place:
        module = Path(place) / "infra/terraform"
        module.mkdir(parents=True)
        (module / "main.tf").write_text(source)
        for name in ["firestore.indexes.json", "firestore.rules"]:
            shutil.copy(ROOT / "infra" / name, module.parent)
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": place, "CHECKPOINT_DISABLE": "1"}
        arguments = [f"-var={name}={json.dumps(value) if not isinstance(value, str) else value}" for name, value in variables.items()]
        done = subprocess.run(
            ["terraform", "console", *arguments], cwd=module, env=environment, input=f"jsonencode({expression})",
            capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"terraform cannot evaluate {expression}:\n{done.stdout}{done.stderr}")
    return json.loads(json.loads(done.stdout))
