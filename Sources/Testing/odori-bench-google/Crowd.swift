/// Does `count` things, `width` of them at once; answers how long each took.
func crowd(
    _ count: Int, width: Int, _ body: @escaping @Sendable (Int) async throws -> Void
) async throws -> [Duration] {
    try await withThrowingTaskGroup(of: [Duration].self) { group in
        for first in 0..<width {
            group.addTask {
                var times: [Duration] = []
                for number in stride(from: first, to: count, by: width) {
                    let begin = ContinuousClock.now
                    try await body(number)
                    times.append(ContinuousClock.now - begin)
                }
                return times
            }
        }
        return try await group.reduce(into: []) { $0 += $1 }
    }
}
