import Foundation
import OdoriDomain
import OdoriPorts
import OdoriTesting
import Synchronization
import Testing

@testable import OdoriFirestore

@Suite("Commits that go together", .timeLimit(.minutes(1)))
struct CommitGroupsTests {
    /// What was sent: the ids that each commit creates, and whether it was said to be in doubt.
    private final class Sent: Sendable {
        struct Commit: Equatable {
            var ids: [String]
            var isInDoubt: Bool
        }

        private let commits = Mutex<[Commit]>([])

        var all: [Commit] { commits.withLock { $0 } }

        /// Notes a commit, does with it as `judge` says, and answers versions that name their documents.
        func note(
            _ commit: FirestoreCommit, _ isInDoubt: Bool, _ judge: (Commit) throws -> Void
        ) throws -> [DocumentVersion?] {
            let noted = Commit(ids: commit.names.map { DocumentKey(path: $0.path).id }, isInDoubt: isInDoubt)
            commits.withLock { $0.append(noted) }
            try judge(noted)
            return commit.names.map { DocumentVersion($0.path) }
        }
    }

    /// How many have begun.
    private final class Begun: Sendable {
        private let begun = Mutex(0)

        var count: Int { begun.withLock { $0 } }

        func one() { begun.withLock { $0 += 1 } }
    }

    private static func commit(_ ids: String...) throws -> FirestoreCommit {
        try FirestoreCommit(
            ids.map { DocumentWrite(.put(json: Data(#"{"n":1}"#.utf8)), DocumentKey("group", $0), if: .absent) },
            root: "r")
    }

    /// Commits `first`, and all others while that is under way; answers how each of the others ended, in their order.
    private func together(
        _ others: [FirestoreCommit], _ sent: Sent, _ judge: @escaping @Sendable (Sent.Commit) throws -> Void = { _ in }
    ) async throws -> [Result<[DocumentVersion?], any Error>] {
        let groups = CommitGroups(clock: ManualClock())
        let gate = Gate()
        let first = try Self.commit("first")
        let begun = Begun()
        return await withTaskGroup(of: (Int, Result<[DocumentVersion?], any Error>).self) { tasks in
            tasks.addTask {
                do {
                    return (
                        -1,
                        .success(
                            try await groups.commit(first) { commit, isInDoubt in
                                await gate.pass()
                                return try sent.note(commit, isInDoubt) { _ in }
                            })
                    )
                } catch {
                    return (-1, .failure(error))
                }
            }
            await gate.waitUntilSomebodyWaits()
            for (place, other) in others.enumerated() {
                tasks.addTask {
                    begun.one()
                    do {
                        let versions = try await groups.commit(other) { try sent.note($0, $1, judge) }
                        return (place, .success(versions))
                    } catch {
                        return (place, .failure(error))
                    }
                }
            }
            while begun.count < others.count { await Task.yield() }
            for _ in 0..<100 { await Task.yield() }
            gate.open()
            var ends: [Int: Result<[DocumentVersion?], any Error>] = [:]
            for await (place, end) in tasks { ends[place] = end }
            return others.indices.compactMap { ends[$0] }
        }
    }

    private static func ids(_ end: Result<[DocumentVersion?], any Error>?) -> [String]? {
        guard case .success(let versions) = end else { return nil }
        return versions.compactMap { $0.map { DocumentKey(path: $0.token).id } }
    }

    @Test("who comes while another is under way goes with all who wait, and is told its own versions")
    func together() async throws {
        let sent = Sent()
        let others = try (0..<8).map { try Self.commit("\($0)a", "\($0)b") }
        let ends = try await together(others, sent)
        for (place, end) in ends.enumerated() { #expect(Self.ids(end) == ["\(place)a", "\(place)b"]) }
        #expect(sent.all.first == .init(ids: ["first"], isInDoubt: false))
        // Who started late may have missed the others.
        #expect(sent.all.count <= 3 && sent.all.flatMap(\.ids).count == 17 && !sent.all.contains(where: \.isInDoubt))
    }

    @Test("one after the other goes at once and by itself")
    func alone() async throws {
        let (groups, sent) = (CommitGroups(clock: ManualClock()), Sent())
        for id in ["a", "b", "c"] {
            _ = try await groups.commit(try Self.commit(id)) { try sent.note($0, $1) { _ in } }
        }
        #expect(sent.all.map(\.ids) == [["a"], ["b"], ["c"]])
    }

    @Test("who comes later waits for none that takes long, and takes along who has waited")
    func slow() async throws {
        let (clock, sent, gate) = (ManualClock(), Sent(), Gate())
        let groups = CommitGroups(clock: clock)
        let begun = Begun()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                _ = try await groups.commit(try Self.commit("slow")) {
                    await gate.pass()
                    return try sent.note($0, $1) { _ in }
                }
            }
            await gate.waitUntilSomebodyWaits()
            tasks.addTask {
                begun.one()
                _ = try await groups.commit(try Self.commit("waits")) { try sent.note($0, $1) { _ in } }
            }
            while begun.count < 1 { await Task.yield() }
            for _ in 0..<100 { await Task.yield() }
            #expect(sent.all.isEmpty)
            clock.advance(by: .milliseconds(300))
            _ = try await groups.commit(try Self.commit("later")) { try sent.note($0, $1) { _ in } }
            #expect(sent.all.map(\.ids) == [["later", "waits"]])
            gate.open()
            try await tasks.waitForAll()
        }
        #expect(sent.all.map(\.ids) == [["later", "waits"], ["slow"]])
    }

    @Test("one that is refused costs the others nothing: each tries by itself, as one that may have been carried out")
    func refused() async throws {
        let sent = Sent()
        let others = try ["a", "taken", "b", "c"].map { try Self.commit($0) }
        let ends = try await together(others, sent) { commit in
            if commit.ids.contains("taken") { throw DocumentConflict() }
        }
        #expect(ends.map(Self.ids) == [["a"], nil, ["b"], ["c"]])
        guard case .failure(let error) = ends[1] else { return }
        #expect(error is DocumentConflict)
        #expect(sent.all.contains { $0.ids.count > 1 } && sent.all.contains { $0.ids == ["b"] && $0.isInDoubt })
    }

    @Test("where the service does not answer, all are told, and nobody asks again for each")
    func unavailable() async throws {
        let sent = Sent()
        let others = try (0..<6).map { try Self.commit("\($0)") }
        let ends = try await together(others, sent) { _ in throw OdoriError(.storeUnavailable, "down", .transient) }
        for end in ends {
            guard case .failure(let error) = end else { Issue.record("it did not fail"); continue }
            #expect((error as? OdoriError)?.kind == .transient)
        }
        #expect(sent.all.count <= 3)
    }

    @Test("that one who leads is called off is no matter of the others'")
    func calledOff() async throws {
        let sent = Sent()
        let others = try (0..<4).map { try Self.commit("\($0)") }
        let ends = try await together(others, sent) { if $0.ids.count > 1 { throw CancellationError() } }
        #expect(ends.map(Self.ids) == [["0"], ["1"], ["2"], ["3"]])
    }

    @Test("two for the same document never go together")
    func sameDocument() async throws {
        let sent = Sent()
        let others = try [["a", "x"], ["b", "x"], ["c", "y"]].map { try Self.commit($0[0], $0[1]) }
        let ends = try await together(others, sent)
        #expect(ends.map(Self.ids) == [["a", "x"], ["b", "x"], ["c", "y"]])
        for commit in sent.all { #expect(Set(commit.ids).count == commit.ids.count) }
    }
}
