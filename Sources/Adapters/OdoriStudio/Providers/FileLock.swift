import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An advisory lock on a file, held while `body` runs; the kernel drops it when the process dies, however it dies.
enum FileLock {
    /// Runs `body` under the lock; returns nil at once when somebody else holds it.
    static func tryHolding<Result: Sendable>(_ file: FilePath, _ body: () async throws -> Result) async throws
        -> Result?
    {
        let descriptor = try FileDescriptor.open(
            file,
            .readWrite,
            options: [.create, .closeOnExec],
            permissions: [.ownerReadWrite]
        )
        defer {
            // Closing drops the lock, and there is nothing buffered that could be lost.
            try? descriptor.close()
        }
        guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else { return nil }
        return try await body()
    }
}
