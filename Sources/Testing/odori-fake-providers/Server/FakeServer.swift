import Foundation
import Hummingbird
import Logging
import NIOCore

/// The HTTP side of the fake: the providers' wires, its books, and what goes wrong.
struct FakeServer: Sendable {
    let kling: FakeKling
    let fal: FakeFal
    let miniMax: FakeMiniMax
    let gemini: FakeGemini
    let video: String
    let callbacks: CallbackSender
    let port: Int
    let logger: Logger

    /// Serves until the process ends. Says on standard output where it listens.
    func run() async throws {
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: "fake"),
            onServerRunning: { channel in
                let line = "odori-fake-providers listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            },
            logger: logger
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.runService() }
            group.addTask { try await callbacks.run() }
            try await group.next()
            group.cancelAll()
        }
    }

    private var router: Router<FakeContext> {
        let router = Router(context: FakeContext.self)
        KlingRoutes(kling: kling, video: video).add(to: router)
        FalRoutes(fal: fal, video: video).add(to: router)
        MiniMaxRoutes(miniMax: miniMax).add(to: router)
        GeminiRoutes(gemini: gemini).add(to: router)
        router.get("_ledger") { _, _ in
            let all = await [kling.submissions, fal.submissions, miniMax.submissions]
            return try Answer.json(LedgerReport(all.flatMap(\.self)))
        }
        router.get("_faults") { _, _ in try Answer.json(await kling.faults) }
        router.patch("_faults") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 16)
            do {
                let patch = Data(body.readableBytesView)
                try await fal.change(patch)
                try await miniMax.change(patch)
                return try Answer.json(try await kling.change(patch))
            } catch {
                return Response(status: .badRequest, body: .init(byteBuffer: .init(string: "\(error)\n")))
            }
        }
        router.on("**", method: .get) { _, _ in
            try KlingRoutes.problem(KlingProblem(code: 1202, message: "no such method"))
        }
        router.on("**", method: .post) { _, _ in
            try KlingRoutes.problem(KlingProblem(code: 1202, message: "no such method"))
        }
        return router
    }
}

/// How answers are written.
enum Answer {
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }

    static var garbage: Response {
        Response(status: .badGateway, body: .init(byteBuffer: .init(string: "<html>Bad gateway</html>")))
    }

    /// Success, and not one byte.
    static var empty: Response { Response(status: .ok, headers: [.contentType: "application/json"]) }

    /// Success, and more of it than anybody takes.
    static var huge: Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: "{\"padding\": \""))
                let piece = ByteBuffer(repeating: UInt8(ascii: "x"), count: 1 << 20)
                for _ in 0..<320 { try await writer.write(piece) }
                try await writer.finish(nil)
            })
    }

    /// A result as the faults have it.
    static func result(_ kind: Faults.ResultKind, film: String, isCut: Bool, _ context: FakeContext) -> Response {
        switch kind {
        case .film, .private: video(at: film, isCut: isCut, context)
        case .expired: Response(status: .forbidden)
        case .page:
            Response(
                status: .ok, headers: [.contentType: "video/mp4"],
                body: .init(byteBuffer: .init(string: "<html>no video</html>")))
        case .empty: Response(status: .ok, headers: [.contentType: "video/mp4"])
        }
    }

    /// A video, whole or broken off in the middle.
    private static func video(at path: String, isCut: Bool, _ context: FakeContext) -> Response {
        guard let bytes = FileManager.default.contents(atPath: path) else { return Response(status: .notFound) }
        return Response(
            status: .ok,
            headers: [.contentType: "video/mp4"],
            body: ResponseBody(contentLength: bytes.count) { writer in
                guard isCut else {
                    try await writer.write(ByteBuffer(bytes: bytes))
                    return try await writer.finish(nil)
                }
                try await writer.write(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
                throw await context.drop()
            })
    }
}
