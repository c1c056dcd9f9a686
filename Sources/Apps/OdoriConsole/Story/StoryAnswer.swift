package import OdoriDomain

/// What the API answers of a job with everything that is written down about it.
package struct StoryAnswer: Decodable, Sendable {
    package var jobID: String
    package var status: JobStatus
    package var createdAt: Timestamp
    package var startedAt: Timestamp?
    package var completedAt: Timestamp?
    package var cost: Cost
    package var characters: [Character]?
    package var operations: [Operation]?

    /// A job's money in US dollars.
    package struct Cost: Decodable, Sendable {
        package var reservedUSD: Double
        package var spentUSD: Double

        private enum CodingKeys: String, CodingKey {
            case reservedUSD = "reserved_usd"
            case spentUSD = "spent_usd"
        }
    }

    /// One slot.
    package struct Character: Decodable, Sendable {
        package var slot: Int
        package var status: JobStatus
        package var name: String?
        package var stages: [StageID: Stage]
    }

    /// One stage of a slot.
    package struct Stage: Decodable, Sendable {
        package var status: StageStatus
        package var attempts: Int?
        package var startedAt: Timestamp?
        package var completedAt: Timestamp?
        package var error: Failure?

        private enum CodingKeys: String, CodingKey {
            case status, attempts, error
            case startedAt = "started_at"
            case completedAt = "completed_at"
        }
    }

    /// Why a stage failed, the last time that it did.
    package struct Failure: Decodable, Sendable {
        package var code: String
        package var message: String
    }

    /// One order at a provider.
    package struct Operation: Decodable, Sendable {
        package var provider: String?
        package var slot: Int?
        package var stage: StageID?
        package var state: String
        package var providerID: String?
        package var priceUSD: Double

        private enum CodingKeys: String, CodingKey {
            case provider, slot, stage, state
            case providerID = "provider_id"
            case priceUSD = "price_usd"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case status, cost, characters, operations
        case jobID = "job_id"
        case createdAt = "created_at"
        case startedAt = "started_at"
        case completedAt = "completed_at"
    }
}
