# What people are told of. Counts come from our own log lines, whose sentences infra-check finds in the code; every alert's document leads
# to the section of the run book with the same name.

locals {
  services = ["odori-api", "odori-worker", "odori-worker-media"]
  from_us  = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(${join(" OR ", [for name in local.services : "\"${name}\""])})"
  # Metric: the sentences that are counted.
  log_metrics = {
    attempts_failed      = ["an attempt failed"]
    providers_paused     = ["a provider is paused"]
    pushes_failed        = ["a push failed and must come again"]
    pushes_given_up      = ["a push was given up", "a push held no payload"]
    documents_unreadable = ["a push met a document that cannot be read", "a due document cannot be read", "a running job cannot be read"]
    price_drift          = ["an operation cost more than its worst price"]
    duplicate_orders     = ["a provider took one order more than once"]
    not_reconciled       = ["an operation could not be reconciled yet"]
    webhooks_given_up    = ["a webhook was given up"]
  }
  # Alert: what is counted, above how many in how long, and how long that lasts.
  log_alerts = {
    attempts-failing     = { metric = "attempts_failed", above = 20, window = "600s", severity = "WARNING" }
    provider-paused      = { metric = "providers_paused", above = 0, window = "300s", severity = "WARNING" }
    pushes-failing       = { metric = "pushes_failed", above = 5, window = "300s", severity = "ERROR" }
    pushes-given-up      = { metric = "pushes_given_up", above = 0, window = "300s", severity = "ERROR" }
    documents-unreadable = { metric = "documents_unreadable", above = 0, window = "300s", severity = "ERROR" }
    price-drift          = { metric = "price_drift", above = 0, window = "300s", severity = "CRITICAL" }
    duplicate-orders     = { metric = "duplicate_orders", above = 0, window = "300s", severity = "CRITICAL" }
    not-reconciled       = { metric = "not_reconciled", above = 10, window = "3600s", severity = "WARNING" }
    webhooks-given-up    = { metric = "webhooks_given_up", above = 3, window = "3600s", severity = "WARNING" }
  }
}

resource "google_logging_metric" "this" {
  for_each = local.log_metrics

  name        = "odori/${each.key}"
  description = "Log lines: ${join("; ", each.value)}"
  filter      = "${local.from_us} AND jsonPayload.message=(${join(" OR ", [for sentence in each.value : "\"${sentence}\""])})"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }

  depends_on = [google_project_service.this]
}

# A start that refuses its configuration says so in plain text, before there is a logger.
resource "google_logging_metric" "refused_starts" {
  name        = "odori/refused_starts"
  description = "Starts that ended with status 78"
  filter      = "${local.from_us} AND textPayload:\"the configuration cannot be used\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }

  depends_on = [google_project_service.this]
}

resource "google_monitoring_notification_channel" "email" {
  for_each = toset(var.alert_emails)

  display_name = each.key
  type         = "email"
  labels       = { email_address = each.key }
}

resource "google_monitoring_alert_policy" "log" {
  for_each = merge(local.log_alerts, {
    refused-starts = { metric = "refused_starts", above = 0, window = "300s", severity = "ERROR" }
  })

  display_name          = "odori: ${each.key}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  conditions {
    display_name = "more than ${each.value.above} in ${each.value.window}"
    condition_threshold {
      filter          = "metric.type=\"logging.googleapis.com/user/odori/${each.value.metric}\" AND resource.type=\"cloud_run_revision\""
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.above
      duration        = "0s"
      aggregations {
        alignment_period     = each.value.window
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbook_url}#${each.key}"
  }

  depends_on = [google_logging_metric.this, google_logging_metric.refused_starts]
}

resource "google_monitoring_alert_policy" "queue_backlog" {
  display_name          = "odori: queue-backlog"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  conditions {
    display_name = "a queue holds more than 1000 tasks for 15 minutes"
    condition_threshold {
      filter          = "metric.type=\"cloudtasks.googleapis.com/queue/depth\" AND resource.type=\"cloud_tasks_queue\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1000
      duration        = "900s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_MAX"
        cross_series_reducer = "REDUCE_MAX"
        group_by_fields      = ["resource.label.queue_id"]
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbook_url}#queue-backlog"
  }
}

resource "google_monitoring_alert_policy" "server_errors" {
  display_name          = "odori: server-errors"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  conditions {
    display_name = "a service answers 5xx more than once in 10 s"
    condition_threshold {
      filter          = "metric.type=\"run.googleapis.com/request_count\" AND resource.type=\"cloud_run_revision\" AND metric.label.response_code_class=\"5xx\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0.1
      duration        = "300s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.label.service_name"]
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbook_url}#server-errors"
  }
}

# The scheduler alone asks the worker once a minute: silence means that pushes do not arrive.
resource "google_monitoring_alert_policy" "no_pushes" {
  count = var.deploy_services ? 1 : 0

  display_name          = "odori: no-pushes"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  conditions {
    display_name = "the worker was asked nothing for 10 minutes"
    condition_absent {
      filter   = "metric.type=\"run.googleapis.com/request_count\" AND resource.type=\"cloud_run_revision\" AND resource.label.service_name=\"odori-worker\" AND metric.label.response_code_class=\"2xx\""
      duration = "600s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbook_url}#no-pushes"
  }
}

resource "google_monitoring_uptime_check_config" "api" {
  count = var.deploy_services ? 1 : 0

  display_name = "odori-api ready"
  period       = "60s"
  timeout      = "10s"

  http_check {
    path         = "/ready"
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }

  monitored_resource {
    type = "uptime_url"
    labels = {
      project_id = var.project
      host       = trimprefix(local.api_url, "https://")
    }
  }
}

resource "google_monitoring_alert_policy" "not_ready" {
  count = var.deploy_services ? 1 : 0

  display_name          = "odori: not-ready"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  conditions {
    display_name = "/ready fails from several places for 5 minutes"
    condition_threshold {
      filter          = "metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND resource.type=\"uptime_url\" AND metric.label.check_id=\"${google_monitoring_uptime_check_config.api[0].uptime_check_id}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "300s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbook_url}#not-ready"
  }
}

resource "google_billing_budget" "monthly" {
  count = var.billing_account == "" ? 0 : 1

  billing_account = var.billing_account
  display_name    = "odori"

  budget_filter {
    projects = ["projects/${data.google_project.this.number}"]
  }

  amount {
    specified_amount {
      currency_code = "USD"
      units         = tostring(floor(var.monthly_budget_usd))
    }
  }

  dynamic "threshold_rules" {
    for_each = [0.5, 0.9, 1.0]
    content {
      threshold_percent = threshold_rules.value
    }
  }

  threshold_rules {
    threshold_percent = 1.0
    spend_basis       = "FORECASTED_SPEND"
  }

  dynamic "all_updates_rule" {
    for_each = length(var.alert_emails) > 0 ? [1] : []
    content {
      monitoring_notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]
    }
  }

  depends_on = [google_project_service.this]
}
