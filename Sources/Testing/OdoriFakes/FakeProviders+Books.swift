extension FakeProviders {
    /// What motion and MiniMax were asked, and what they would bill, by the names on the wire.
    package struct Books: Decodable, Sendable {
        /// Submissions, refused ones included.
        package var arrived: Int
        package var operations: Int
        /// Keys under which operations were made.
        package var keys: Int
        /// Operations beyond the first of their key.
        package var duplicates: Int
        /// Micro-dollars.
        package var billed: Int64
        package var submissions: [Entry]

        package struct Entry: Decodable, Sendable {
            package var provider: String
            package var key: String?
            package var id: String?
            /// 0 = taken.
            package var code: Int
            /// It made an operation.
            package var isNew: Bool
            package var answered: Bool

            enum CodingKeys: String, CodingKey {
                case provider, key, id, code, answered
                case isNew = "is_new"
            }
        }

        /// How many operations a provider made.
        package func operations(_ provider: String) -> Int {
            submissions.count { $0.isNew && $0.provider == provider }
        }

        /// How many submissions were refused with a code.
        package func refusals(_ code: Int) -> Int {
            submissions.count { $0.code == code }
        }
    }

    /// What Gemini and Lyria were asked, and what they would bill, by the names on the wire.
    package struct GeminiBooks: Decodable, Sendable {
        package var calls: [Call]
        /// Calls that were done, well or not.
        package var done: Int
        /// Micro-dollars.
        package var billed: Int64

        package struct Call: Decodable, Sendable {
            package var kind: String
            /// 0: dropped before it was taken.
            package var status: Int
            /// Which key, by its place among those that are wanted.
            package var key: Int?
            /// Micro-dollars.
            package var price: Int64
            package var answered: Bool
        }

        /// Analyses are paid by nobody's job.
        package var ofJobs: [Call] { calls.filter { $0.kind != "analysis" } }
    }
}
