package import OdoriDomain

/// The error that `body` ends with; throws when it ends with none, or with one that is not ours.
package func failure<Value>(_ body: () async throws -> Value) async throws -> OdoriError {
    do {
        _ = try await body()
    } catch let error as OdoriError {
        return error
    }
    throw Unexpected("what should have failed did not")
}

/// Something else happened than was expected.
package struct Unexpected: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
