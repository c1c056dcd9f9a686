import ArgumentParser
import AsyncHTTPClient
import Foundation
import OdoriCloudStorage
import OdoriDomain
import OdoriGoogleAuth
import OdoriLocal
import OdoriPorts
import SystemPackage

/// `storage`: sends a file so and so often and fetches it again.
struct StorageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "storage", abstract: "Times the Cloud Storage client.")

    private static let http = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: GoogleCaller.clientConfiguration)

    @Option(help: "Address of a server that speaks Cloud Storage's wire.")
    var address: String

    @Option(help: "The bucket.")
    var bucket: String

    @Option(help: "The file.")
    var file: String

    @Option(help: "How often.")
    var count = 1

    @Option(help: "At once.")
    var width = 1

    @Flag(help: "Only send.")
    var sendOnly = false

    func run() async throws {
        let store = CloudStorageObjectStore(
            CloudStorageConfiguration(baseURL: address, bucket: bucket),
            caller: GoogleCaller(http: Self.http, tokens: nil),
            clock: SystemClock())
        let run = UInt64.random(in: 0 ... .max)
        let names = (0..<count).compactMap { ObjectName(rawValue: "bench/\(run)/\($0).mp4") }
        let path = FilePath(file)
        // Everything that a client needs is there once it has spoken; what a content takes comes on top of that.
        for name in names.prefix(1) { _ = try await store.info(name) }
        let idle = try ProcessMemory.peak()
        try await measure("put", idle) { number in
            _ = try await store.put(path, as: names[number], ObjectAttributes(contentType: "video/mp4"), if: .absent)
        }
        guard !sendOnly else { return }
        try await measure("download", idle) { number in
            let copy = FilePath("\(path).copy-\(number)")
            defer { try? FileManager.default.removeItem(atPath: copy.string) }
            _ = try await store.download(names[number], to: copy)
        }
    }

    private func measure(
        _ what: String, _ idle: Double, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let begin = ContinuousClock.now
        let times = try await crowd(count, width: width, body)
        var report = Report(what, operations: count, since: begin, times: times)
        report.idleMemory = idle
        report.peakMemory = try ProcessMemory.peak()
        try report.write()
    }
}
