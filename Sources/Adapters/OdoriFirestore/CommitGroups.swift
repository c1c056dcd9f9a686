import OdoriDomain
import OdoriPorts
import Synchronization

/// Lets commits that only create documents go together when many come at once.
///
/// Who comes alone goes at once. Who comes while one is under way waits until that has ended, and then goes with all others who wait, in
/// one commit: for the service that is a fraction of the work. They are in nobody's way, since what they create is under names that nobody
/// else uses; where that proves wrong, each tries by itself. One that takes long is not waited for by who comes later.
final class CommitGroups: Sendable {
    /// Carries out a commit, of which an earlier try may have been carried out.
    typealias Send = (_ commit: FirestoreCommit, _ isInDoubt: Bool) async throws -> [DocumentVersion?]

    private static let patience = Duration.milliseconds(250)
    private static let mostWrites = 100
    /// Of the wire's ten megabytes.
    private static let largest = 4 << 20

    private enum Turn {
        /// To commit for oneself and for these.
        case lead(Int, [Waiting])
        /// Another has committed for all.
        case done([DocumentVersion?])
        case failed(any Error)
        /// All together were refused, or nobody knows: everybody by itself.
        case alone
    }

    private struct Waiting {
        var commit: FirestoreCommit
        var turn: CheckedContinuation<Turn, Never>
    }

    private struct State {
        /// The number of the last that went, until it has ended.
        var leader: Int?
        var begun: Timestamp
        var count = 0
        var waiting: [Waiting] = []

        mutating func begin(at now: Timestamp) -> Int {
            count += 1
            (leader, begun) = (count, now)
            return count
        }

        func isFree(at now: Timestamp) -> Bool {
            leader == nil || now >= begun + CommitGroups.patience
        }
    }

    private let clock: any WallClock
    private let state: Mutex<State>

    init(clock: any WallClock) {
        self.clock = clock
        state = Mutex(State(begun: clock.now))
    }

    /// - Throws: what `send` throws.
    func commit(_ commit: FirestoreCommit, by send: Send) async throws -> [DocumentVersion?] {
        switch await turn(of: commit) {
        case .lead(let number, let others):
            defer { passOn(number) }
            return try await others.isEmpty ? send(commit, false) : lead(commit, others, send)
        case .done(let versions): return versions
        case .failed(let error): throw error
        case .alone: return try await send(commit, true)
        }
    }

    private func turn(of commit: FirestoreCommit) async -> Turn {
        let now = clock.now
        return await withCheckedContinuation { turn in
            let lead = state.withLock { state -> Turn? in
                guard state.isFree(at: now) else {
                    state.waiting.append(Waiting(commit: commit, turn: turn))
                    return nil
                }
                return .lead(state.begin(at: now), Self.company(of: commit, among: &state.waiting))
            }
            if let lead { turn.resume(returning: lead) }
        }
    }

    private func lead(_ own: FirestoreCommit, _ others: [Waiting], _ send: Send) async throws -> [DocumentVersion?] {
        do {
            var versions = try await send(FirestoreCommit(joining: [own] + others.map(\.commit)), false)[...]
            let ours = versions.prefix(own.names.count)
            versions = versions.dropFirst(ours.count)
            for other in others {
                other.turn.resume(returning: .done(Array(versions.prefix(other.commit.names.count))))
                versions = versions.dropFirst(other.commit.names.count)
            }
            return Array(ours)
        } catch let error as OdoriError where error.kind != .permanent {
            // What keeps the service from answering would keep it from answering each.
            for other in others { other.turn.resume(returning: .failed(error)) }
            throw error
        } catch {
            // One of them was refused, or who leads was called off, which is no matter of the others'.
            for other in others { other.turn.resume(returning: .alone) }
            return try await send(own, true)
        }
    }

    /// One has ended: gives the place to the first who waits, and to all who can go along.
    private func passOn(_ number: Int) {
        let now = clock.now
        let next = state.withLock { state -> (Waiting, Turn)? in
            if state.leader == number { state.leader = nil }
            guard state.isFree(at: now), !state.waiting.isEmpty else { return nil }
            let first = state.waiting.removeFirst()
            return (first, .lead(state.begin(at: now), Self.company(of: first.commit, among: &state.waiting)))
        }
        if let (first, turn) = next { first.turn.resume(returning: turn) }
    }

    /// Takes out who can go along: as many as one commit may hold, and none for a document that another is for.
    private static func company(of commit: FirestoreCommit, among waiting: inout [Waiting]) -> [Waiting] {
        var (paths, size) = (commit.paths, commit.size)
        var (company, rest): ([Waiting], [Waiting]) = ([], [])
        for one in waiting {
            if size + one.commit.size <= largest, paths.count + one.commit.paths.count <= mostWrites,
                paths.isDisjoint(with: one.commit.paths)
            {
                size += one.commit.size
                paths.formUnion(one.commit.paths)
                company.append(one)
            } else {
                rest.append(one)
            }
        }
        waiting = rest
        return company
    }
}
