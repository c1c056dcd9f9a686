import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import OdoriDomain
import Synchronization

@testable import OdoriCloudStorage

/// Resumable uploads as Cloud Storage documents them, where the servers of others fall short: whole blocks of 256 KiB survive a broken
/// connection, and a session can be asked what it has. The content itself is not kept.
final class ResumableServer: Sendable {
    static let block = 256 << 10

    struct Session: Sendable {
        var metadata: Data
        var digest = FileDigest()
        var tail = ByteBuffer()
        var total: Int64 = 0
        var isDone = false
    }

    struct State {
        var sessions: [String: Session] = [:]
        var begun = 0
        var asked = 0
        /// What comes upon the next pieces; 0 = nothing.
        var answers: [Int] = []
    }

    let state = Mutex(State())

    /// Runs `body` while the server listens at the port that it gets.
    func serving(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let router = Router()
        router.post("upload/**") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let id = self.state.withLock { state in
                state.begun += 1
                state.sessions["s\(state.begun)"] = Session(metadata: Data(body.readableBytesView))
                return "s\(state.begun)"
            }
            let location = "http://\(request.head.authority ?? "")/session/\(id)"
            return Response(status: .ok, headers: [.location: location])
        }
        router.put("session/:id") { request, context in
            try await self.put(request, try context.parameters.require("id"))
        }
        router.get("storage/**") { _, _ in Response(status: .notFound) }
        try await Application(router: router).test(.live) { client in try await body(client.port ?? 0) }
    }

    private func put(_ request: Request, _ id: String) async throws -> Response {
        let range = request.headers[.contentRange] ?? ""
        if range.hasPrefix("bytes */") {
            state.withLock { $0.asked += 1 }
            return try answer(id)
        }
        let trouble = state.withLock { $0.answers.isEmpty ? 0 : $0.answers.removeFirst() }
        if trouble != 0 { return Response(status: .init(code: trouble)) }
        let numbers = range.split { !$0.isNumber }.compactMap { Int64($0) }
        guard numbers.count == 3, var session = state.withLock({ $0.sessions[id] }) else {
            return Response(status: .notFound)
        }
        // Bytes that have arrived already, on a connection that was thought dead, are passed over; a gap is an error.
        var known = session.digest.content.bytes - numbers[0]
        guard known >= 0, numbers[2] != 0 else { return Response(status: .badRequest) }
        session.total = numbers[2]
        do {
            for try await var bytes in request.body {
                let passed = min(known, Int64(bytes.readableBytes))
                bytes.moveReaderIndex(forwardBy: Int(passed))
                known -= passed
                session.take(bytes)
            }
        } catch {
            // What came in whole blocks before the connection broke is kept.
            session.tail.clear()
            keep(session, id)
            throw error
        }
        session.finish()
        keep(session, id)
        return try answer(id)
    }

    private func keep(_ session: Session, _ id: String) {
        state.withLock { state in
            guard (state.sessions[id]?.digest.content.bytes ?? 0) <= session.digest.content.bytes else { return }
            state.sessions[id] = session
        }
    }

    private func answer(_ id: String) throws -> Response {
        guard let session = state.withLock({ $0.sessions[id] }) else { return Response(status: .notFound) }
        let count = session.digest.content.bytes
        guard session.isDone else {
            return Response(
                status: .init(code: 308), headers: count == 0 ? [:] : [.range: "bytes=0-\(count - 1)"])
        }
        var resource = try JSONSerialization.jsonObject(with: session.metadata) as? [String: Any] ?? [:]
        resource["size"] = "\(count)"
        resource["generation"] = "1"
        resource["crc32c"] = Checksum.base64(session.digest.content.crc32c)
        resource["md5Hash"] = session.digest.md5
        let body = try JSONSerialization.data(withJSONObject: resource)
        return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension ResumableServer.Session {
    fileprivate mutating func take(_ bytes: ByteBuffer) {
        tail.writeImmutableBuffer(bytes)
        while tail.readableBytes >= ResumableServer.block, let block = tail.readSlice(length: ResumableServer.block) {
            digest.update(block)
        }
        tail.discardReadBytes()
    }

    fileprivate mutating func finish() {
        digest.update(tail)
        tail.clear()
        isDone = digest.content.bytes == total
    }
}
