/// Tells what is met for the first time.
struct FirstMeetings {
    private let provider: String
    private var met: Set<String> = []

    init(of provider: String) {
        self.provider = provider
    }

    /// What befalls a submission.
    ///
    /// - Parameter submission: what stays the same when it is made again. The text of a body does not: its members come in any order.
    mutating func fault(of submission: String, _ faults: Faults) -> Faults.FirstFault? {
        guard let fault = faults.first[provider], met.insert("submission \(submission)").inserted else { return nil }
        return fault
    }

    /// Whether a question, or a download, goes wrong.
    mutating func spoils(_ question: String, _ faults: Faults) -> Bool {
        faults.first[provider] != nil && met.insert("question \(question)").inserted
    }
}
