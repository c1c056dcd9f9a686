import Foundation
import Synchronization

/// Somebody who listens on this machine and counts who comes, and with how much.
package final class CountingListener: Sendable {
    package let port: Int
    private let socket: Int32
    private let counted = Mutex((connections: 0, bytes: 0))

    package var connections: Int {
        drain()
        return counted.withLock { $0.connections }
    }

    package var bytes: Int {
        drain()
        return counted.withLock { $0.bytes }
    }

    /// No port is free.
    package struct CannotListen: Error {}

    /// Listens on 127.0.0.1 while `body` runs.
    package static func listening(_ body: @Sendable (CountingListener) async throws -> Void) async throws {
        let listener = try CountingListener()
        defer { close(listener.socket) }
        try await body(listener)
    }

    private init() throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let own = socket
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(own, address, length) == 0 && listen(own, 100) == 0 && getsockname(own, address, &length) == 0
            }
        }
        guard isListening else { throw CannotListen() }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    /// Accepts whoever has come; connections that were made wait in the kernel until then.
    private func drain() {
        while true {
            let peer = accept(socket, nil, nil)
            guard peer >= 0 else { return }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(peer, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            counted.withLock { $0 = ($0.connections + 1, $0.bytes + max(0, count)) }
            close(peer)
        }
    }
}
