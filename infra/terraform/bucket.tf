# Files: references, pictures, dances, remixes, deliverables, and what is worked on.

resource "google_storage_bucket" "media" {
  # checkov:skip=CKV_GCP_62: Cloud Audit Logs record access; usage logs in a bucket of their own would only repeat them.
  # checkov:skip=CKV_GCP_78: objects are written once under a name that is never used for another content; soft deletion covers mistakes.
  # checkov:skip=CKV_GCP_114: prevention is enforced unless public_bucket asks for the opposite.
  name                        = "${var.project}-odori-media"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = var.public_bucket ? "inherited" : "enforced"
  force_destroy               = !var.deletion_protection

  # What stages leave for each other while a run is under way.
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age            = 7
      matches_prefix = ["${var.object_prefix}/tmp/"]
    }
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }
    condition {
      age = 7
    }
  }

  soft_delete_policy {
    retention_duration_seconds = 604800
  }

  dynamic "cors" {
    for_each = length(var.cors_origins) > 0 ? [1] : []
    content {
      origin          = var.cors_origins
      method          = ["GET", "HEAD"]
      response_header = ["Content-Type", "Content-Length", "Content-Range", "Accept-Ranges", "ETag"]
      max_age_seconds = 3600
    }
  }

  depends_on = [google_project_service.this]
}
