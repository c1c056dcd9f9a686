/// What a provider charges for the tokens of a call, in micro-dollars for a million of them.
package struct TokenPrices: Sendable, Hashable {
    package var input: Int64
    /// Of text, thoughts included.
    package var output: Int64
    /// Of pictures; where it is not named, as text.
    package var imageOutput: Int64

    package init(input: Int64, output: Int64, imageOutput: Int64? = nil) {
        self.input = input
        self.output = output
        self.imageOutput = imageOutput ?? output
    }

    /// The price of so many tokens, a part of a micro-dollar counted as a whole one.
    package func price(input: Int, output: Int, imageOutput: Int = 0) -> Int64 {
        let counts = [(input, self.input), (output, self.output), (imageOutput, self.imageOutput)]
        let sum = counts.reduce(Int64(0)) { $0 + Int64(min(Self.mostTokens, max(0, $1.0))) * $1.1 }
        return (sum + 999_999) / 1_000_000
    }

    /// Far above what a call can have; keeps a nonsensical count from overflowing.
    private static let mostTokens = 100_000_000
}
