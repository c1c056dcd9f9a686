/// The rules that every file in `Sources` keeps. Pure: a file in, sentences out.
enum SourceRules {
    static let longestFile = 400

    /// Code that is not written here, with the reason.
    private static let banned: [(text: String, reason: String)] = [
        ("try!", "an error that cannot happen still has a better place than a crash"),
        ("@unchecked Sendable", "the compiler proves what is shared"),
        ("nonisolated(unsafe)", "the compiler proves what is shared"),
        ("Task.detached", "work has an owner who waits for it"),
        ("fatalError(", "operating errors are thrown"),
    ]

    /// Where the environment is read: once for the settings, and by the queue server, which knows nothing of ours.
    private static let environmentReaders = [
        "Sources/Apps/OdoriSettings/", "Sources/Apps/odori-queue/QueueCommand.swift", "Sources/Testing/OdoriJudges/",
    ]

    static func violations(of file: Repository.SourceFile) -> [String] {
        let code = file.code
        var violations: [String] = []
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
        if lines > longestFile { violations.append("has \(lines) lines, \(longestFile) are the limit") }
        for (text, reason) in banned where code.contains(text) {
            violations.append("holds `\(text)`: \(reason)")
        }
        for word in ["TODO", "FIXME"] where file.text.contains(word) {
            violations.append("holds a \(word): finish it or file it")
        }
        if code.contains("processInfo.environment") || code.contains("getenv(") {
            if !environmentReaders.contains(where: file.path.hasPrefix) {
                violations.append("reads the environment; only OdoriSettings does")
            }
        }
        violations += undocumented(in: file.text).map { "declares \($0) without a doc comment" }
        return violations.map { "\(file.path) \($0)" }
    }

    /// Top-level declarations that other targets see and that nobody explained.
    private static func undocumented(in text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.compactMap { index in
            guard let name = declaredName(lines[index]) else { return nil }
            let above = lines[..<index].last { !$0.hasPrefix("@") }
            return above?.hasPrefix("///") == true ? nil : name
        }
    }

    private static let kinds: Set<Substring> = ["struct", "enum", "class", "actor", "protocol", "typealias", "func"]

    private static func declaredName(_ line: Substring) -> String? {
        var words = line.split(separator: " ").drop { $0.hasPrefix("@") }
        guard line.first?.isWhitespace == false, let access = words.popFirst(), ["package", "public"].contains(access)
        else { return nil }
        words = words.drop { ["final", "indirect", "distributed"].contains($0) }
        guard let kind = words.popFirst(), kinds.contains(kind) else { return nil }
        return words.first.map { String($0.prefix { $0.isLetter || $0.isNumber || $0 == "_" }) }
    }
}
