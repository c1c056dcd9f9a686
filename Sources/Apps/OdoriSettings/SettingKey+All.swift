extension SettingKey {
    /// `embedded` (default): everything on this machine. `cloud`: Firestore, Cloud Storage and Cloud Tasks.
    static let mode = SettingKey("ODORI_MODE", "embedded or cloud: the defaults of the rest")
    /// Where the database, the objects, the keys and the scratch space lie; `.odori` in the working directory.
    static let dataDirectory = SettingKey("ODORI_DATA_DIR", "directory of everything that is kept")
    /// Working files of attempts and uploads; `scratch` in the data directory.
    static let scratchDirectory = SettingKey("ODORI_SCRATCH_DIR", "directory of working files")
    /// `studio` (default): three dances that the worker draws at its first start; `empty`: none.
    static let catalogue = SettingKey("ODORI_CATALOGUE", "references there are from the start: studio or empty")
    /// `software` (default), `vaapi` or `nvenc`.
    static let encoder = SettingKey("ODORI_ENCODER", "what encodes video: software, vaapi or nvenc")
    /// The port that the process reading it listens on; 0 = any free one.
    static let port = SettingKey("PORT", "port to listen on")
    /// The address that the process reading it listens on; 127.0.0.1.
    static let host = SettingKey("HOST", "address to listen on")
    /// `1` where a parent holds this process's standard input: its end ends the process.
    static let supervised = SettingKey("ODORI_SUPERVISED", "1: stop at the end of standard input")

    /// `sqlite`; `firestore` in cloud mode.
    static let store = SettingKey("ODORI_STORE", "where documents live: sqlite or firestore")
    /// `directory`; `gcs` in cloud mode.
    static let objects = SettingKey("ODORI_OBJECTS", "where files live: directory or gcs")
    /// `cloudtasks` (default), or in cloud mode `pubsub`.
    static let queue = SettingKey("ODORI_QUEUE", "what orders pushes: cloudtasks or pubsub")
    /// `odori-tasks`.
    static let pubSubTopic = SettingKey("ODORI_PUBSUB_TOPIC", "id of the Pub/Sub topic that pushes are published to")
    /// `host:port`; no credentials are looked for then, and the worker makes topic and subscription itself.
    static let pubSubEmulator = SettingKey("PUBSUB_EMULATOR_HOST", "host:port of the Pub/Sub emulator")
    /// The bucket's name in `gs://` URLs; `local`.
    static let bucket = SettingKey("ODORI_BUCKET", "name of the bucket in gs:// URLs")
    /// The first part of every object's name; `anime_dance`.
    static let objectPrefix = SettingKey("ODORI_OBJECT_PREFIX", "first part of every object's name")

    /// One key, which belongs to the owner `local`.
    static let apiKey = SettingKey("PIPELINE_API_KEY", "key that clients present", isSecret: true)
    /// `owner:key` or `owner:sha256:hex`, separated by commas.
    static let apiKeys = SettingKey("PIPELINE_API_KEYS", "keys by owner: owner:key,owner:sha256:hex", isSecret: true)
    /// The address under which clients reach the API; links begin with it.
    static let publicURL = SettingKey("ODORI_PUBLIC_URL", "address under which clients reach the API")
    /// Signs links to media; embedded mode makes one.
    static let linkSecret = SettingKey("ODORI_LINK_SECRET", "signs links to media", isSecret: true)
    /// `signed` (default), `public` where everybody may read the bucket, or `none`.
    static let mediaLinks = SettingKey("ODORI_MEDIA_LINKS", "links beside gs:// URLs: signed, public or none")
    /// The most characters that one job may ask for; 20.
    static let maxCount = SettingKey("ODORI_MAX_COUNT", "most characters of one job")

    /// Requests a second that one key may make, with as many again saved up; 5000, 0 = without end.
    static let rateLimit = SettingKey("ODORI_RATE_LIMIT", "requests a second for each key, 0 = without end")
    /// `scheme://host[:port]`, separated by commas, or `*`; none by default.
    static let corsOrigins = SettingKey("ODORI_CORS_ORIGINS", "origins whose pages may call the API")

    /// Where pushes go; http://127.0.0.1:8081.
    static let workerURL = SettingKey("ODORI_WORKER_URL", "address of the worker")
    /// Where pushes of media work go, if not to the worker.
    static let mediaWorkerURL = SettingKey("ODORI_MEDIA_WORKER_URL", "address of a worker for media work alone")
    /// `oidc`: the worker verifies every push's token itself. `iam`, the default in cloud mode: Cloud Run did.
    static let workerAuth = SettingKey("ODORI_WORKER_AUTH", "how pushes are verified: oidc or iam")
    /// E-mail addresses of who may push, separated by commas; the tasks' service account.
    static let workerCallers = SettingKey("ODORI_WORKER_CALLERS", "e-mail addresses that may push")
    /// The service account that pushes are signed for.
    static let tasksServiceAccount = SettingKey("ODORI_TASKS_SERVICE_ACCOUNT", "service account of the pushes")
    /// The audience of all pushes' tokens; by default the address of the worker that each goes to.
    static let tasksAudience = SettingKey("ODORI_TASKS_AUDIENCE", "audience of the pushes' tokens")
    /// `odori-local`.
    static let project = SettingKey("GOOGLE_CLOUD_PROJECT", "project of the queues")
    /// `us-central1`.
    static let location = SettingKey("GOOGLE_CLOUD_LOCATION", "location of the queues")
    /// `host:port` of `odori-queue`; 127.0.0.1:8123, in cloud mode none: Cloud Tasks itself.
    static let tasksEmulator = SettingKey("CLOUD_TASKS_EMULATOR_HOST", "host:port of odori-queue")

    /// Where `GOOGLE_CLOUD_PROJECT` is not set.
    static let otherProject = SettingKey("GCLOUD_PROJECT", "project, where GOOGLE_CLOUD_PROJECT is not set")
    /// `(default)`.
    static let firestoreDatabase = SettingKey("FIRESTORE_DATABASE", "id of the Firestore database")
    /// `host:port`; no credentials are looked for then.
    static let firestoreEmulator = SettingKey("FIRESTORE_EMULATOR_HOST", "host:port of the Firestore emulator")
    /// `host:port` or an address; no credentials are looked for then.
    static let storageEmulator = SettingKey("STORAGE_EMULATOR_HOST", "address of a Cloud Storage emulator")
    /// A service account's or a user's file.
    static let credentials = SettingKey("GOOGLE_APPLICATION_CREDENTIALS", "file of credentials for Google Cloud")
    /// Where gcloud keeps its files; `~/.config/gcloud`.
    static let gcloudConfiguration = SettingKey("CLOUDSDK_CONFIG", "directory of gcloud's files")
    /// `host[:port]`.
    static let metadataHost = SettingKey("GCE_METADATA_HOST", "host of the metadata server")
    /// `true`: none is looked for.
    static let noMetadata = SettingKey("NO_GCE_CHECK", "true: look for no metadata server")

    /// How long a lease lasts without a heartbeat; 15, in cloud mode 60.
    static let leaseSeconds = SettingKey("ODORI_LEASE_SECONDS", "seconds that a lease lasts")
    /// How long a stage waits between two looks at a provider; 2.
    static let pollSeconds = SettingKey("ODORI_POLL_SECONDS", "seconds between two checks of an operation")
    /// `resubmit_once` (default) or `fail`: for paid calls of which it cannot be found out whether they were carried out.
    static let ambiguous = SettingKey("ODORI_AMBIGUOUS", "after a lost answer: resubmit_once or fail")
    /// How often what is overdue is looked for; 60.
    static let sweepSeconds = SettingKey("ODORI_SWEEP_SECONDS", "seconds between two sweeps")

    /// `studio` (default): everything is made on this machine. `live`: by paid providers; each of the next can be set by itself.
    static let providers = SettingKey("ODORI_PROVIDERS", "who makes things: studio or live")
    /// `studio` (default) or `gemini`.
    static let concepts = SettingKey("ODORI_CONCEPTS", "who writes concepts: studio or gemini")
    /// `studio` (default) or `gemini`.
    static let images = SettingKey("ODORI_IMAGES", "who draws: studio or gemini")
    /// `local` (default), or `gemini`, which watches while the local analyst measures.
    static let analysis = SettingKey("ODORI_ANALYSIS", "who analyses dances: local or gemini")
    /// `studio` (default), `kling` or `fal`; several, separated by commas, for jobs that prefer another than the first.
    static let motion = SettingKey("ODORI_MOTION", "who transfers motion: studio, kling, fal; the first by default")
    /// `studio` (default), `minimax` or `lyria`.
    static let music = SettingKey("ODORI_MUSIC", "who composes: studio, minimax or lyria")

    /// With the next two: files are signed, and say what they were made of.
    static let signingPython = SettingKey("ODORI_C2PA_PYTHON", "python that has c2pa-python, for signing files")
    /// PEM, from the signer's certificate on.
    static let signingCertificate = SettingKey("ODORI_C2PA_CERTIFICATE", "file of certificates that sign files")
    /// PEM.
    static let signingKey = SettingKey("ODORI_C2PA_KEY", "file of the key that signs files")
    /// None by default; it is asked at every signature.
    static let signingTimestamps = SettingKey("ODORI_C2PA_TIMESTAMPS", "address of a server of time stamps (RFC 3161)")

    /// Keys of Google AI Studio, separated by commas; the first is used until its quota is.
    static let geminiKeys = SettingKey("GEMINI_API_KEYS", "keys for Gemini", isSecret: true)
    /// `gemini-3.8-flash`.
    static let geminiTextModel = SettingKey("GEMINI_TEXT_MODEL", "Gemini's model that writes and watches")
    /// `gemini-3.1-flash-image`.
    static let geminiImageModel = SettingKey("GEMINI_IMAGE_MODEL", "Gemini's model that draws")
    /// The vendor's own by default.
    static let geminiURL = SettingKey("GEMINI_BASE_URL", "address of Gemini's API")
    /// `v1beta`.
    static let geminiVersion = SettingKey("GEMINI_API_VERSION", "version of Gemini's developer API: v1beta or v1")
    /// `true`: Gemini by Vertex AI, with Google Cloud's credentials, in `GOOGLE_CLOUD_LOCATION`, else `global`.
    static let geminiVertex = SettingKey("GOOGLE_GENAI_USE_VERTEXAI", "true: Gemini by Vertex AI")
    /// An API key of Kling's console.
    static let klingKey = SettingKey("KLING_API_KEY", "key for Kling", isSecret: true)
    /// `kling-3.0`.
    static let klingModel = SettingKey("KLING_MODEL", "Kling's model for motion control")
    /// https://api-singapore.klingai.com.
    static let klingURL = SettingKey("KLING_BASE_URL", "address of Kling's API")
    /// The older pair, for the legacy API; where there is an API key, that counts.
    static let klingAccessKey = SettingKey("KLING_ACCESS_KEY", "access key for Kling's legacy API", isSecret: true)
    static let klingSecretKey = SettingKey("KLING_SECRET_KEY", "secret key for Kling's legacy API", isSecret: true)
    /// Of the console, `whsec_…`; several, separated by commas, while one is being changed.
    static let klingWebhookSecret = SettingKey(
        "KLING_WEBHOOK_SECRET", "whsec_… that Kling signs callbacks with", isSecret: true)
    /// How many dances the account may have open at once; not limited by us when it is not set.
    static let klingSlots = SettingKey("KLING_SLOTS", "dances that Kling's account may have open at once")
    static let falKey = SettingKey("FAL_KEY", "key for fal", isSecret: true)
    /// `fal-ai/kling-video/v3/pro/motion-control`.
    static let falModel = SettingKey("FAL_MOTION_MODEL", "fal's model for motion control")
    /// https://queue.fal.run.
    static let falURL = SettingKey("FAL_QUEUE_URL", "address of fal's queue")
    /// https://rest.fal.ai/.well-known/jwks.json.
    static let falKeys = SettingKey("FAL_JWKS_URL", "where the keys lie that fal signs callbacks with")
    static let falSlots = SettingKey("FAL_SLOTS", "dances that fal's account may have open at once")
    static let miniMaxKey = SettingKey("MINIMAX_API_KEY", "key for MiniMax", isSecret: true)
    /// `music-3.0`.
    static let miniMaxModel = SettingKey("MINIMAX_MODEL", "MiniMax's model for music")
    /// https://api.minimax.io.
    static let miniMaxURL = SettingKey("MINIMAX_BASE_URL", "address of MiniMax's API")
    /// `lyria-3.5`.
    static let lyriaModel = SettingKey("ODORI_LYRIA_MODEL", "Lyria's model for music")
    /// Signs the addresses that providers are given for callbacks; embedded mode makes one.
    static let callbackSecret = SettingKey("ODORI_CALLBACK_SECRET", "signs addresses for callbacks", isSecret: true)
    /// `auto` (default): where `ODORI_PUBLIC_URL` is https. `always`: with http as well. `never`.
    static let callbacks = SettingKey("ODORI_CALLBACKS", "addresses for providers' callbacks: auto, always or never")
    /// A file whose prices take the place of those that come with the build.
    static let prices = SettingKey("ODORI_PRICES", "file of prices, JSON")
    /// A PNG or JPEG on the worker's machine, laid over every watermarked deliverable's top left.
    static let logo = SettingKey("ODORI_LOGO", "picture for the top left of deliverables, PNG or JPEG")
    /// `CIDR:port` separated by commas; empty by default.
    static let egressAllow = SettingKey(
        "ODORI_EGRESS_ALLOW", "CIDR:port that downloads may reach although private or without TLS")

    /// `whsec_…`, separated by commas: all of them sign, so that receivers can change theirs; embedded mode makes one.
    static let webhookSecret = SettingKey(
        "ODORI_WEBHOOK_SECRET", "whsec_… that webhooks are signed with; several while they are changed", isSecret: true)
    /// The pauses before the attempts to deliver a webhook: `0s,5s,5m,30m,2h,5h,10h,14h,20h,24h`.
    static let webhookSchedule = SettingKey(
        "ODORI_WEBHOOK_SCHEDULE", "pauses before the attempts to deliver a webhook: 0s,5s,5m,30m,2h")

    /// `text` (default) or `json`.
    static let logFormat = SettingKey("ODORI_LOG", "form of log lines: text or json")
    /// `trace`, `debug`, `info` (default), `notice`, `warning`, `error` or `critical`.
    static let logLevel = SettingKey("ODORI_LOG_LEVEL", "least level that is logged")

    /// Every key, in the order in which they are explained.
    package static let all: [SettingKey] = [
        mode, dataDirectory, scratchDirectory, catalogue, encoder, port, host, supervised, store, objects, queue,
        pubSubTopic,
        pubSubEmulator, bucket, objectPrefix,
        apiKey, apiKeys, publicURL, linkSecret, mediaLinks, maxCount, rateLimit, corsOrigins, workerURL, mediaWorkerURL,
        workerAuth, workerCallers, tasksServiceAccount, tasksAudience, project, location, tasksEmulator, otherProject,
        firestoreDatabase, firestoreEmulator, storageEmulator, credentials, gcloudConfiguration, metadataHost,
        noMetadata, leaseSeconds,
        pollSeconds, ambiguous, sweepSeconds, providers, concepts, images, analysis, motion, music,
        signingPython, signingCertificate, signingKey, signingTimestamps, geminiKeys,
        geminiTextModel, geminiImageModel, geminiURL, geminiVersion, geminiVertex, klingKey,
        klingModel,
        klingURL, klingAccessKey, klingSecretKey, klingWebhookSecret, klingSlots, falKey, falModel, falURL, falKeys,
        falSlots, miniMaxKey, miniMaxModel, miniMaxURL, lyriaModel, callbackSecret, callbacks, prices, logo,
        egressAllow,
        webhookSecret,
        webhookSchedule, logFormat, logLevel,
    ]
}
