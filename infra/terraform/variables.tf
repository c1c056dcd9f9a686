variable "project" {
  description = "The project's id. It must exist and have billing."
  type        = string
}

variable "region" {
  description = "Where services, queues, files and documents are. Firestore's place cannot be changed later."
  type        = string
  default     = "us-central1"
}

variable "deploy_services" {
  description = "False for the first apply: registry, secrets and accounts must be there before images and secret values can be."
  type        = bool
  default     = true
}

variable "api_image" {
  description = "The API's image by digest, for the service's first revision only; infra/deploy-api.sh brings the later ones."
  type        = string
  default     = ""
}

variable "worker_image" {
  description = "The worker's image by digest, for the services' first revisions only; infra/deploy-worker.sh brings the later ones."
  type        = string
  default     = ""
}

variable "public_url" {
  description = "The address under which clients reach the API; empty for the one that Cloud Run gives it."
  type        = string
  default     = ""
}

variable "object_prefix" {
  description = "The first part of every object's name."
  type        = string
  default     = "anime_dance"
}

variable "firestore_database" {
  description = "The Firestore database's id."
  type        = string
  default     = "(default)"
}

variable "cors_origins" {
  description = "Origins whose pages may call the API and fetch from the bucket."
  type        = list(string)
  default     = []
}

variable "public_bucket" {
  description = "True lets everybody read what lies in the bucket who knows its name. Links are signed without it."
  type        = bool
  default     = false
}

variable "max_count" {
  description = "The most characters that one job may ask for."
  type        = number
  default     = 20
}

variable "provider_environment" {
  description = "Which providers make what, and their models: ODORI_MOTION and the like. Never a key."
  type        = map(string)
  default     = { ODORI_MOTION = "kling" }
}

variable "provider_secrets" {
  description = "Environment variables that hold providers' keys; each becomes a secret of its own that workers alone may read."
  type        = set(string)
  default     = ["KLING_API_KEY"]
}

variable "generation_slots" {
  description = "Pushes of paid work under way at once: no more than the providers' own slots."
  type        = number
  default     = 40
}

variable "poll_seconds" {
  description = "Between two looks at an operation. Every look writes to its run's document, which Firestore wants at most about once a second."
  type        = number
  default     = 15
}

variable "media_instances" {
  description = "The most instances that render at once; each takes one push."
  type        = number
  default     = 5
}

variable "api_instances" {
  description = "The most instances of the API."
  type        = number
  default     = 10
}

variable "worker_instances" {
  description = "The most instances of the generation worker."
  type        = number
  default     = 5
}

variable "minimum_instances" {
  description = "Instances of each service that are kept when there is nothing to do; 0 costs nothing and starts in a second."
  type        = number
  default     = 0
}

variable "use_pubsub" {
  description = "True orders pushes through Pub/Sub instead of Cloud Tasks (docs/GOOGLE.md says what is lost by it)."
  type        = bool
  default     = false
}

variable "alert_emails" {
  description = "Who is told of alerts."
  type        = list(string)
  default     = []
}

variable "runbook_url" {
  description = "Where alerts send their reader: an address at which docs/RUNBOOK.md can be read."
  type        = string
  default     = "docs/RUNBOOK.md"
}

variable "billing_account" {
  description = "The billing account that the budget watches; empty for no budget."
  type        = string
  default     = ""
}

variable "monthly_budget_usd" {
  description = "What Google may cost in a month before people are told. Providers bill elsewhere: max_cost_usd bounds these."
  type        = number
  default     = 200
}

variable "deletion_protection" {
  description = "False lets terraform destroy services, database and bucket."
  type        = bool
  default     = true
}
