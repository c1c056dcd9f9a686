/// One family of figures that a process counts. All of them are declared in `Metric+All.swift`, once.
package struct Metric: Sendable, Hashable {
    /// How figures of one family come together.
    package enum Kind: Sendable, Hashable {
        /// Only grows while the process lives.
        case counter
        /// Goes up and down.
        case gauge
        /// Counted by size: the upper bounds of its buckets, rising.
        case histogram([Double])
    }

    package let name: String
    package let help: String
    package let kind: Kind
    /// The names of its labels; figures come with a value for each, in this order.
    package let labels: [String]

    init(_ name: String, _ kind: Kind, _ labels: [String] = [], _ help: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.help = help
    }
}
