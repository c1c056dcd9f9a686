import OdoriDomain

extension JobAnswer {
    /// Every character that was asked for came out.
    package var isWholeSuccess: Bool {
        status == .completed && progress.failed == 0 && errors.isEmpty
    }

    /// What came out and what went wrong, once the job has ended.
    package var closingLines: [String] {
        let made = results.flatMap { result in
            ["\(result.name) (\(result.characterID))"]
                + result.assets.deliverables.map { "  \($0.type.rawValue)  \($0.url)" }
        }
        return made + errors.map(\.line) + ["job \(jobID) \(status.rawValue)"]
    }
}

extension JobAnswer.Failure {
    /// The failure as one line.
    package var line: String {
        let place = [slot.map { "character \($0 + 1)" }, stage].compactMap(\.self).joined(separator: ", ")
        return "failed\(place.isEmpty ? "" : " at \(place)"): \(message) (\(code))"
    }
}
