import Foundation
import NIOCore
import OdoriDomain
import Synchronization

extension Relay {
    private struct Broken: Error {}

    /// What is done with the requests of one connection.
    func forward(
        _ requests: NIOAsyncChannelInboundStream<ByteBuffer>, to server: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        _ id: Int
    ) async throws {
        for try await bytes in requests {
            let verdict = state.withLock { state -> Break? in
                let isNew = state.connections[id]?.request == nil
                var seen = state.connections[id]?.request ?? ByteBuffer()
                seen.writeImmutableBuffer(bytes)
                state.connections[id]?.request = seen
                state.armed.removeAll { $0.until < .now }
                let isPost = seen.readableBytesView.starts(with: Array("POST ".utf8))
                guard isNew,
                    let index = state.armed.firstIndex(where: { isPost || !$0.isSubmission })
                else { return nil }
                if state.armed[index].kind == .beforeRequest {
                    state.broken += 1
                    return state.armed.remove(at: index).kind
                }
                // Broken at its answer.
                state.doomed[id] = state.armed.remove(at: index).kind
                return nil
            }
            if verdict != nil {
                await breakOff(id)
                throw Broken()
            }
            try await server.write(bytes)
        }
    }

    /// What is done with the answers of one connection.
    func answer(
        _ answers: NIOAsyncChannelInboundStream<ByteBuffer>, to client: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        _ id: Int
    ) async throws {
        for try await bytes in answers {
            let verdict = state.withLock { state -> Break? in
                state.connections[id]?.request = nil
                guard let kind = state.doomed.removeValue(forKey: id) else { return nil }
                state.broken += 1
                return kind
            }
            guard let verdict else {
                try await client.write(bytes)
                continue
            }
            if verdict == .inAnswer {
                var half = bytes
                if let part = half.readSlice(length: half.readableBytes / 2) { try await client.write(part) }
            }
            await breakOff(id)
            throw Broken()
        }
    }

    private func breakOff(_ id: Int) async {
        guard let connection = state.withLock({ $0.connections[id] }) else { return }
        await Self.reset(connection.client)
        await Self.reset(connection.server)
    }

    /// The pushes that are under way to a target.
    func pushes(to target: Int) -> [TaskPayload] {
        let requests = state.withLock { state in
            state.connections.values.filter { $0.target == target }.compactMap(\.request)
        }
        return requests.compactMap { request in
            let bytes = Data(request.readableBytesView)
            guard let end = bytes.range(of: Data("\r\n\r\n".utf8))?.upperBound else { return nil }
            // A request that has not arrived whole is no push yet.
            return try? TaskPayload(reading: Data(bytes[end...]))
        }
    }

    /// Requests under way.
    var busy: Int {
        state.withLock { $0.connections.values.count { $0.request != nil } }
    }
}
