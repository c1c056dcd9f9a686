import Foundation

/// Looks for processes that outlive whoever started them.
actor OrphanWatch {
    private let crew: Crew
    private var seen: [ProcessTable.Entry: ContinuousClock.Instant] = [:]
    private(set) var orphans: Set<ProcessTable.Entry> = []

    /// A tool whose worker was killed may need this long to go: its watchdog has to notice.
    private static let grace = Duration.seconds(3)

    init(_ crew: Crew) {
        self.crew = crew
    }

    /// Looks again and again until cancelled.
    func run() async throws {
        while true {
            look()
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private func look() {
        let table = ProcessTable.read()
        let cared = Set(Member.allCases.compactMap { crew.pid($0) }.flatMap { [$0] + table.below($0).map(\.pid) })
        let alone = table.marked(crew.grounds.mark).filter { !cared.contains($0.pid) }
        let now = ContinuousClock.now
        seen = Dictionary(uniqueKeysWithValues: alone.map { ($0, seen[$0] ?? now) })
        for (entry, since) in seen where now - since > Self.grace { orphans.insert(entry) }
    }
}
