import CEgress
import Foundation
package import OdoriDomain
import OdoriPorts
package import SystemPackage

/// Fetches links with libcurl, which asks before it connects to an address: so a name, an odd spelling or a resolver that answers
/// differently each time never leads where it must not.
///
/// A download that breaks off goes on where it was, a few times, if the other side can say that the rest is of the same file.
package struct CurlLinkFetcher: LinkFetcher {
    private let policy: EgressPolicy
    private let limits: EgressLimits
    private let names: FixedNames
    private let threads: EgressThreads
    private static let resumptions = 3

    /// - Parameter parallel: downloads at once; more wait their turn.
    package init(
        _ policy: EgressPolicy, limits: EgressLimits = EgressLimits(), names: FixedNames = FixedNames(),
        parallel: Int = 16
    ) {
        self.policy = policy
        self.limits = limits
        self.names = names
        threads = EgressThreads(parallel: parallel)
    }

    package func fetch(_ link: String, into file: FilePath, limit: Int64) async throws {
        let target = try read(link)
        do {
            let descriptor = try FileDescriptor.open(
                file, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
            try await descriptor.closeAfter {
                try await download(target, into: descriptor, limit: limit)
            }
        } catch {
            // What stands there is a part of nothing; should it stay, the attempt's scratch directory takes it along.
            try? FileManager.default.removeItem(atPath: file.string)
            throw error
        }
    }

    private func read(_ link: String) throws(OdoriError) -> OutsideLink {
        var name = "the link"
        do throws(OutsideLink.Fault) {
            let target = try OutsideLink(link)
            name += " to \(target.host)"
            try policy.check(target)
            return target
        } catch {
            throw OdoriError(.linkRefused, "\(name) \(error.reason)")
        }
    }

    private func download(_ link: OutsideLink, into file: FileDescriptor, limit: Int64) async throws {
        var report = try await part(of: link, from: 0, of: nil, into: file, limit: limit)
        for _ in 0..<Self.resumptions {
            guard let version = report.head.version, report.bytes > 0, report.end.mayGoOn else { break }
            let next = try await part(of: link, from: report.bytes, of: version, into: file, limit: limit)
            guard next.end == egress_done || next.bytes > report.bytes else { break }
            report = next
        }
        try report.check(host: link.host, limit: limit)
    }

    private func part(
        of link: OutsideLink, from start: Int64, of version: String?, into file: FileDescriptor, limit: Int64
    ) async throws -> TransferReport {
        let headers = version.map { ["If-Range: \($0)"] } ?? []
        return await threads.perform(
            Transfer(
                .get(file, resumeFrom: start), link, headers: headers, names: names, policy: policy, limits: limits,
                byteLimit: limit))
    }
}

extension egress_end {
    /// What ended the download may not end the rest of it.
    fileprivate var mayGoOn: Bool {
        self == egress_broken || self == egress_timed_out
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
