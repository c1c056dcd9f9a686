/// Why the servers cannot be brought up, as one sentence.
package struct StackFailure: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) {
        self.description = description
    }
}
