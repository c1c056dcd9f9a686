extension Metric {
    /// From a tenth of a second to a quarter of an hour: what stages and providers take.
    private static let workSeconds: [Double] = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900]

    /// How long attempts took, by how they ended; their number is its count.
    package static let stageSeconds = Metric(
        "odori_stage_seconds", .histogram(workSeconds), ["stage", "outcome"], "Attempts on stages and steps")
    /// What pushes led to: `worked`, or `healed` when there was nothing to do but to enqueue what is owed.
    package static let pushes = Metric("odori_pushes_total", .counter, ["result"], "Pushes that arrived")
    /// Leases held by this process now.
    package static let leases = Metric("odori_leases_held", .gauge, [], "Leases held now")
    /// How much later than it was due a stage's work began.
    package static let waitSeconds = Metric(
        "odori_stage_wait_seconds", .histogram(workSeconds), ["queue"], "From a stage's due time to its lease")
    /// Calls of providers, by how they ended.
    package static let providerSeconds = Metric(
        "odori_provider_call_seconds", .histogram(workSeconds), ["provider", "call", "outcome"], "Calls of providers")
    /// How often a provider was paused by this process because its calls failed.
    package static let providerPauses = Metric(
        "odori_provider_pauses_total", .counter, ["provider"], "Pauses of providers that failed")
    /// 1 while a provider is paused, for whatever reason and by whomever.
    package static let providerPaused = Metric(
        "odori_provider_paused", .gauge, ["provider"], "Providers that are paused now")
    /// Money that ledgers took in through this process, in micro-dollars: `reserved` by intents, `settled` by ends.
    package static let money = Metric(
        "odori_money_micro_dollars_total", .counter, ["provider", "entry"], "Money booked in jobs' ledgers")

    /// Every family, in the order in which they are told.
    package static let all: [Metric] = [
        stageSeconds, pushes, leases, waitSeconds, providerSeconds, providerPauses, providerPaused, money,
    ]
}
