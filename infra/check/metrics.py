#!/usr/bin/env python3
"""Compares the dashboards and alert rules with the metrics that the code declares: names, labels, and whether the queries parse."""

import json
import re
import sys

import promql_parser
import yaml

import sources

GRAFANA = sources.ROOT / "infra/grafana"
# Added by who scrapes, not by us.
SCRAPED = {"instance", "job"}


def declared():
    """Every series that the three services tell, with its labels."""
    found = {}

    def histogram(name, labels):
        for suffix in ["_bucket", "_sum", "_count"]:
            found[name + suffix] = {*labels, *(["le"] if suffix == "_bucket" else [])}

    for name, kind, labels in re.findall(
            r'Metric\(\s*"(\w+)",\s*\.(\w+)(?:\(\w+\))?,\s*\[([^\]]*)\]', sources.swift("Core/OdoriDomain/Telemetry/Metric+All.swift")):
        words = set(re.findall(r'"(\w+)"', labels))
        if kind == "histogram":
            histogram(name, words)
        else:
            found[name] = words
    histogram("odori_http_request_seconds", {"method", "route", "status"})
    for path in ["Apps/OdoriHTTP/Routes/MetricsPage.swift", "Apps/OdoriAPI/MetricsRoutes.swift", "Apps/OdoriQueue/API/MetricsRoutes.swift"]:
        text = sources.swift(path)
        for name in re.findall(r'"((?:process|odori_tools)_\w+)"', text) + re.findall(r"# TYPE (\w+) ", text):
            labels = {label for use in re.findall(name + r"\{(.*?)\}", text) for label in re.findall(r"(\w+)=", use)}
            found[name] = labels
    return found


def problems_of(where, expression, known):
    """What a query asks for that nobody tells."""
    try:
        promql_parser.parse(expression)
    except ValueError as error:
        return [f"{where}: {error}"]
    bare = re.sub(r'"[^"]*"', '""', expression)
    found = []
    for name, selector in re.findall(r"\b((?:odori|process)_\w+)(?:\{([^}]*)\})?", bare):
        if name not in known:
            found.append(f"{where}: nobody tells {name}")
            continue
        for label in re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", selector):
            if label not in known[name] | SCRAPED:
                found.append(f"{where}: {name} has no label {label}")
    names = [name for name in re.findall(r"\b((?:odori|process)_\w+)", bare) if name in known]
    for group in re.findall(r"by \(([^)]*)\)", bare):
        for label in re.split(r",\s*", group):
            if not any(label in known[name] | SCRAPED for name in names):
                found.append(f"{where}: there is no label {label}")
    return found


def main():
    known, found, queries = declared(), [], []
    rules = yaml.safe_load((GRAFANA / "alerts.yaml").read_text())
    runbook = set(re.findall(r"^#+ ([\w-]+)$", (sources.ROOT / "docs/RUNBOOK.md").read_text(), re.M))
    for rule in [rule for group in rules["groups"] for rule in group["rules"]]:
        queries.append((rule["alert"], rule["expr"]))
        if rule["annotations"]["runbook"].split("#")[1] not in runbook:
            found.append(f"{rule['alert']}: the run book has no such section")
    for panel in json.loads((GRAFANA / "dashboard.json").read_text())["panels"]:
        queries += [(panel["title"], target["expr"]) for target in panel["targets"]]
    for where, expression in queries:
        found += problems_of(where, expression, known)
    told = {name.removesuffix("_bucket").removesuffix("_count").removesuffix("_sum") for name in known}
    shown = " ".join(expression for _, expression in queries)
    found += [f"{name} is counted and shown nowhere" for name in sorted(told) if name not in shown]
    for problem in found:
        print(f"metrics: {problem}")
    print(f"metrics: {len(queries)} queries over {len(told)} families, {len(found)} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
