# Names of secrets; their values are added by infra/gcloud/secret.sh and never stand in Terraform's state.

locals {
  secrets_of = {
    api    = ["PIPELINE_API_KEYS", "ODORI_LINK_SECRET", "ODORI_CALLBACK_SECRET"]
    worker = concat(["ODORI_LINK_SECRET", "ODORI_CALLBACK_SECRET", "ODORI_WEBHOOK_SECRET"], tolist(var.provider_secrets))
  }
  secrets = toset(flatten(values(local.secrets_of)))
}

resource "google_secret_manager_secret" "this" {
  for_each = local.secrets

  secret_id = lower(replace(each.key, "_", "-"))
  labels    = { app = "odori" }

  replication {
    auto {}
  }

  depends_on = [google_project_service.this]
}
