/// What a provider that answers at once says of one call. Such a call cannot be looked up afterwards: when its answer is lost,
/// nobody can find out whether it was carried out and paid.
package struct CallTerms: Sendable, Hashable {
    /// As it stands in documents: `studio`, `gemini`.
    package var provider: String
    /// The worst price of one call in micro-dollars; 0: calling again costs nothing, so no intent is recorded.
    package var price: Int64

    package init(provider: String, price: Int64) {
        self.provider = provider
        self.price = price
    }

    /// A provider on this machine.
    package static func free(_ provider: String) -> CallTerms {
        CallTerms(provider: provider, price: 0)
    }
}
