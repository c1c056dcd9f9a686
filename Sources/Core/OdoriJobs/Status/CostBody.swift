import OdoriDomain

/// A job's money in US dollars.
struct CostBody: Encodable, Sendable {
    var estimatedUSD: Double
    var reservedUSD: Double
    var spentUSD: Double
    /// Paid calls of which it cannot be found out whether they were carried out.
    var ambiguousOperations: Int
    /// Operations that cost more than the worst price in our table.
    var priceDrift: Int

    init(_ cost: JobCost) {
        estimatedUSD = cost.estimatedUSD
        reservedUSD = cost.reservedUSD
        spentUSD = cost.spentUSD
        ambiguousOperations = cost.ambiguousOperations
        priceDrift = cost.priceDrift
    }

    enum CodingKeys: String, CodingKey {
        case estimatedUSD = "estimated_usd"
        case reservedUSD = "reserved_usd"
        case spentUSD = "spent_usd"
        case ambiguousOperations = "ambiguous_operations"
        case priceDrift = "price_drift"
    }
}

/// One character's money in US dollars.
struct RunCostBody: Encodable, Sendable {
    var reservedUSD: Double
    var spentUSD: Double

    init(_ microDollars: (reserved: Int64, spent: Int64)) {
        reservedUSD = MicroDollars.dollars(microDollars.reserved)
        spentUSD = MicroDollars.dollars(microDollars.spent)
    }

    enum CodingKeys: String, CodingKey {
        case reservedUSD = "reserved_usd"
        case spentUSD = "spent_usd"
    }
}

/// A unit of paid work at a provider.
package struct OperationBody: Encodable, Sendable {
    var key: String
    @OrNull var provider: String?
    @OrNull var slot: Slot?
    @OrNull var stage: StageID?
    var state: Operation.State
    @OrNull var providerID: String?
    /// What it did cost; while that is open, the most that it can.
    var priceUSD: Double

    package init(_ entry: JobBooks.Entry) {
        key = entry.key
        provider = entry.provider
        slot = entry.slot
        stage = entry.stage
        state = entry.state
        providerID = entry.providerID
        priceUSD = MicroDollars.dollars(entry.settled ?? entry.reserved)
    }

    enum CodingKeys: String, CodingKey {
        case key, provider, slot, stage, state
        case providerID = "provider_id"
        case priceUSD = "price_usd"
    }
}
