import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriGoogleAuth

/// A resumable upload under way.
struct UploadSession: Sendable {
    let client: StorageClient
    let url: String
    let file: LocalFile
    let total: Int64

    private enum Progress {
        case stored(StoredResource)
        /// So many bytes have arrived for good.
        case has(Int64)
    }

    /// Sends what is missing until the object is stored. After a lost answer the service is asked what it has.
    ///
    /// - Parameter resuming: another process may have sent some already.
    func run(resuming: Bool) async throws -> StoredResource {
        var offset: Int64 = 0
        var mark = offset
        var isKnown = !resuming
        return try await client.repeating(isProgress: { offset > mark }) {
            mark = offset
            while true {
                let progress: Progress
                if isKnown {
                    isKnown = false
                    progress = try await send(offset..<min(total, offset + client.configuration.piece))
                } else {
                    progress = try await ask()
                }
                switch progress {
                case .stored(let resource): return resource
                case .has(let count): offset = count
                }
                isKnown = true
            }
        }
    }

    private func send(_ range: Range<Int64>) async throws -> Progress {
        var request = request("bytes \(range.lowerBound)-\(range.upperBound - 1)/\(total)")
        request.body = .stream(FileSlice(file: file, range: range), length: .known(range.upperBound - range.lowerBound))
        return try read(try await client.caller.send(request, deadline: client.configuration.pieceDeadline))
    }

    private func ask() async throws -> Progress {
        try read(
            try await client.caller.send(request("bytes */\(total)"), deadline: client.configuration.callDeadline))
    }

    private func request(_ range: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.method = .PUT
        request.headers.add(name: "Content-Type", value: "application/octet-stream")
        request.headers.add(name: "Content-Range", value: range)
        return request
    }

    private func read(_ answer: GoogleCaller.Answer) throws -> Progress {
        switch answer.status {
        case 200, 201: return .stored(try StoredResource(answer))
        case 308:
            // Without a range nothing has arrived.
            guard let range = answer.headers.first(name: "Range") else { return .has(0) }
            guard let last = range.split(separator: "-").last.flatMap({ Int64($0) }), last < total else {
                throw StorageClient.Damaged(description: "Cloud Storage says that it has \(range)")
            }
            return .has(last + 1)
        default: throw StorageFault(answer)
        }
    }
}
