output "api_url" {
  description = "Where clients reach the API."
  value       = local.api_url
}

output "worker_url" {
  description = "Where pushes go."
  value       = local.worker_url
}

output "registry" {
  description = "Where images are pushed to; infra/deploy-*.sh take it from ODORI_REGISTRY."
  value       = "${var.region}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.images.repository_id}"
}

output "bucket" {
  description = "The bucket of all files."
  value       = google_storage_bucket.media.name
}

output "secrets" {
  description = "Secrets that need a value before the services can start: infra/gcloud/secret.sh."
  value       = sort([for secret in google_secret_manager_secret.this : secret.secret_id])
}
