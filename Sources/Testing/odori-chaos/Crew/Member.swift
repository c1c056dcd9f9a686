/// The processes that the harness starts and keeps running.
enum Member: String, Codable, Sendable, Hashable, CaseIterable {
    case queue, provider
    case firstWorker = "worker-1"
    case secondWorker = "worker-2"
    case api

    /// The program's name, beside ours.
    var program: String {
        switch self {
        case .queue: "odori-queue"
        case .provider: "odori-fake-providers"
        case .firstWorker, .secondWorker: "odori-worker"
        case .api: "odori-api"
        }
    }

    static let workers = [Member.firstWorker, .secondWorker]

    /// A worker's number among the workers.
    static func worker(_ pick: Int) -> Member {
        workers[pick % workers.count]
    }
}
