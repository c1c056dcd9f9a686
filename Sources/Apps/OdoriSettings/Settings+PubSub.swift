extension Settings {
    /// What orders pushes.
    package enum Queue: String, Sendable, CaseIterable {
        case cloudtasks, pubsub
    }

    /// How Pub/Sub is reached: where it orders pushes, and where it tells of files that were put into the bucket.
    package struct PubSub: Sendable, Hashable {
        /// The id of the topic that pushes are published to.
        package var topic: String
        /// The emulator's address; nil = the service itself.
        package var emulatorURL: String?
    }
}

extension Settings.PubSub {
    init(_ reader: inout EnvironmentReader) {
        topic = reader.text(.pubSubTopic, default: "odori-tasks", "a topic's id", where: Self.isTopicID)
        emulatorURL = reader.emulator(.pubSubEmulator)
    }

    private static func isTopicID(_ text: String) -> Bool {
        (3...255).contains(text.utf8.count) && text.first?.isLetter == true && !text.hasPrefix("goog")
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.~+%".contains($0)) }
    }
}

extension EnvironmentReader {
    /// What orders pushes, and nothing beside it that another queue would need.
    mutating func queue(in mode: Settings.Mode) -> Settings.Queue {
        let queue = choice(.queue, default: Settings.Queue.cloudtasks)
        guard queue == .pubsub else { return queue }
        if mode != .cloud {
            report(.queue, "is pubsub, which is served in cloud mode only (with PUBSUB_EMULATOR_HOST on this machine)")
        }
        if text(.tasksEmulator) != nil {
            report(.tasksEmulator, "has no meaning where ODORI_QUEUE is pubsub")
        }
        if text(.mediaWorkerURL) != nil {
            report(.mediaWorkerURL, "has no meaning where ODORI_QUEUE is pubsub: a subscription's filter decides")
        }
        return queue
    }
}
