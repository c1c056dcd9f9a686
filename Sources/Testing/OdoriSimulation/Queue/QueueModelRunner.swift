import Foundation
import OdoriDomain
import OdoriPorts
import Synchronization

/// Carries a script out on the model.
package struct QueueModelRunner: Sendable {
    package init() {}

    package func run(_ script: QueueScript) -> QueueRecord {
        let time = VirtualTime(dice: Dice(seed: 1))
        let stage = Mutex((record: QueueRecord(), replies: [String: [QueueScript.Reply]](), due: [String: Timestamp]()))
        let model = QueueModel(time: time, dice: SharedDice(Dice(seed: 2)), habits: .init()) { task, _, answered in
            let reply = stage.withLock { stage in
                stage.record.pushes[task.id, default: 0] += 1
                if let due = stage.due[task.id], time.now < due { stage.record.early.append(task.id) }
                return stage.replies[task.id]?.isEmpty == false ? stage.replies[task.id]?.removeFirst() : nil
            }
            if reply != .silence { answered(reply != .failure) }
        }
        for step in script.steps {
            switch step {
            case .rest: while model.unfinished > 0, time.advance() {}
            case .create(let order):
                let due = order.after.map { time.now + $0 }
                stage.withLock { stage in
                    stage.replies["\(order.id)", default: []] += order.replies
                    if let due, stage.due[order.id] == nil { stage.due[order.id] = due }
                }
                _ = model.create(
                    QueuedTask(
                        queue: order.queue, id: order.id, path: "/tasks/stage", body: Data(), notBefore: due,
                        deadline: .seconds(15)))
            }
        }
        return stage.withLock { $0.record }
    }
}
