package import OdoriDomain
package import OdoriPorts

extension DocumentKey {
    /// What a caller reads of a job (`JobDocument`).
    package static func job(_ id: JobID) -> DocumentKey {
        DocumentKey(Collection.jobs, id.rawValue)
    }

    /// What a caller reads of one character's passage (`RunDocument`).
    package static func run(_ id: RunID) -> DocumentKey {
        DocumentKey(Collection.jobs, id.job.rawValue, "runs", id.slot.name)
    }

    /// What drives a run.
    package static func engine(_ id: RunID) -> DocumentKey {
        DocumentKey(Collection.jobs, id.job.rawValue, Collection.engine, id.slot.name)
    }

    /// What drives a job's own steps.
    package static func steps(_ id: JobID) -> DocumentKey {
        DocumentKey(Collection.jobs, id.rawValue, Collection.engine, "job")
    }

    /// A job's money (`LedgerDocument`).
    package static func ledger(_ id: JobID) -> DocumentKey {
        DocumentKey(Collection.jobs, id.rawValue, Collection.engine, "ledger")
    }

    /// What a caller reads of a reference (`ReferenceDocument`).
    package static func reference(_ id: ReferenceID) -> DocumentKey {
        DocumentKey(Collection.references, id.rawValue)
    }

    /// What drives a reference's steps.
    package static func steps(_ id: ReferenceID) -> DocumentKey {
        DocumentKey(Collection.references, id.rawValue, Collection.engine, "reference")
    }

    /// A character that was published; outlives its job.
    package static func character(_ id: CharacterID) -> DocumentKey {
        DocumentKey("characters", id.rawValue)
    }

    /// A webhook and its deliveries (`OutboxDocument`).
    package static func outbox(_ id: WebhookID) -> DocumentKey {
        DocumentKey(Collection.outbox, id.rawValue)
    }

    /// - Parameter hash: of an owner and the key that the owner sent.
    package static func idempotency(_ hash: String) -> DocumentKey {
        DocumentKey("idempotency", hash)
    }

    /// What all workers know of a provider's health.
    package static func provider(_ name: String) -> DocumentKey {
        DocumentKey(Collection.providers, name)
    }

    /// Who holds a name, so that no two characters bear the same (`NameClaim`).
    package static func name(_ key: String) -> DocumentKey {
        DocumentKey("names", key)
    }
}

/// The collections that queries name; listeners outside depend on them, so they never change.
package enum Collection {
    package static let jobs = "pipeline_jobs"
    package static let references = "references"
    package static let outbox = "outbox"
    package static let characters = "characters"
    package static let providers = "providers"
    /// A group: one document of a job, a run or a reference each.
    package static let engine = "engine"
}

extension Subject {
    /// The subject whose engine document stands under a key; nil for any other key.
    package init?(engine key: DocumentKey) {
        let parts = key.path.split(separator: "/").map(String.init)
        guard parts.count == 4, parts[2] == Collection.engine else { return nil }
        switch (parts[0], parts[3]) {
        case (Collection.references, "reference"):
            guard let id = ReferenceID(rawValue: parts[1]) else { return nil }
            self = .reference(id)
        case (Collection.jobs, "job"):
            guard let id = JobID(rawValue: parts[1]) else { return nil }
            self = .job(id)
        case (Collection.jobs, _):
            guard let id = JobID(rawValue: parts[1]), let slot = Int(parts[3]) else { return nil }
            self = .run(RunID(job: id, slot: Slot(slot)))
        default: return nil
        }
    }
}
