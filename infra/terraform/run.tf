# The three services: the API, open to everybody behind its own keys; the worker; and the worker's image a second time for media work.
# Images and traffic belong to infra/deploy-*.sh, which is why they are ignored here after the first revision.

locals {
  # Known before the services are: a worker orders pushes to itself.
  host          = "${data.google_project.this.number}.${var.region}.run.app"
  api_url       = var.public_url == "" ? "https://odori-api-${local.host}" : var.public_url
  worker_url    = "https://odori-worker-${local.host}"
  media_url     = "https://odori-worker-media-${local.host}"
  audience      = "https://odori-worker.internal"
  longest_stage = 1800
  shared_environment = merge(
    {
      ODORI_MODE                  = "cloud"
      GOOGLE_CLOUD_PROJECT        = var.project
      GOOGLE_CLOUD_LOCATION       = var.region
      FIRESTORE_DATABASE          = var.firestore_database
      ODORI_BUCKET                = google_storage_bucket.media.name
      ODORI_OBJECT_PREFIX         = var.object_prefix
      ODORI_PUBLIC_URL            = local.api_url
      ODORI_MEDIA_LINKS           = "signed"
      ODORI_WORKER_URL            = local.worker_url
      ODORI_WORKER_AUTH           = "iam"
      ODORI_TASKS_SERVICE_ACCOUNT = google_service_account.invoker.email
      ODORI_TASKS_AUDIENCE        = local.audience
      ODORI_LOG                   = "json"
      ODORI_POLL_SECONDS          = tostring(var.poll_seconds)
    },
    var.use_pubsub ? { ODORI_QUEUE = "pubsub" } : { ODORI_MEDIA_WORKER_URL = local.media_url },
  )
  # The API estimates and refuses with the same prices that the worker pays.
  environment_of = {
    api = merge(local.shared_environment, var.provider_environment, {
      ODORI_MAX_COUNT    = tostring(var.max_count)
      ODORI_CORS_ORIGINS = join(",", var.cors_origins)
    })
    worker = merge(local.shared_environment, var.provider_environment, {
      ODORI_WORKER_CALLERS = google_service_account.invoker.email
    })
  }
  workers = {
    odori-worker = {
      cpu = "1", memory = "1Gi", concurrency = 80, instances = var.worker_instances
    }
    odori-worker-media = {
      cpu = "2", memory = "2Gi", concurrency = 1, instances = var.media_instances
    }
  }
}

resource "google_cloud_run_v2_service" "api" {
  count = var.deploy_services ? 1 : 0

  name                = "odori-api"
  location            = var.region
  ingress             = "INGRESS_TRAFFIC_ALL"
  deletion_protection = var.deletion_protection
  # The API checks keys itself; what it answers without one is health, the specification and signed links.
  invoker_iam_disabled = true

  template {
    service_account                  = google_service_account.api.email
    timeout                          = "900s"
    max_instance_request_concurrency = 80
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      min_instance_count = var.minimum_instances
      max_instance_count = var.api_instances
    }

    containers {
      image = var.api_image

      ports {
        container_port = 8080
      }

      resources {
        limits            = { cpu = "1", memory = "512Mi" }
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = local.environment_of.api
        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = toset(local.secrets_of.api)
        content {
          name = env.key
          value_source {
            secret_key_ref {
              secret  = google_secret_manager_secret.this[env.key].secret_id
              version = "latest"
            }
          }
        }
      }

      startup_probe {
        period_seconds    = 1
        timeout_seconds   = 1
        failure_threshold = 30
        http_get {
          path = "/ready"
        }
      }

      liveness_probe {
        period_seconds  = 15
        timeout_seconds = 3
        http_get {
          path = "/health"
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [template[0].containers[0].image, template[0].revision, traffic, client, client_version]
  }

  depends_on = [google_project_service.this, google_secret_manager_secret_iam_member.reads]
}

resource "google_cloud_run_v2_service" "worker" {
  for_each = { for name, worker in local.workers : name => worker if var.deploy_services }

  name     = each.key
  location = var.region
  # Cloud Tasks, Scheduler and Pub/Sub of this project count as internal.
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  deletion_protection = var.deletion_protection
  custom_audiences    = [local.audience]

  template {
    service_account                  = google_service_account.worker.email
    timeout                          = "${local.longest_stage}s"
    max_instance_request_concurrency = each.value.concurrency
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      min_instance_count = var.minimum_instances
      max_instance_count = each.value.instances
    }

    containers {
      image = var.worker_image

      ports {
        container_port = 8081
      }

      resources {
        limits            = { cpu = each.value.cpu, memory = each.value.memory }
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = local.environment_of.worker
        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = toset(local.secrets_of.worker)
        content {
          name = env.key
          value_source {
            secret_key_ref {
              secret  = google_secret_manager_secret.this[env.key].secret_id
              version = "latest"
            }
          }
        }
      }

      startup_probe {
        period_seconds    = 1
        timeout_seconds   = 1
        failure_threshold = 60
        http_get {
          path = "/ready"
        }
      }

      liveness_probe {
        period_seconds  = 15
        timeout_seconds = 3
        http_get {
          path = "/health"
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [template[0].containers[0].image, template[0].revision, traffic, client, client_version]
  }

  depends_on = [google_project_service.this, google_secret_manager_secret_iam_member.reads]
}

# Nobody but the invoker reaches a worker: Cloud Run asks before the container sees anything.
resource "google_cloud_run_v2_service_iam_member" "invoker" {
  for_each = google_cloud_run_v2_service.worker

  location = each.value.location
  name     = each.value.name
  role     = "roles/run.invoker"
  member   = local.members.invoker
}
