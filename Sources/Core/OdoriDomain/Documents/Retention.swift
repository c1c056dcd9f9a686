/// How long what has ended is kept; afterwards a store with lifetimes may delete it.
package enum Retention {
    /// A job's documents and its events. Characters, references and files of results stay.
    package static let job = Duration.seconds(90 * 24 * 3600)
}

extension Timestamp {
    /// When the documents of what ended now may go.
    package var endOfRetention: Timestamp { self + Retention.job }
}
