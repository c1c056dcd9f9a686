import Testing

/// One promise of a port, to be checked on any adapter of it.
///
/// A suite lists its cases; an adapter's test runs each on a subject of its own, or all on one shared subject: a case touches only
/// names that no other case, and no other run, uses.
package struct ConformanceCase<Subject: Sendable>: Sendable, CustomTestStringConvertible {
    /// A sentence of behaviour.
    package let promise: String
    private let body: @Sendable (Subject) async throws -> Void

    init(_ promise: String, _ body: @escaping @Sendable (Subject) async throws -> Void) {
        self.promise = promise
        self.body = body
    }

    package func check(_ subject: Subject) async throws {
        try await body(subject)
    }

    package var testDescription: String { promise }
}

/// Letters and digits that nothing else used: what keeps cases apart on a shared subject.
func freshName() -> String {
    String(UInt64.random(in: 0...UInt64.max), radix: 36)
}
