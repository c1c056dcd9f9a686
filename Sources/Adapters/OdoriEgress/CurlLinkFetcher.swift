import Foundation
package import OdoriDomain
import OdoriPorts
package import SystemPackage

/// Fetches links with libcurl, which asks before it connects to an address: so a name, an odd spelling or a resolver that answers
/// differently each time never leads where it must not.
///
/// Each download blocks a thread, so they have threads of their own.
package struct CurlLinkFetcher: LinkFetcher {
    private let policy: EgressPolicy
    private let limits: Limits
    private let threads: OperationQueue

    /// How patient a download is.
    package struct Limits: Sendable, Hashable {
        package var connect: Duration
        package var total: Duration
        /// Fewer bytes a second than these for `slow` end the download.
        package var slowestBytesPerSecond: Int
        package var slow: Duration

        package init(
            connect: Duration = .seconds(10), total: Duration = .seconds(300), slowestBytesPerSecond: Int = 1024,
            slow: Duration = .seconds(20)
        ) {
            self.connect = connect
            self.total = total
            self.slowestBytesPerSecond = slowestBytesPerSecond
            self.slow = slow
        }
    }

    /// - Parameter parallel: downloads at once; more wait their turn.
    package init(_ policy: EgressPolicy, limits: Limits = Limits(), parallel: Int = 16) {
        self.policy = policy
        self.limits = limits
        threads = OperationQueue()
        threads.name = "odori-egress"
        threads.maxConcurrentOperationCount = parallel
    }

    package func fetch(_ link: String, into file: FilePath, limit: Int64) async throws {
        let target = try Target(link)
        do {
            let descriptor = try FileDescriptor.open(
                file, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
            let end = try await descriptor.closeAfter {
                try await download(target, into: descriptor, limit: limit)
            }
            try end.check(host: target.host, limit: limit)
        } catch {
            // What stands there is a part of nothing; should it stay, the attempt's scratch directory takes it along.
            try? FileManager.default.removeItem(atPath: file.string)
            throw error
        }
    }

    private func download(
        _ target: Target, into file: FileDescriptor, limit: Int64
    ) async throws -> DownloadEnd {
        let download = Download(target, policy: policy, limits: limits, file: file, byteLimit: limit)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                threads.addOperation { continuation.resume(returning: download.perform()) }
            }
        } onCancel: {
            download.callOff()
        }
    }
}

extension FileDescriptor {
    /// The descriptor is closed however `body` ends; an error in closing is one in writing.
    fileprivate func closeAfter<Result>(_ body: () async throws -> Result) async throws -> Result {
        let result: Result
        do {
            result = try await body()
        } catch {
            // The first error is the one that tells what happened.
            try? close()
            throw error
        }
        try close()
        return result
    }
}
