# Who may do what. README.md has the table with the reason for every role; infra-check compares the two.

locals {
  uses_vertex = lookup(var.provider_environment, "GOOGLE_GENAI_USE_VERTEXAI", "false") == "true"
  members = {
    api     = "serviceAccount:${google_service_account.api.email}"
    worker  = "serviceAccount:${google_service_account.worker.email}"
    invoker = "serviceAccount:${google_service_account.invoker.email}"
  }
}

resource "google_service_account" "api" {
  account_id   = "odori-api"
  display_name = "odori-api: accepts jobs"
}

resource "google_service_account" "worker" {
  account_id   = "odori-worker"
  display_name = "odori-worker: does the work"
}

resource "google_service_account" "invoker" {
  account_id   = "odori-invoker"
  display_name = "Whom pushes to the worker are signed as"
}

resource "google_project_iam_member" "api" {
  for_each = toset(concat(
    ["roles/datastore.user", "roles/logging.logWriter"],
    var.use_pubsub ? [] : ["roles/cloudtasks.enqueuer"],
  ))

  project = var.project
  role    = each.key
  member  = local.members.api
}

resource "google_project_iam_member" "worker" {
  for_each = toset(concat(
    ["roles/datastore.user", "roles/logging.logWriter"],
    var.use_pubsub ? [] : ["roles/cloudtasks.enqueuer"],
    local.uses_vertex ? ["roles/aiplatform.user"] : [],
  ))

  project = var.project
  role    = each.key
  member  = local.members.worker
}

# Whoever creates a task with the invoker's identity must be allowed to act as it.
resource "google_service_account_iam_member" "act_as_invoker" {
  for_each = toset(["api", "worker"])

  service_account_id = google_service_account.invoker.name
  role               = "roles/iam.serviceAccountUser"
  member             = local.members[each.key]
}

# The worker signs links to files for providers with its own account's key (signBlob).
resource "google_service_account_iam_member" "worker_signs" {
  service_account_id = google_service_account.worker.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.members.worker
}

resource "google_storage_bucket_iam_member" "worker_writes" {
  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectAdmin"
  member = local.members.worker
}

resource "google_storage_bucket_iam_member" "api_reads" {
  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectViewer"
  member = local.members.api
}

# References are uploaded to the API, and deleted there with all their files.
resource "google_storage_bucket_iam_member" "api_keeps_references" {
  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectUser"
  member = local.members.api

  condition {
    title      = "references only"
    expression = "resource.name.startsWith('projects/_/buckets/${google_storage_bucket.media.name}/objects/${var.object_prefix}/references/')"
  }
}

resource "google_storage_bucket_iam_member" "everybody_reads" {
  # checkov:skip=CKV_GCP_28: only where public_bucket says so; links are signed by default.
  count = var.public_bucket ? 1 : 0

  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}

# Cloud Run starts instances as the service's account, which reads its own secrets and no others.
resource "google_secret_manager_secret_iam_member" "reads" {
  for_each = merge([
    for account, names in local.secrets_of : { for name in names : "${account} ${name}" => { account = account, name = name } }
  ]...)

  secret_id = google_secret_manager_secret.this[each.value.name].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = local.members[each.value.account]
}
