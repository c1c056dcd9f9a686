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

/// What a call brought, with what the provider says that it charges for it.
package struct Priced<Value: Sendable>: Sendable {
    package var value: Value
    /// Micro-dollars; nil where the provider does not say, which then counts as the worst price.
    package var price: Int64?

    package init(_ value: Value, price: Int64? = nil) {
        self.value = value
        self.price = price
    }
}
