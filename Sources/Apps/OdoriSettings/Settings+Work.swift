extension Settings {
    /// What a process is there for; each needs settings that others do not.
    package enum Work: Sendable {
        /// To serve the API.
        case serving
        /// To take pushes.
        case pushes
    }

    /// What is wrong for this work, although each setting by itself can be read.
    func problems(in work: Work) -> [SettingsProblems.Problem] {
        switch work {
        case .serving: problems(checkForServing)
        case .pushes: problems(checkForWork) + problems(checkForWorking) + signingProblems
        }
    }

    private func problems(_ check: () throws(SettingsProblems) -> Void) -> [SettingsProblems.Problem] {
        do {
            try check()
            return []
        } catch {
            return error.problems
        }
    }
}
