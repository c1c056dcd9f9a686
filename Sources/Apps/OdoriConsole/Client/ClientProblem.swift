import Foundation

/// Why the API did not do what was asked, as one sentence for the person at the terminal.
package struct ClientProblem: Error, CustomStringConvertible {
    package var description: String
    /// The same request may succeed in a moment: nobody answered, or the answer was a 5xx or 429.
    package var isPassing: Bool

    package init(_ description: String, isPassing: Bool = false) {
        self.description = description
        self.isPassing = isPassing
    }

    /// Nobody listens there.
    static func unreachable(_ base: String, _ error: any Error) -> ClientProblem {
        ClientProblem(
            "The API does not answer at \(base) (\(reason(error))); start it with `make up` or name another with --url.",
            isPassing: true
        )
    }

    private static func reason(_ error: any Error) -> String {
        let text = String(describing: error)
        return text.localizedCaseInsensitiveContains("refused") ? "connection refused" : text
    }

    /// The API answered with an error: its own words, and every field that it names.
    static func refused(status: UInt, body: Data) -> ClientProblem {
        if status == 401 {
            return ClientProblem(
                "The API does not accept the key; set PIPELINE_API_KEY, or point --data-dir at the directory of the server."
            )
        }
        let passing = status >= 500 || status == 429
        guard let problem = try? JSONDecoder().decode(Problem.self, from: body) else {
            return ClientProblem("The API answered with status \(status).", isPassing: passing)
        }
        let fields = (problem.errors ?? []).map { "\n  \($0.pointer.isEmpty ? "/" : $0.pointer) \($0.detail)" }
        let sentence = problem.detail ?? problem.error ?? problem.title ?? "no reason given"
        return ClientProblem("The API refused (\(status)): \(sentence)" + fields.joined(), isPassing: passing)
    }

    /// RFC 9457, with the plan's `error` beside it.
    private struct Problem: Decodable {
        var title: String?
        var detail: String?
        var error: String?
        var errors: [Field]?

        struct Field: Decodable {
            var pointer: String
            var detail: String
        }
    }
}
