import OdoriJSON
import HTTPTypes
import Hummingbird
import Logging
import OdoriDomain
import OdoriHTTP
import OdoriJobs
import OdoriPorts

/// `run` and `estimate`: the same body, accepted or only weighed.
struct RunRoutes: Sendable {
    private let services: APIServices
    private let acceptance: JobAcceptance
    private let pace: PaceHistory

    init(services: APIServices, pace: PaceHistory) {
        self.services = services
        self.pace = pace
        acceptance = JobAcceptance(
            store: services.store,
            queue: services.queue,
            clock: services.clock,
            identifiers: services.identifiers,
            tariffs: services.settings.tariffs,
            folder: DropFolder(bucket: services.settings.bucket)
        )
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.post("run", use: run)
        group.post("estimate", use: estimate)
        group.refuseOthers("run", than: .post)
        group.refuseOthers("estimate", than: .post)
    }

    @Sendable private func run(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let key = try IdempotencyKey(request.headers)
        let body = try await request.json(within: services.clock)
        guard let key else {
            let config = try config(body)
            // Asked for beforehand: once the job is accepted, nothing may keep the answer back.
            let duration = try await pace.current().words
            let job = try await acceptance.accept(config, owner: context.owner)
            return try accepted(job.jobID, duration, isRepeated: false, context)
        }
        do {
            return try await run(body, key, context)
        } catch JobAcceptance.Refusal.keyUsedForAnother {
            throw Problem(
                .unprocessableContent,
                "this Idempotency-Key came with another body before",
                code: "idempotency_key_reused"
            )
        }
    }

    /// Whoever sends the same again is answered the same, before anything else is looked at.
    private func run(_ body: JSONValue, _ key: IdempotencyKey, _ context: OwnedContext) async throws -> Response {
        let claim = try IdempotencyClaim(key: key.text, body: body)
        if let earlier = try await acceptance.earlier(claim, owner: context.owner) {
            return try accepted(earlier.jobID, earlier.estimatedDuration, isRepeated: true, context)
        }
        let config = try config(body)
        let outcome = try await acceptance.accept(
            config,
            owner: context.owner,
            claim: claim,
            duration: try await pace.current().words
        )
        return try accepted(outcome.jobID, outcome.estimatedDuration, isRepeated: outcome.isRepeated, context)
    }

    private func config(_ body: JSONValue) throws -> JobConfig {
        try JobConfig(
            reading: body, maxCount: services.settings.maxCount, egress: services.settings.egress,
            motions: services.settings.motions)
    }

    private func accepted(
        _ job: JobID,
        _ duration: String,
        isRepeated: Bool,
        _ context: OwnedContext
    ) throws -> Response {
        if !isRepeated { context.logger.info("a job was accepted", metadata: ["job": "\(job)"]) }
        let answer = RunAnswer(jobID: job, status: .queued, estimatedDuration: duration)
        var response = try Response.json(answer, status: .accepted)
        response.headers[.location] = "\(JobLinks.base)/status/\(job)"
        if isRepeated { response.headers[.idempotentReplayed] = "true" }
        return response
    }

    @Sendable private func estimate(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let config = try JobConfig(
            reading: try await request.json(within: services.clock), maxCount: services.settings.maxCount,
            motions: services.settings.motions)
        let dollars = try await acceptance.estimate(config, owner: context.owner)
        let pace = try await pace.current()
        let seconds = pace.remaining(
            count: config.count,
            runs: [],
            graph: .build(config.options),
            now: services.clock.now
        )
        return try Response.json(
            EstimateAnswer(
                count: config.count,
                estimatedUSD: dollars,
                estimatedDuration: pace.words,
                estimatedSeconds: seconds.map { Int($0.rounded(.up)) }
            )
        )
    }
}

/// The answer to a request's weighing: what it would cost at most, and how long it would take.
struct EstimateAnswer: Encodable {
    var success = true
    var count: Int
    var estimatedUSD: Double
    var estimatedDuration: String
    /// Null while nothing was measured here.
    @OrNull var estimatedSeconds: Int?

    enum CodingKeys: String, CodingKey {
        case success, count
        case estimatedUSD = "estimated_usd"
        case estimatedDuration = "estimated_duration"
        case estimatedSeconds = "estimated_seconds"
    }
}
