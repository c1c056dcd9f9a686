import Dispatch
package import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A server that nobody here wrote, run beside a test and gone with it: also when the test's process is killed.
package final class JudgeProcess: Sendable {
    private struct State {
        var process: Process
        var input: Pipe
    }

    /// Why a server is not there.
    package struct Failed: Error, CustomStringConvertible {
        package let description: String

        package init(_ description: String) {
            self.description = description
        }
    }

    private let state: Mutex<State>
    /// What it says.
    package let log: URL

    /// A shell that holds the server and ends it when its own input ends, which it does with our process.
    private static let leash = """
        exec 3<&0; "$@" </dev/null 3<&- & child=$!; (read -r _ <&3; kill -9 $child) & watcher=$!
        wait $child; status=$?; kill -9 $watcher 2>/dev/null; exit $status
        """

    /// Starts a program.
    ///
    /// - Parameter environment: put over this process's own.
    package init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        log = FileManager.default.temporaryDirectory.appending(path: "odori-judge-\(UUID().uuidString).log")
        guard FileManager.default.createFile(atPath: log.path, contents: nil) else {
            throw Failed("no log can be written to \(log.path)")
        }
        let output = try FileHandle(forWritingTo: log)
        let input = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", Self.leash, "judge", program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        state = Mutex(State(process: process, input: input))
    }

    package var isRunning: Bool {
        state.withLock { $0.process.isRunning }
    }

    /// What it said so far.
    package var said: String {
        (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    }

    /// Returns its exit code once it has ended by itself.
    func waitUntilEnded() async -> Int32 {
        await withCheckedContinuation { continuation in
            let process = state.withLock { $0.process }
            DispatchQueue.global().async {
                process.waitUntilExit()
                continuation.resume(returning: process.terminationStatus)
            }
        }
    }

    /// Kills it and waits until it is gone.
    package func stop() {
        let process = state.withLock { state in
            // A pipe that is closed already is what was wanted.
            try? state.input.fileHandleForWriting.close()
            return state.process
        }
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: log)
    }

    /// Returns when something listens on a port of this machine.
    package func waitUntilListening(on port: Int, within limit: Duration = .seconds(60)) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        while clock.now < deadline {
            if LocalSocket.isListening(port) { return }
            guard isRunning else { throw Failed("it ended: \(said.suffix(2000))") }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Failed("nothing listens on port \(port): \(said.suffix(2000))")
    }
}

/// Ports of this machine.
package enum LocalSocket {
    /// A port that was free a moment ago, of those that the system gives to nobody who does not ask for them: a connection that begins
    /// meanwhile cannot take it.
    package static func freePort() throws -> Int {
        for _ in 0..<100 {
            let port = Int.random(in: 20_000..<32_000)
            let isFree = try with { socket, address in
                address.sin_port = UInt16(port).bigEndian
                return withUnsafePointer(to: &address) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                    }
                }
            }
            if isFree { return port }
        }
        throw JudgeProcess.Failed("no port is free")
    }

    static func isListening(_ port: Int) -> Bool {
        let answer = try? with { socket, address in
            address.sin_port = UInt16(port).bigEndian
            return withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
        }
        return answer ?? false
    }

    private static func with<Value>(_ body: (Int32, inout sockaddr_in) throws -> Value) throws -> Value {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { throw JudgeProcess.Failed("no socket can be had") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return try body(descriptor, &address)
    }
}
