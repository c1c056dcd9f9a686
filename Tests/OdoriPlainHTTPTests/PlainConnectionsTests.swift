import NIOCore
import NIOHTTP1
import NIOPosix
import OdoriTesting
import Testing

@testable import OdoriPlainHTTP

@Suite("plain connections", .timeLimit(.minutes(1)))
struct PlainConnectionsTests {
    private static func connections() -> PlainConnections {
        PlainConnections(largestAnswer: 1_000, group: .singletonMultiThreadedEventLoopGroup)
    }

    private static func request(_ word: String, to address: String, isRepeatable: Bool = true) throws -> PlainRequest {
        PlainRequest(
            .POST, try #require(PlainAddress("\(address)/tasks")), headers: [:], body: ByteBuffer(string: word),
            isRepeatable: isRepeatable)
    }

    private static func send(
        _ word: String, to address: String, over connections: PlainConnections, deadline: Duration = .seconds(10)
    ) async throws -> Int {
        try await connections.send(try request(word, to: address), deadline: deadline).status
    }

    private static func succeed(_ words: [String], to address: String, over connections: PlainConnections) async throws
    {
        for word in words { #expect(try await send(word, to: address, over: connections) == 200) }
    }

    private static func loss(
        to address: String, over connections: PlainConnections, deadline: Duration = .seconds(10)
    ) async throws -> PlainLost {
        try await #require(throws: PlainLost.self) {
            try await send("lost", to: address, over: connections, deadline: deadline)
        }
    }

    @Test("requests one after the other go over one connection")
    func kept() async throws {
        try await TrickyServer.running { _ in
            .answer
        } while: { server, address in
            let connections = Self.connections()
            try await Self.succeed((1...20).map { "\($0)" }, to: address, over: connections)
            #expect(server.opened == 1)
            #expect(server.bodies == (1...20).map { "\($0)" })
        }
    }

    @Test("many at once need no more connections than there are callers, who keep them")
    func crowd() async throws {
        try await TrickyServer.running { _ in
            .answer
        } while: { server, address in
            let connections = Self.connections()
            let callers = 16
            for _ in 1...2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<callers {
                        group.addTask {
                            for _ in 0..<50 {
                                let status = try await Self.send("a", to: address, over: connections)
                                #expect(status == 200)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(server.bodies.count == 2 * callers * 50)
            #expect(server.opened <= callers)
        }
    }

    @Test("no more than sixty-four stay open when a crowd has gone, and none when nobody sends any more")
    func idle() async throws {
        try await TrickyServer.running { _ in
            .answer
        } while: { server, address in
            var connections: PlainConnections? = Self.connections()
            if let connections {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<200 { group.addTask { try await Self.send("a", to: address, over: connections) } }
                    for try await status in group { #expect(status == 200) }
                }
            }
            _ = try await eventually(within: .seconds(10), "the rest is closed") { server.open <= 64 ? true : nil }
            connections = nil
            _ = try await eventually(within: .seconds(10), "all are closed") { server.open == 0 ? true : nil }
        }
    }

    @Test("a connection that the server closed between two requests is noticed, and another opened")
    func closedBetween() async throws {
        try await TrickyServer.running {
            $0 == 1 ? .answerAndClose : .answer
        } while: { server, address in
            let connections = Self.connections()
            try await Self.succeed(["first", "second"], to: address, over: connections)
            #expect(server.bodies == ["first", "second"] && server.opened == 2)
        }
    }

    @Test("a connection that the server has said it will not keep is not used again")
    func parted() async throws {
        try await TrickyServer.running {
            $0 == 1 ? .answerAndPart : .answer
        } while: { server, address in
            let connections = Self.connections()
            try await Self.succeed(["first", "second"], to: address, over: connections)
            #expect(server.bodies == ["first", "second"] && server.opened == 2)
            _ = try await eventually(within: .seconds(10), "the first is closed") { server.open == 1 ? true : nil }
        }
    }

    @Test("what meets the closing of a kept connection goes out once more, on another; what is named can bear that")
    func closedUnder() async throws {
        try await TrickyServer.running {
            $0 == 2 ? .close() : .answer
        } while: { server, address in
            let connections = Self.connections()
            try await Self.succeed(["first", "second"], to: address, over: connections)
            #expect(server.bodies == ["first", "second", "second"] && server.opened == 2)
        }
    }

    @Test("on a connection of its own a request that is not answered goes out once, and its caller is told")
    func closedAtOnce() async throws {
        try await TrickyServer.running { _ in
            .close()
        } while: { server, address in
            let lost = try await Self.loss(to: address, over: Self.connections())
            #expect(!lost.isTimeout)
            #expect(server.bodies == ["lost"])
        }
    }

    @Test("what may not go out twice does not, and its caller is told")
    func once() async throws {
        try await TrickyServer.running {
            $0 == 2 ? .close() : .answer
        } while: { server, address in
            let connections = Self.connections()
            _ = try await Self.send("first", to: address, over: connections)
            let second = try Self.request("second", to: address, isRepeatable: false)
            let lost = try await #require(throws: PlainLost.self) {
                try await connections.send(second, deadline: .seconds(10))
            }
            #expect(!lost.isTimeout && lost.description == "the connection was closed")
            #expect(server.bodies == ["first", "second"])
        }
    }

    @Test("it does go out on another connection when the kept one was closed before")
    func onceLater() async throws {
        try await TrickyServer.running {
            $0 == 1 ? .answerAndClose : .answer
        } while: { server, address in
            let connections = Self.connections()
            _ = try await Self.send("first", to: address, over: connections)
            _ = try await eventually(within: .seconds(10), "its closing was seen") {
                connections.idleCount == 0 ? true : nil
            }
            let second = try Self.request("second", to: address, isRepeatable: false)
            #expect(try await connections.send(second, deadline: .seconds(10)).status == 200)
            #expect(server.bodies == ["first", "second"])
        }
    }

    @Test("half an answer says so, and its request does not go out again", arguments: [1, 2])
    func half(number: Int) async throws {
        try await TrickyServer.running {
            $0 == number ? .answerHalf : .answer
        } while: { server, address in
            let connections = Self.connections()
            for _ in 1..<number { _ = try await Self.send("before", to: address, over: connections) }
            let answer = try await connections.send(
                try Self.request("half", to: address), deadline: .seconds(10))
            #expect(answer.status == 200 && answer.body == ByteBuffer(repeating: UInt8(ascii: "x"), count: 10))
            #expect(answer.shortfall != nil)
            #expect(server.bodies.count == number)
            #expect(try await Self.send("after", to: address, over: connections) == 200)
            #expect(server.bodies.last == "after" && server.opened == 2)
        }
    }

    @Test("of an answer that is too large the rest is missing, and its connection ends")
    func large() async throws {
        try await TrickyServer.running {
            .answerLarge($0 == 1 ? 1_001 : 1_000)
        } while: { server, address in
            let connections = Self.connections()
            let large = try await connections.send(try Self.request("large", to: address), deadline: .seconds(10))
            #expect(large.status == 200 && large.shortfall == "the answer is larger than 1000 bytes")
            let after = try await connections.send(try Self.request("after", to: address), deadline: .seconds(10))
            #expect(after.shortfall == nil && after.body.readableBytes == 1_000)
            #expect(server.bodies == ["large", "after"] && server.opened == 2)
        }
    }

    @Test("who is called off waits no longer, and the connection ends with the wait")
    func calledOff() async throws {
        try await TrickyServer.running {
            $0 == 1 ? .silence : .answer
        } while: { server, address in
            let connections = Self.connections()
            let waiting = Task { try await Self.send("first", to: address, over: connections) }
            _ = try await eventually(within: .seconds(10), "it was sent") { server.bodies.isEmpty ? nil : true }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            _ = try await eventually(within: .seconds(10), "it is closed") { server.open == 0 ? true : nil }
            #expect(try await Self.send("after", to: address, over: connections) == 200)
        }
    }

    @Test("who was called off before sends nothing, and kept connections stay", arguments: [0, 1])
    func calledOffBefore(kept: Int) async throws {
        try await TrickyServer.running { _ in
            .answer
        } while: { server, address in
            let connections = Self.connections()
            for _ in 0..<kept { _ = try await Self.send("before", to: address, over: connections) }
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    group.cancelAll()
                    group.addTask { try await Self.send("never", to: address, over: connections) }
                    _ = try await group.next()
                }
            }
            #expect(!server.bodies.contains("never") && server.opened == kept && server.open == kept)
        }
    }

