import Foundation
import OdoriDomain
import Synchronization

/// Many schedules, on several threads: each is played by one thread alone.
package struct Campaign: Sendable {
    private let first: UInt64
    private let count: Int
    private let keepsTrace: Bool
    private let keepsAll: Bool
    private let enough: Int

    /// - Parameters:
    ///   - enough: after so many failing seeds no further schedule is begun.
    ///   - keepsAll: keeps the verdicts of good schedules too.
    package init(first: UInt64, count: Int, keepsTrace: Bool = false, keepsAll: Bool = false, enough: Int = 10) {
        self.first = first
        self.count = count
        self.keepsTrace = keepsTrace
        self.keepsAll = keepsAll
        self.enough = enough
    }

    /// What came of it.
    package struct Summary: Sendable {
        package var played = 0
        package var steps = 0
        package var submissions = 0
        package var failed: [Verdict] = []
        package var verdicts: [Verdict] = []
        package var statuses: [String: Int] = [:]
        package var seconds = 0.0

        /// One line for people.
        package var line: String {
            let rate = seconds > 0 ? Int(Double(played) / seconds * 60) : 0
            let ends = statuses.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            return """
                \(played) schedules (\(ends)), \(steps) steps, \(submissions) paid submissions, \
                \(failed.count) with violations, \(rate) a minute
                """
        }
    }

    package func play(threads: Int) -> Summary {
        let next = Mutex(0)
        let summary = Mutex(Summary())
        let began = ContinuousClock.now
        let group = DispatchGroup()
        for _ in 0..<max(1, threads) {
            group.enter()
            let thread = Thread {
                while let index = take(next, summary) { play(first &+ UInt64(index), summary) }
                group.leave()
            }
            // Far below any step's need, far above the usual thread's.
            thread.stackSize = 8 << 20
            thread.start()
        }
        group.wait()
        return summary.withLock { summary in
            let took = began.duration(to: .now).components
            summary.seconds = Double(took.seconds) + Double(took.attoseconds) / 1e18
            summary.failed.sort { $0.seed < $1.seed }
            summary.verdicts.sort { $0.seed < $1.seed }
            return summary
        }
    }

    private func take(_ next: borrowing Mutex<Int>, _ summary: borrowing Mutex<Summary>) -> Int? {
        guard summary.withLock({ $0.failed.count < enough }) else { return nil }
        return next.withLock { index in
            guard index < count else { return nil }
            defer { index += 1 }
            return index
        }
    }

    private func play(_ seed: UInt64, _ summary: borrowing Mutex<Summary>) {
        do {
            let verdict = try Simulation.play(seed: seed, keepsTrace: keepsTrace)
            summary.withLock { summary in
                summary.played += 1
                summary.steps += verdict.steps
                summary.submissions += verdict.submissions
                summary.statuses[verdict.status?.rawValue ?? "lost", default: 0] += 1
                if !verdict.violations.isEmpty { summary.failed.append(verdict) }
                if keepsAll || keepsTrace { summary.verdicts.append(verdict) }
            }
        } catch {
            summary.withLock { $0.failed.append(.init(seed: seed, error: error)) }
        }
    }
}
