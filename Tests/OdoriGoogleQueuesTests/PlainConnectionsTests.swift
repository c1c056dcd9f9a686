import NIOCore
import NIOHTTP1
import NIOPosix
import OdoriGoogleAuth
import OdoriTesting
import Testing

@testable import OdoriGoogleQueues

@Suite("plain connections to a queue next door", .timeLimit(.minutes(1)))
struct PlainConnectionsTests {
    private static func connections(to address: String) throws -> PlainConnections {
        try #require(
            PlainConnections(baseURL: address, largestAnswer: 1_000, group: .singletonMultiThreadedEventLoopGroup))
    }

    private static func send(
        _ word: String, over connections: PlainConnections, deadline: Duration = .seconds(10)
    ) async throws -> Int {
        try await connections.send(.POST, "/tasks", ByteBuffer(string: word), deadline: deadline).status
    }

    private static func loss(
        over connections: PlainConnections, deadline: Duration = .seconds(10)
    ) async throws -> GoogleCaller.Lost {
        try await #require(throws: GoogleCaller.Lost.self) {
            try await send("lost", over: connections, deadline: deadline)
        }
    }

    @Test("requests one after the other go over one connection")
    func kept() async throws {
        try await TrickyServer.running { _ in
            .answer
        } while: { server, address in
            let connections = try Self.connections(to: address)
            for number in 1...20 { #expect(try await Self.send("\(number)", over: connections) == 200) }
            #expect(server.opened == 1)
            #expect(server.bodies == (1...20).map { "\($0)" })
        }
    }

    @Test("many at once need no more connections than there are callers, who keep them")
    func crowd() async throws {
        try await TrickyServer.running { _ in
            .answer
        } while: { server, address in
            let connections = try Self.connections(to: address)
            let callers = 16
            for _ in 1...2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<callers {
                        group.addTask {
                            for _ in 0..<50 {
                                let status = try await Self.send("a", over: connections)
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
            var connections: PlainConnections? = try Self.connections(to: address)
            if let connections {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<200 { group.addTask { try await Self.send("a", over: connections) } }
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
            let connections = try Self.connections(to: address)
            for word in ["first", "second"] { #expect(try await Self.send(word, over: connections) == 200) }
            #expect(server.bodies == ["first", "second"] && server.opened == 2)
        }
    }

    @Test("a connection that the server has said it will not keep is not used again")
    func parted() async throws {
        try await TrickyServer.running {
            $0 == 1 ? .answerAndPart : .answer
        } while: { server, address in
            let connections = try Self.connections(to: address)
            for word in ["first", "second"] { #expect(try await Self.send(word, over: connections) == 200) }
            #expect(server.bodies == ["first", "second"] && server.opened == 2)
            _ = try await eventually(within: .seconds(10), "the first is closed") { server.open == 1 ? true : nil }
        }
    }

    @Test("what meets the closing of a kept connection goes out once more, on another; what is named can bear that")
    func closedUnder() async throws {
        try await TrickyServer.running {
            $0 == 2 ? .close() : .answer
        } while: { server, address in
            let connections = try Self.connections(to: address)
            for word in ["first", "second"] { #expect(try await Self.send(word, over: connections) == 200) }
            #expect(server.bodies == ["first", "second", "second"] && server.opened == 2)
        }
    }

    @Test("on a connection of its own a request that is not answered goes out once, and its caller is told")
    func closedAtOnce() async throws {
        try await TrickyServer.running { _ in
            .close()
        } while: { server, address in
            let lost = try await Self.loss(over: try Self.connections(to: address))
            #expect(!lost.isTimeout)
            #expect(server.bodies == ["lost"])
        }
    }

    @Test("half an answer is none, and its request does not go out again", arguments: [1, 2])
    func half(number: Int) async throws {
        try await TrickyServer.running {
            $0 == number ? .answerHalf : .answer
        } while: { server, address in
            let connections = try Self.connections(to: address)
            for _ in 1..<number { _ = try await Self.send("before", over: connections) }
            let lost = try await Self.loss(over: connections)
            #expect(!lost.isTimeout)
            #expect(server.bodies.count == number)
            #expect(try await Self.send("after", over: connections) == 200)
            #expect(server.bodies.last == "after" && server.opened == 2)
        }
    }

    @Test("an answer that is too large is none")
    func large() async throws {
        try await TrickyServer.running {
            .answerLarge($0 == 1 ? 1_001 : 1_000)
        } while: { server, address in
            let connections = try Self.connections(to: address)
            let lost = try await Self.loss(over: connections)
            #expect(lost.description.contains("larger than 1000 bytes"))
            #expect(try await Self.send("after", over: connections) == 200)
            #expect(server.bodies == ["lost", "after"] && server.opened == 2)
        }
    }

    @Test("an answer that does not come ends with the deadline, and its connection too")
    func silence() async throws {
        try await TrickyServer.running {
            $0 == 1 ? .silence : .answer
        } while: { server, address in
            let connections = try Self.connections(to: address)
            let lost = try await Self.loss(over: connections, deadline: .seconds(3))
            #expect(lost.isTimeout)
            _ = try await eventually(within: .seconds(10), "the connection is closed") { server.open == 0 ? true : nil }
            #expect(try await Self.send("after", over: connections) == 200)
            #expect(server.bodies == ["lost", "after"])
        }
    }

    @Test("kept connections that are closed one by one while a request waits share its one deadline")
    func oneDeadline() async throws {
        let kept = 4
        try await TrickyServer.running {
            $0 <= kept ? .answerLate(.milliseconds(200)) : .close(after: .milliseconds(150))
        } while: { server, address in
            let connections = try Self.connections(to: address)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<kept { group.addTask { try await Self.send("a", over: connections) } }
                try await group.waitForAll()
            }
            #expect(server.opened == kept)
            let lost = try await Self.loss(over: connections, deadline: .milliseconds(400))
            #expect(lost.isTimeout)
        }
    }

    @Test("a deadline that has passed before anything is sent is a timeout, and nothing is sent")
    func tooLate() async throws {
        try await TrickyServer.running { _ in
            .answer
        } while: { server, address in
            let connections = try Self.connections(to: address)
            #expect(try await Self.loss(over: connections, deadline: .zero).isTimeout)
            #expect(try await Self.send("first", over: connections) == 200)
            #expect(try await Self.loss(over: connections, deadline: .zero).isTimeout)
            #expect(server.bodies == ["first"])
        }
    }

    @Test("a server that is not there is told at once")
    func nobody() async throws {
        let lost = try await Self.loss(over: try Self.connections(to: "http://127.0.0.1:9"))
        #expect(!lost.isTimeout && lost.description.contains("no connection to 127.0.0.1:9"))
    }

    @Test("what is no plain address gets no connections", arguments: ["https://a.test", "a.test", ""])
    func addresses(address: String) {
        let connections = PlainConnections(
            baseURL: address, largestAnswer: 1, group: .singletonMultiThreadedEventLoopGroup)
        #expect(connections == nil)
    }
}
