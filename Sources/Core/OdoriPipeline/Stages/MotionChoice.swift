import OdoriDomain

/// Which provider a dance is ordered from. Pure.
enum MotionChoice {
    /// Who may get the order, in turn; none when all have refused.
    ///
    /// - Parameters:
    ///   - preferred: what the job names, in its order; nil: the installation's first, and nobody else.
    ///   - configured: in the installation's order.
    ///   - passedOver: who refused the order before there was an operation.
    static func candidates(preferred: [String]?, configured: [String], passedOver: [String]) -> [String] {
        let named = preferred?.filter(configured.contains) ?? Array(configured.prefix(1))
        return named.filter { !passedOver.contains($0) }
    }

    /// Whether a refusal says something of the provider and not of the content: another one may take the order. A refusal of the
    /// content is never worked around.
    static func mayGoElsewhere(after error: OdoriError) -> Bool {
        error.kind == .permanent && [.providerArrears, .providerRefused].contains(error.code)
    }
}
