import Synchronization

/// The numbers that tell a document's versions apart. None is used again, not even after a document was deleted and made anew: each process
/// counts on from a number that it draws at random among all that there are.
enum VersionNumbers {
    private static let last = Atomic(UInt64.random(in: .min ... .max))

    static func next() -> Int64 {
        Int64(last.wrappingAdd(1, ordering: .relaxed).newValue & UInt64(Int64.max))
    }
}
