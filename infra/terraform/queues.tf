# The four queues that drive everything. Waits are delayed tasks of the engine's own; the queues' retries serve crashes only, and so
# never give up (max_attempts = -1, no duration) and begin again soon. The figures are those of `QueueRetry` in the code.

locals {
  queues = {
    # Paid providers: no more at once than their slots.
    odori-generate = { per_second = 50, concurrent = var.generation_slots }
    # Looks at operations, and bookkeeping: short.
    odori-poll = { per_second = 200, concurrent = 200 }
    # One push for each instance that renders.
    odori-media = { per_second = 20, concurrent = var.media_instances }
    # Webhooks: at most so many receivers are talked to at once.
    odori-notify = { per_second = 50, concurrent = 50 }
  }
}

resource "google_cloud_tasks_queue" "this" {
  for_each = local.queues

  name     = each.key
  location = var.region

  rate_limits {
    max_dispatches_per_second = each.value.per_second
    max_concurrent_dispatches = each.value.concurrent
  }

  retry_config {
    max_attempts       = -1
    max_retry_duration = "0s"
    min_backoff        = "0.2s"
    max_backoff        = "10s"
    max_doublings      = 6
  }

  stackdriver_logging_config {
    sampling_ratio = 0.01
  }

  depends_on = [google_project_service.this]
}

# A second source of sweeps beside the chain that workers keep up themselves.
resource "google_cloud_scheduler_job" "sweep" {
  count = var.deploy_services ? 1 : 0

  name             = "odori-sweep"
  description      = "Brings back whatever fell through"
  region           = var.region
  schedule         = "* * * * *"
  time_zone        = "Etc/UTC"
  attempt_deadline = "60s"

  retry_config {
    retry_count = 0
  }

  http_target {
    http_method = "POST"
    uri         = "${local.worker_url}/tasks/sweep"
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode("{}")

    oidc_token {
      service_account_email = google_service_account.invoker.email
      audience              = local.audience
    }
  }

  depends_on = [google_cloud_run_v2_service.worker]
}
