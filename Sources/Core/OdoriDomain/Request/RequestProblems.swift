/// Everything that is wrong with a request, each at its place.
package struct RequestProblems: Error, Hashable, Sendable {
    package var problems: [Problem]

    package init(_ problems: [Problem]) {
        self.problems = problems
    }

    /// One thing that is wrong.
    package struct Problem: Hashable, Sendable, Codable {
        /// RFC 6901, e.g. `/options/skip_existing`.
        package var pointer: String
        package var detail: String

        package init(_ pointer: String, _ detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }
}
