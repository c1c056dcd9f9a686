/// What a `Range` header asks for (RFC 9110 §14). Several ranges, other units and malformed headers ask for the whole.
enum ByteRange: Hashable {
    case whole
    case part(Range<Int64>)
    case unsatisfiable

    init(_ header: String?, size: Int64) {
        guard let bounds = header.flatMap(Self.bounds) else {
            self = .whole
            return
        }
        let range: Range<Int64>
        switch bounds {
        case (let first?, let last?):
            guard first <= last else {
                self = .whole
                return
            }
            range = min(first, size)..<(min(last, size - 1) + 1)
        case (let first?, nil): range = min(first, size)..<size
        case (nil, let count?): range = max(0, size - count)..<size
        case (nil, nil):
            self = .whole
            return
        }
        self = range.isEmpty ? .unsatisfiable : .part(range)
    }

    private static func bounds(_ header: String) -> (first: Int64?, last: Int64?)? {
        guard header.lowercased().hasPrefix("bytes=") else { return nil }
        let parts = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let numbers = parts.map { part in
            part.allSatisfy { $0.isASCII && $0.isNumber } ? Int64(part) : nil
        }
        guard zip(parts, numbers).allSatisfy({ $0.isEmpty || $1 != nil }) else { return nil }
        return (numbers[0], numbers[1])
    }
}
