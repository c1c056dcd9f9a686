"""Reads the Dockerfile: its stages, and what each of their steps does."""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

KNOWN = {
    "FROM", "ARG", "ENV", "RUN", "COPY", "WORKDIR", "USER", "EXPOSE", "ENTRYPOINT", "HEALTHCHECK", "LABEL", "SHELL",
}


class Unsupported(Exception):
    """The Dockerfile says something that this reader would not carry out as Docker does."""


@dataclass
class Stage:
    name: str
    base: str
    steps: list = field(default_factory=list)


def instructions(text):
    """Every instruction as (word, rest), continuation lines joined, comments left out."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n", " ", "\n".join(lines) + "\n")
    for line in joined.splitlines():
        if not line.strip():
            continue
        word, _, rest = line.strip().partition(" ")
        if word.upper() not in KNOWN:
            raise Unsupported(f"{word} is not among what this check carries out: {', '.join(sorted(KNOWN))}")
        yield word.upper(), rest.strip()


def pairs(text):
    """NAME=value … of ENV, ARG and LABEL."""
    return [tuple(part.split("=", 1)) for part in shlex.split(text)]


def expand(text, values):
    """$NAME and ${NAME}, as Docker replaces them before it carries a step out."""
    return re.sub(r"\$\{?(\w+)\}?", lambda match: values.get(match[1], ""), text)


def exec_form(text):
    try:
        words = json.loads(text)
    except ValueError as error:
        raise Unsupported(f"only the JSON form is carried out: {text}") from error
    return [str(word) for word in words]


def read(path, arguments):
    """All stages by name, in order. `arguments` override ARG defaults."""
    stages, known, current = {}, {}, None
    for word, rest in instructions(Path(path).read_text(encoding="utf-8")):
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            current = Stage(name.strip(), expand(base, known).strip())
            stages[current.name] = current
        elif current is None:
            if word != "ARG":
                raise Unsupported(f"{word} before the first FROM")
            name, _, default = rest.partition("=")
            known[name] = arguments.get(name, default)
        else:
            current.steps.append((word, rest))
    return stages


@dataclass
class State:
    """What the steps of a stage leave behind besides files."""

    env: dict = field(default_factory=dict)
    arguments: dict = field(default_factory=dict)
    workdir: str = "/"
    user: str = "0"
    shell: list = field(default_factory=lambda: ["/bin/sh", "-c"])
    labels: dict = field(default_factory=dict)
    entrypoint: list = field(default_factory=list)
    healthcheck: list = field(default_factory=list)

    def child(self):
        """What a stage that begins FROM this one inherits; arguments are a stage's own."""
        return State(
            dict(self.env), {}, self.workdir, self.user, list(self.shell), dict(self.labels), list(self.entrypoint),
            list(self.healthcheck))

    @property
    def values(self):
        return {**self.arguments, **self.env}


def perform(stage, state, hands, arguments):
    """Carries a stage's steps out. `hands` runs and copies; see rooms.Room."""
    for word, rest in stage.steps:
        if word == "ARG":
            name, _, default = rest.partition("=")
            state.arguments[name] = arguments.get(name, " ".join(shlex.split(expand(default, state.values))))
        elif word == "ENV":
            state.env.update((name, expand(value, state.values)) for name, value in pairs(rest))
        elif word == "LABEL":
            state.labels.update((name, expand(value, state.values)) for name, value in pairs(rest))
        elif word == "RUN":
            hands.run(state.shell + [rest], state)
        elif word == "COPY":
            copy(rest, state, hands)
        elif word == "WORKDIR":
            state.workdir = str(Path(state.workdir) / expand(rest, state.values))
            hands.directory(state.workdir)
        elif word == "USER":
            state.user = rest
        elif word == "SHELL":
            state.shell = exec_form(rest)
        elif word == "ENTRYPOINT":
            state.entrypoint = exec_form(rest)
        elif word == "HEALTHCHECK":
            state.healthcheck = exec_form(rest[rest.index("CMD") + 3:].strip())
        elif word != "EXPOSE":
            raise Unsupported(word)


def copy(rest, state, hands):
    words = shlex.split(expand(rest, state.values))
    origin = None
    while words[0].startswith("--"):
        flag, _, value = words.pop(0).partition("=")
        if flag != "--from":
            raise Unsupported(f"COPY {flag}")
        origin = value
    *sources, target = words
    place = Path(state.workdir) / target
    into = target.endswith("/") or len(sources) > 1
    for source in sources:
        hands.copy(source, origin, place / Path(source).name if into else place)
