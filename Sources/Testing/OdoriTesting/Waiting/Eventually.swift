package import Testing

/// Asks until the answer is not nil; a failed test when that takes longer than the limit.
package func eventually<Value>(
    within limit: Duration, _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation,
    _ ask: () async throws -> Value?
) async throws -> Value {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    while clock.now < deadline {
        if let value = try await ask() { return value }
        try await Task.sleep(for: .milliseconds(30))
    }
    return try #require(try await ask(), what, sourceLocation: sourceLocation)
}
