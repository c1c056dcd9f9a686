#!/usr/bin/env python3
"""Judges infra/terraform without a provider and without an account: against the provider's documented arguments, and against the code."""

import json
import re
import sys
from pathlib import Path

import sources
from configuration import Configuration, evaluate, text

ARGUMENTS = json.loads((Path(__file__).parent / "provider-arguments.json").read_text())["resources"]
META = {"count", "for_each", "depends_on", "lifecycle", "provider", "dynamic", "__is_block__"}
# One page documents several resources of IAM together.
IAM_NEEDS = {"role", "member"}
ENVIRONMENTS = Path(__file__).parent / "environments.json"
PROJECT = {"project": "my-project"}


class Problems(list):
    def unless(self, good, words):
        if not good:
            self.append(words)


def blocks_of(body):
    """Nested blocks by name, dynamic ones too."""
    for name, value in body.items():
        if name == "dynamic":
            for entry in value:
                for inner, dynamic in entry.items():
                    for content in dynamic["content"] if inner != "__is_block__" else []:
                        yield inner, content
        elif isinstance(value, list) and value and isinstance(value[0], dict) and "__is_block__" in value[0]:
            for content in value:
                yield name, content


def judge_block(place, body, page, section, problems):
    known = page.get(section)
    if not known:
        return
    nested = list(blocks_of(body))
    used = (set(body) | {name for name, _ in nested}) - META
    for name in sorted(used - set(known)):
        problems.append(f"{place} knows no argument {name}")
    for name, entry in known.items():
        problems.unless(name in used or not entry.get("required"), f"{place} needs {name}")
    for name, content in nested:
        if name in known:
            judge_block(f"{place}.{name}", content, page, known[name].get("block", name), problems)


def judge_arguments(configuration, problems):
    for address, body in configuration.resources.items():
        kind = address.split(".")[0]
        if kind not in ARGUMENTS:
            problems.append(f"{address}: run infra/check/provider_arguments.py again, {kind} is new")
        elif kind.endswith("_iam_member"):
            problems.unless(IAM_NEEDS <= set(body), f"{address} needs {IAM_NEEDS}")
            extra = set(body) - META - {"project", "condition", *IAM_NEEDS, *ARGUMENTS[kind][""]} - {
                "bucket", "secret_id", "service_account_id", "name", "location", "topic"}
            problems.unless(not extra, f"{address} knows no argument {extra}")
        else:
            judge_block(address, body, ARGUMENTS[kind], "", problems)


def judge_references(configuration, problems):
    whole = text()
    known = {f"var.{name}" for name in configuration.variables} | {f"local.{name}" for name in configuration.locals}
    known |= set(configuration.resources) | {f"data.{name}" for name in configuration.data}
    bare = re.sub(r"#.*", "", whole)
    used = set(re.findall(r"\b(?:var|local)\.\w+", bare)) | set(re.findall(r"(?<![\w\"])(?:data\.)?google_\w+\.\w+", bare))
    for name in sorted(used - known):
        problems.append(f"{name} is used and not there")
    for name in sorted({name for name in known if name.startswith(("var.", "local."))} - used):
        problems.append(f"{name} is there and not used")
    for name, body in {**configuration.variables, **configuration.outputs}.items():
        problems.unless(body.get("description"), f"{name} has no description")


def environments():
    """What each service is told, as terraform evaluates it; secrets have a stand-in for their value."""
    expression = "{ for name, own in local.environment_of : name => merge(own, { for key in local.secrets_of[name] : key => \"secret\" }) }"
    return {
        "cloudtasks": evaluate(expression, PROJECT),
        "pubsub": evaluate(expression, {**PROJECT, "use_pubsub": True}),
    }


def judge_environment(found, problems):
    known, needed = sources.settings(), sources.needed_in_cloud()
    secrets = set().union(*evaluate("local.secrets_of", PROJECT).values())
    everything = set()
    for queue, services in found.items():
        for service, variables in services.items():
            for name in sorted(set(variables) - set(known)):
                problems.append(f"{service} ({queue}) is told {name}, which the code does not know")
            everything |= set(variables)
    for name in sorted(everything & set(known)):
        problems.unless(known[name] == (name in secrets), f"{name}: the code and Terraform disagree whether it is a secret")
    for name in sorted(needed - everything):
        problems.append(f"{name} must be set in cloud mode and is not")


