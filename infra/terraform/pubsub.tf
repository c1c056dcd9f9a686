# The optional path: the same payloads, published. There is no delay and no name there, so waits are the sweep's.

locals {
  pushes = {
    odori-tasks-push  = { url = local.worker_url, filter = "NOT attributes.queue = \"odori-media\"" }
    odori-tasks-media = { url = local.media_url, filter = "attributes.queue = \"odori-media\"" }
  }
}

resource "google_pubsub_topic" "tasks" {
  # checkov:skip=CKV_GCP_83: messages hold ids and no content; Google's keys encrypt them.
  count = var.use_pubsub ? 1 : 0

  name                       = "odori-tasks"
  message_retention_duration = "604800s"

  depends_on = [google_project_service.this]
}

resource "google_pubsub_topic_iam_member" "publishes" {
  for_each = var.use_pubsub ? toset(["api", "worker"]) : []

  topic  = google_pubsub_topic.tasks[0].name
  role   = "roles/pubsub.publisher"
  member = local.members[each.key]
}

resource "google_pubsub_subscription" "push" {
  for_each = { for name, push in local.pushes : name => push if var.use_pubsub && var.deploy_services }

  name                       = each.key
  topic                      = google_pubsub_topic.tasks[0].id
  filter                     = each.value.filter
  ack_deadline_seconds       = 600
  message_retention_duration = "604800s"

  expiration_policy {
    ttl = ""
  }

  retry_policy {
    minimum_backoff = "1s"
    maximum_backoff = "60s"
  }

  push_config {
    push_endpoint = "${each.value.url}/pubsub/push"

    oidc_token {
      service_account_email = google_service_account.invoker.email
      audience              = local.audience
    }
  }
}

# Pub/Sub signs pushes as the invoker.
resource "google_service_account_iam_member" "pubsub_signs" {
  count = var.use_pubsub ? 1 : 0

  service_account_id = google_service_account.invoker.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}
