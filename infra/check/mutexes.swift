// Four tasks count together, under a Mutex or, asked for "bare", without one: the sanitizer must find fault with the second alone.
import Foundation
import Synchronization

final class Counters: @unchecked Sendable {
    let locked = Mutex(0)
    var bare = 0
}

let counters = Counters()
let isBare = CommandLine.arguments.contains("bare")
await withTaskGroup(of: Void.self) { group in
    for _ in 0..<4 {
        group.addTask {
            for turn in 0..<20_000 {
                // Whoever holds the lock sleeps now and then, so that the others have to wait for it.
                if isBare {
                    counters.bare += 1
                } else {
                    counters.locked.withLock { count in
                        count += 1
                        if turn % 100 == 0 { usleep(1) }
                    }
                }
            }
        }
    }
}