def judge_limits(configuration, problems):
    queues = evaluate("local.queues", PROJECT)
    problems.unless(set(queues) == sources.queues(), f"queues are {set(queues)}, the engine's are {sources.queues()}")
    for name, limits in queues.items():
        problems.unless(0 < limits["per_second"] <= 500 and 0 < limits["concurrent"] <= 5000, f"{name}: beyond Cloud Tasks' limits")
    retry = configuration.resources["google_cloud_tasks_queue.this"]["retry_config"][0]
    found = {name: value for name, value in retry.items() if name != "__is_block__"}
    found = {name: int(str(value).strip("${}")) if str(value).strip("${}").lstrip("-").isdigit() else value for name, value in found.items()}
    problems.unless(found == sources.queue_retry(), f"retry settings are {found}, the engine's {sources.queue_retry()}")
    longest = evaluate("local.longest_stage", PROJECT)
    problems.unless(sources.longest_dispatch() < longest <= 3600, f"Cloud Run gives up after {longest} s, a push may take {sources.longest_dispatch()}")
    media = evaluate("local.workers[\"odori-worker-media\"]", PROJECT)
    problems.unless(media["instances"] * media["concurrency"] >= queues["odori-media"]["concurrent"], "more media pushes than instances")
    for service, image in [("google_cloud_run_v2_service.api", "api"), ("google_cloud_run_v2_service.worker", "worker")]:
        port = configuration.resources[service]["template"][0]["containers"][0]["ports"][0]["container_port"]
        problems.unless(port == sources.ports()[image], f"{service} listens on {port}, the image on {sources.ports()[image]}")


def judge_firestore(problems):
    indexes, fields = evaluate("local.indexes", PROJECT), evaluate("local.fields", PROJECT)
    for name, index in {**indexes, **fields}.items():
        problems.unless(index["collectionGroup"] in sources.collections(), f"{name}: no such collection in the code")
    ttl = {field["collectionGroup"] for field in fields.values() if field.get("ttl")}
    problems.unless("pipeline_jobs" in ttl and "engine" in ttl, "jobs' documents have no lifetime")
    for name, field in fields.items():
        problems.unless(not field.get("ttl") or field["fieldPath"] == "expires_at", f"{name}: only expires_at ends a life")


def judge_roles(problems):
    readme = (sources.ROOT / "infra/terraform/README.md").read_text()
    table = {row.split("|")[2].strip() for row in readme.splitlines() if row.startswith("| ") and "roles/" in row}
    used = set(re.findall(r"\"(roles/[\w.]+)\"", text()))
    for name in sorted(used ^ table):
        problems.append(f"{name} is in {'Terraform' if name in used else 'the table of README.md'} only")
    for broad in ["roles/owner", "roles/editor", "roles/storage.admin", "roles/datastore.owner"]:
        problems.unless(broad not in used, f"{broad} is too broad")


def judge_alerts(problems):
    for metric, sentences in evaluate("local.log_metrics", PROJECT).items():
        for sentence in sentences:
            problems.unless(sources.says(sentence), f"{metric} counts {sentence!r}, which the code never says")
    alerts = evaluate("local.log_alerts", PROJECT)
    for name, alert in alerts.items():
        problems.unless(alert["metric"] in evaluate("keys(local.log_metrics)", PROJECT), f"{name} watches no metric")
    runbook = (sources.ROOT / "docs/RUNBOOK.md").read_text()
    sections = set(re.findall(r"^#+ ([\w-]+)$", runbook, re.M))
    named = set(alerts) | set(re.findall(r"runbook_url\}#([a-z-]+)", text())) | {"refused-starts"}
    for name in sorted(named - sections):
        problems.append(f"the run book says nothing about the alert {name}")


def main():
    problems, configuration = Problems(), Configuration()
    judge_arguments(configuration, problems)
    judge_references(configuration, problems)
    found = environments()
    if "--write" in sys.argv:
        ENVIRONMENTS.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n")
    kept = json.loads(ENVIRONMENTS.read_text()) if ENVIRONMENTS.exists() else None
    problems.unless(kept == found, "infra/check/environments.json is outdated: infra/check/terraform.py --write")
    judge_environment(found, problems)
    judge_limits(configuration, problems)
    judge_firestore(problems)
    judge_roles(problems)
    judge_alerts(problems)
    for problem in problems:
        print(f"terraform: {problem}")
    print(f"terraform: {len(configuration.resources)} resources judged, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
