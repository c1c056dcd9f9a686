import OdoriDomain

/// The error that `body` ends with.
func failure<Value>(_ body: () async throws -> Value) async throws -> OdoriError {
    do {
        _ = try await body()
    } catch let error as OdoriError {
        return error
    }
    throw Succeeded()
}

/// What should have failed did not.
struct Succeeded: Error {}