    @Test("each server gets what is sent to it, over connections of its own")
    func servers() async throws {
        try await TrickyServer.running { _ in
            .answer
        } while: { one, oneAddress in
            try await TrickyServer.running { _ in
                .answer
            } while: { other, otherAddress in
                let connections = Self.connections()
                for number in 1...3 {
                    _ = try await Self.send("one \(number)", to: oneAddress, over: connections)
                    _ = try await Self.send("other \(number)", to: otherAddress, over: connections)
                }
                #expect(one.bodies == (1...3).map { "one \($0)" } && one.opened == 1)
                #expect(other.bodies == (1...3).map { "other \($0)" } && other.opened == 1)
            }
        }
    }

    @Test("an answer that does not come ends with the deadline, and its connection too")
    func silence() async throws {
        try await TrickyServer.running {
            $0 == 1 ? .silence : .answer
        } while: { server, address in
            let connections = Self.connections()
            let lost = try await Self.loss(to: address, over: connections, deadline: .seconds(3))
            #expect(lost.isTimeout)
            _ = try await eventually(within: .seconds(10), "the connection is closed") { server.open == 0 ? true : nil }
            #expect(try await Self.send("after", to: address, over: connections) == 200)
            #expect(server.bodies == ["lost", "after"])
        }
    }

    @Test("kept connections that are closed one by one while a request waits share its one deadline")
    func oneDeadline() async throws {
        let kept = 4
        try await TrickyServer.running {
            $0 <= kept ? .answerLate(.milliseconds(200)) : .close(after: .milliseconds(150))
        } while: { server, address in
            let connections = Self.connections()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<kept { group.addTask { try await Self.send("a", to: address, over: connections) } }
                try await group.waitForAll()
            }
            #expect(server.opened == kept)
            let lost = try await Self.loss(to: address, over: connections, deadline: .milliseconds(400))
            #expect(lost.isTimeout)
        }
    }

    @Test("a deadline that has passed before anything is sent is a timeout, and nothing is sent")
    func tooLate() async throws {
        try await TrickyServer.running { _ in
            .answer
        } while: { server, address in
            let connections = Self.connections()
            let before = try await Self.loss(to: address, over: connections, deadline: .zero)
            try await Self.succeed(["first"], to: address, over: connections)
            let after = try await Self.loss(to: address, over: connections, deadline: .zero)
            #expect(before.isTimeout && after.isTimeout)
            #expect(server.bodies == ["first"])
        }
    }

    @Test("a server that is not there is told at once")
    func nobody() async throws {
        let lost = try await Self.loss(to: "http://127.0.0.1:9", over: Self.connections())
        #expect(!lost.isTimeout && lost.description.contains("no connection to 127.0.0.1:9"))
    }
}
