#!/usr/bin/env python3
"""Writes infra/grafana/dashboard.json: what to look at, in the order in which one asks."""

import json
from pathlib import Path

# Title, unit, queries with their legends.
PANELS = [
    ("Stages ended a minute, by outcome", "short", [
        ('sum by (outcome) (rate(odori_stage_seconds_count[5m])) * 60', "{{outcome}}")]),
    ("How long attempts take, p95", "s", [
        ('histogram_quantile(0.95, sum by (stage, le) (rate(odori_stage_seconds_bucket[15m])))', "{{stage}}")]),
    ("How late work begins, p95", "s", [
        ('histogram_quantile(0.95, sum by (queue, le) (rate(odori_stage_wait_seconds_bucket[15m])))', "{{queue}}")]),
    ("Leases held", "short", [("sum(odori_leases_held)", "leases")]),
    ("Pushes a second", "short", [("sum by (result) (rate(odori_pushes_total[5m]))", "{{result}}")]),
    ("Tasks that wait", "short", [("max by (queue) (odori_queue_tasks)", "{{queue}}")]),
    ("Oldest due task", "s", [("max by (queue) (odori_queue_overdue_seconds)", "{{queue}}")]),
    ("Pushes by how they ended", "short", [("sum by (outcome) (rate(odori_queue_pushes_total[5m]))", "{{outcome}}")]),
    ("Provider calls a minute, by outcome", "short", [
        ("sum by (provider, call, outcome) (rate(odori_provider_call_seconds_count[5m])) * 60", "{{provider}} {{call}} {{outcome}}")]),
    ("Provider calls, p95", "s", [
        ("histogram_quantile(0.95, sum by (provider, call, le) (rate(odori_provider_call_seconds_bucket[15m])))", "{{provider}} {{call}}")]),
    ("Providers that are paused", "short", [
        ("max by (provider) (odori_provider_paused)", "{{provider}}"),
        ("sum by (provider) (increase(odori_provider_pauses_total[1h]))", "{{provider}}: pauses an hour")]),
    ("Money settled an hour", "currencyUSD", [
        ('sum by (provider) (increase(odori_money_micro_dollars_total{entry="settled"}[1h])) / 1e6', "{{provider}}")]),
    ("Money reserved an hour", "currencyUSD", [
        ('sum by (provider) (increase(odori_money_micro_dollars_total{entry="reserved"}[1h])) / 1e6', "{{provider}}")]),
    ("Processors used by tools (ffmpeg and others)", "short", [("sum by (instance) (rate(odori_tools_cpu_seconds_total[5m]))", "{{instance}}")]),
    ("Memory: services, and the largest tool", "bytes", [
        ("process_resident_memory_bytes", "{{instance}}"), ("odori_tools_peak_bytes", "{{instance}} largest tool")]),
    ("Processors used by services", "short", [("sum by (instance) (rate(process_cpu_seconds_total[5m]))", "{{instance}}")]),
    ("API: requests a second", "short", [("sum by (route) (rate(odori_http_request_seconds_count[5m]))", "{{route}}")]),
    ("API: p99", "s", [
        ("histogram_quantile(0.99, sum by (route, le) (rate(odori_http_request_seconds_bucket[5m])))", "{{route}}")]),
    ("API: who watches", "short", [("sum(odori_event_listeners)", "listeners")]),
]


def panel(index, title, unit, queries):
    return {
        "id": index + 1, "type": "timeseries", "title": title,
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "gridPos": {"h": 8, "w": 8, "x": 8 * (index % 3), "y": 8 * (index // 3)},
        "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
        "targets": [{"refId": chr(65 + number), "expr": expr, "legendFormat": legend} for number, (expr, legend) in enumerate(queries)],
    }


def dashboard():
    return {
        "uid": "odori", "title": "Odori", "schemaVersion": 39, "editable": True, "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"}, "tags": ["odori"],
        "templating": {"list": [{"name": "source", "type": "datasource", "query": "prometheus", "label": "Prometheus"}]},
        "panels": [panel(index, *given) for index, given in enumerate(PANELS)],
    }


if __name__ == "__main__":
    Path(__file__).with_name("dashboard.json").write_text(json.dumps(dashboard(), indent=1) + "\n")
