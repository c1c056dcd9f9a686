import OdoriDomain

/// Which provider a dance is ordered from. Pure.
enum MotionChoice {
    /// The next one in turn; nil when all have refused.
    ///
    /// - Parameters:
    ///   - preferred: what the job names, in its order; nil: the installation's first, and nobody else.
    ///   - configured: in the installation's order.
    ///   - passedOver: who refused the order before there was an operation.
    static func next(preferred: [String]?, configured: [String], passedOver: [String]) -> String? {
        candidates(preferred, configured).first { !passedOver.contains($0) }
    }

    private static func candidates(_ preferred: [String]?, _ configured: [String]) -> [String] {
        guard let preferred else { return Array(configured.prefix(1)) }
        return preferred.filter(configured.contains)
    }

    /// Whether a refusal says something of the provider and not of the content: another one may take the order. A refusal of the
    /// content is never worked around.
    static func mayGoElsewhere(after error: OdoriError) -> Bool {
        error.kind == .permanent && [.providerArrears, .providerRefused].contains(error.code)
    }
}
