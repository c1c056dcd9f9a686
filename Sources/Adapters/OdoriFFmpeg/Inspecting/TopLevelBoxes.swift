/// The order of an MP4 file's outermost boxes, and whether an edit list is among those inside, read from their headers alone.
struct TopLevelBoxes: Hashable {
    private(set) var kinds: [String] = []
    private(set) var hasEditList = false

    /// Files with more are broken or hostile.
    private static let most = 1024
    /// The boxes on the way to an edit list.
    private static let path: Set = ["moov", "trak", "edts"]

    /// - Parameters:
    ///   - size: the file's, in bytes.
    ///   - read: returns up to `count` bytes from an offset on.
    init(size: UInt64, read: (_ offset: UInt64, _ count: Int) throws -> [UInt8]) rethrows {
        // Begun and not yet read, the outermost first.
        var ranges: [(start: UInt64, end: UInt64, isOutermost: Bool)] = [(0, size, true)]
        var count = 0
        while let (start, end, isOutermost) = ranges.popLast() {
            var offset = start
            while offset <= end, end - offset >= 8, count < Self.most {
                let header = try read(offset, 16)
                guard header.count >= 8 else { break }
                count += 1
                let kind = String(decoding: header[4..<8], as: UTF8.self)
                if isOutermost { kinds.append(kind) }
                if kind == "elst" { hasEditList = true }
                guard let length = Self.length(header, rest: end - offset) else { break }
                let (next, overflow) = offset.addingReportingOverflow(length)
                guard !overflow else { break }
                if Self.path.contains(kind), next <= end { ranges.append((offset + 8, next, false)) }
                offset = next
            }
        }
    }

    /// The index stands before the media data, so that playing can begin at once.
    var moovFirst: Bool {
        guard let moov = kinds.firstIndex(of: "moov"), let data = kinds.firstIndex(of: "mdat") else { return false }
        return moov < data
    }

    /// Bytes of the whole box: 1 = told in 64 bits after the kind, 0 = to the end of the file; nil when it cannot be.
    private static func length(_ header: [UInt8], rest: UInt64) -> UInt64? {
        switch bigEndian(header[0..<4]) {
        case 0: return rest
        case 1:
            guard header.count >= 16 else { return nil }
            let length = bigEndian(header[8..<16])
            return length >= 16 ? length : nil
        case let length: return length >= 8 ? length : nil
        }
    }

    private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
