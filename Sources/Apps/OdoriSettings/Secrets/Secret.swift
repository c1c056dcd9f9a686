/// A value that never shows: whatever prints it says only that it is there.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The value itself; for use, never for printing.
    package let value: String

    package init(_ value: String) {
        self.value = value
    }

    package var description: String { "(hidden)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
