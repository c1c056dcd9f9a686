import OdoriDomain
import OdoriPorts
import OdoriProviderHTTP

extension KlingTask {
    /// The first video's URL.
    var video: String? {
        outputs?.first { $0.type == "video" }?.url
    }

    /// How the task stands. A word that is not known is that of a task under way: what is paid for is not given up over it.
    ///
    /// - Parameter unitPrice: micro-dollars that a prepaid unit stands for.
    func state(unitPrice: Int64?) -> MotionState {
        switch status {
        case "succeeded" where video != nil: .succeeded(price: price(unitPrice: unitPrice))
        case "succeeded": .failed(OdoriError(.providerFailed, "Kling reports success without a video"))
        case "failed": .failed(failure)
        default: .running(progress: nil)
        }
    }

    /// Why it failed. The vendor has no code for this, only a sentence: one that speaks of its rules for content is told apart, because
    /// such work is given to nobody else.
    private var failure: OdoriError {
        let reason = message?.asOneLine ?? ""
        let words = reason.lowercased()
        let isPolicy = Self.policyWords.contains { words.contains($0) }
        return OdoriError(
            isPolicy ? .contentPolicy : .providerFailed, "Kling: \(reason.isEmpty ? "no reason given" : reason)")
    }

    /// “Failure to pass the risk control system” is what the vendor's pages quote; the others are what such sentences hold elsewhere.
    private static let policyWords = [
        "risk control", "content polic", "content safety", "content security", "sensitive", "prohibited", "moderation",
        "community guideline",
    ]

    /// The bill in micro-dollars; nil when a part of it has no price here: another currency, or units of unknown worth.
    func price(unitPrice: Int64?) -> Int64? {
        guard let billing, !billing.isEmpty else { return nil }
        var sum: Int64 = 0
        for charge in billing {
            guard let price = charge.price(unitPrice: unitPrice) else { return nil }
            sum += price
        }
        return sum
    }
}

extension KlingTask.Charge {
    fileprivate func price(unitPrice: Int64?) -> Int64? {
        guard let amount = amount.flatMap({ MicroDollars.reading($0.text) }) else { return nil }
        switch chargeType {
        case "cash": return (currency ?? "USD").uppercased() == "USD" ? amount : nil
        case "unit":
            // Units are read as micro-units; a part of a micro-dollar counts as a whole one.
            guard let unitPrice else { return nil }
            let (product, overflows) = amount.multipliedReportingOverflow(by: unitPrice)
            return overflows ? nil : (product + 999_999) / 1_000_000
        default: return nil
        }
    }
}
