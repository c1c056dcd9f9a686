import OdoriDomain
import OdoriPorts

extension KlingTask {
    /// The first video's URL.
    var video: String? {
        outputs?.first { $0.type == "video" }?.url
    }

    /// How the task stands. A word that is not known is that of a task under way: what is paid for is not given up over it.
    var state: MotionState {
        switch status {
        case "succeeded" where video != nil: .succeeded(price: price)
        case "succeeded": .failed(OdoriError(.providerFailed, "Kling reports success without a video"))
        case "failed": .failed(OdoriError(.providerFailed, "Kling: \(message?.asOneLine ?? "no reason given")"))
        default: .running(progress: nil)
        }
    }

    /// The bill in micro-dollars; nil when a part of it is not cash in US dollars, which then has no price here.
    var price: Int64? {
        guard let billing, !billing.isEmpty else { return nil }
        var sum: Int64 = 0
        for charge in billing {
            guard charge.chargeType == "cash", (charge.currency ?? "USD").uppercased() == "USD",
                let amount = charge.amount.flatMap({ MicroDollars.reading($0.text) })
            else { return nil }
            sum += amount
        }
        return sum
    }
}

extension String {
    /// A text of somebody else's for our documents and logs: short, and without control characters.
    var asOneLine: String {
        let line = String(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
        return line.count > 300 ? line.prefix(299) + "…" : line
    }
}
