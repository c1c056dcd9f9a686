import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An exclusive lock between processes, and between threads of one; gone with the process that held it.
enum FileLock {
    /// Runs `body` while holding the lock, blocking the thread until it is free: for short work only.
    static func holding<Value>(_ path: FilePath, _ body: () throws -> Value) throws -> Value {
        let descriptor = try FileDescriptor.open(
            path,
            .readWrite,
            options: [.create, .closeOnExec],
            permissions: [.ownerReadWrite]
        )
        return try descriptor.closeAfter {
            while flock(descriptor.rawValue, LOCK_EX) != 0 {
                let error = Errno(rawValue: errno)
                guard error == .interrupted else { throw error }
            }
            return try body()
        }
    }
}
