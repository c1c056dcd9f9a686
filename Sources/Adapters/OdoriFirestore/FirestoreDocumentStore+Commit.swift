import Foundation
import NIOCore
import OdoriDomain
import OdoriGoogleAuth
import OdoriPorts

extension FirestoreDocumentStore {
    /// Sends a commit, again where it may be.
    ///
    /// - Parameter isInDoubt: it may have been carried out already: then a refusal may be that try's doing.
    func send(_ commit: FirestoreCommit, isInDoubt: Bool = false) async throws -> [DocumentVersion?] {
        let body = commit.body
        let path = escaped(root) + ":commit"
        // Once a try may have been carried out, a refusal of the next may be that try's doing.
        var isInDoubt = isInDoubt
        do {
            return try await client.repeating {
                let answer = try await client.post(path, body)
                return try answer.withUnsafeReadableBytes { try commit.versions($0) }
            } judge: { error in
                switch error {
                // Others are at the same documents: what this commit expects of them will hardly be true any more.
                case let fault as FirestoreFault where fault.isContention && commit.expectsVersions:
                    return .over(try await conflict(commit, isInDoubt: isInDoubt))
                case let fault as FirestoreFault where fault.isUnavailable || fault.isContention:
                    isInDoubt = isInDoubt || fault.httpStatus != 429 && !fault.isContention
                    return .again(after: fault.retryAfter)
                case let lost as GoogleCaller.Lost where !lost.isTimeout:
                    isInDoubt = true
                    return .again(after: nil)
                case let fault as FirestoreFault where !fault.isDoubtful:
                    return .over(try await verdict(fault, commit, isInDoubt: isInDoubt))
                case is FirestoreFault, is GoogleCaller.Lost, is JSONBytes.Fault:
                    return .over(try await outcome(commit).map { Written(versions: $0) } ?? Self.unknown(error))
                default:
                    return .over(error)
                }
            }
        } catch let written as Written {
            return written.versions
        } catch let error as OdoriError where error.kind != .permanent && isInDoubt {
            if let versions = try await outcome(commit) { return versions }
            throw error
        }
    }

    /// Not a failure: the commit was carried out, though no try was told so.
    private struct Written: Error {
        var versions: [DocumentVersion?]
    }

    private static func unknown(_ error: any Error) -> OdoriError {
        OdoriError(.storeUnavailable, "Firestore did not say whether it committed: \(error)", .transient)
    }

    /// What a refusal means.
    private func verdict(
        _ fault: FirestoreFault, _ commit: FirestoreCommit, isInDoubt: Bool
    ) async throws -> any Error {
        // A missing document's version is answered like a missing database.
        let mayBeConflict = fault.isConflict || fault.httpStatus == 404 && commit.expectsVersions
        guard mayBeConflict else { return fault.mapped }
        let conflict = try await conflict(commit, isInDoubt: isInDoubt)
        if !fault.isConflict, conflict is DocumentConflict { _ = try await found(commit.names, onlyMark: true) }
        return conflict
    }

    /// A conflict, unless it is with an earlier try of the same commit.
    private func conflict(_ commit: FirestoreCommit, isInDoubt: Bool) async throws -> any Error {
        if isInDoubt, let versions = try await outcome(commit) { return Written(versions: versions) }
        return DocumentConflict()
    }

    /// The versions that a commit made, when the documents say that it was carried out.
    private func outcome(_ commit: FirestoreCommit) async throws -> [DocumentVersion?]? {
        let found = try await found(commit.names, onlyMark: true)
        return commit.versions(in: found)
    }
}
