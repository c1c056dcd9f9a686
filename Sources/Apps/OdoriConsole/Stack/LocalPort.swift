#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ports of 127.0.0.1.
package enum LocalPort {
    /// Nobody listens on the port.
    package static func isFree(_ port: Int) -> Bool {
        guard let number = UInt16(exactly: port) else { return false }
        return bound(to: number) != nil
    }

    /// So many different free ports. Another process may take one before it is used: then its server says so.
    package static func free(_ count: Int) throws -> [Int] {
        var ports: Set<Int> = []
        for _ in 0..<(count * 20) where ports.count < count {
            if let port = bound(to: 0) { ports.insert(Int(port)) }
        }
        guard ports.count == count else { throw StackFailure("No free port can be had on 127.0.0.1.") }
        return Array(ports)
    }

    /// Binds a port, says which it was, and lets go of it again.
    private static func bound(to port: UInt16) -> UInt16? {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(descriptor, generic, length) == 0, listen(descriptor, 1) == 0,
                    getsockname(descriptor, generic, &length) == 0
                else { return nil }
                return pointer.pointee.sin_port.bigEndian
            }
        }
    }
}
