/// What providers charge, as data: each price with the day on which it was read and where.
package struct PriceTable: Sendable, Hashable {
    /// No two are of the same product.
    package private(set) var entries: [Entry]

    /// One price.
    package struct Entry: Sendable, Hashable {
        package var product: Product
        package var tariff: Tariff
        /// What the tokens of a call cost, where a provider counts them; the tariff is then the most that a call can cost.
        package var tokens: TokenPrices?
        /// The day on which it was read, `2026-11-22`.
        package var date: String
        package var source: String
    }

    /// What is sold.
    package struct Product: Sendable, Hashable, CustomStringConvertible {
        /// `kling`
        package var provider: String
        /// The provider's own name for the model.
        package var model: String
        /// The provider's own word, `1080p`; what is no picture has the word of its kind, `track`.
        package var resolution: String

        package init(provider: String, model: String, resolution: String) {
            self.provider = provider
            self.model = model
            self.resolution = resolution
        }

        package var description: String { "\(provider) \(model) \(resolution)" }
    }

    init(entries: [Entry]) {
        self.entries = entries
    }

    /// This table with another one's entries in place of its own where both have one.
    func overridden(by other: PriceTable) -> PriceTable {
        let replaced = Set(other.entries.map(\.product))
        return PriceTable(entries: entries.filter { !replaced.contains($0.product) } + other.entries)
    }

    /// Nil when the table has none for it.
    package func tokenPrices(of product: Product) -> TokenPrices? {
        entries.first { $0.product == product }?.tokens
    }

    /// Nil when the table has no price for it; what has no price cannot be bounded and must not be bought.
    package func tariff(of product: Product) -> Tariff? {
        entries.first { $0.product == product }.map(\.tariff)
    }
}
