import OdoriDomain

/// A range of an open object, read piece by piece as it is asked for.
struct ObjectChunks: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let file: OpenFile
    let range: Range<Int64>

    func makeAsyncIterator() -> Iterator {
        Iterator(file: file, next: range.lowerBound, end: range.upperBound)
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let file: OpenFile
        fileprivate var next: Int64
        fileprivate let end: Int64

        mutating func next() async throws -> [UInt8]? {
            guard next < end else { return nil }
            let offset = next
            let count = Int(Swift.min(Int64(OpenFile.chunk), end - next))
            let chunk = try await BlockingWork.run { [file] _ in
                try [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
                    used = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
                }
            }
            guard !chunk.isEmpty else {
                throw OdoriError(.storeUnavailable, "an object ended early while it was read", .transient)
            }
            next += Int64(chunk.count)
            return chunk
        }
    }
}
