package import Foundation

/// The bytes so far. Values are written one behind the other; an object whose members came out of order is put in order at its end.
package final class JSONOutput {
    /// A member or an element: where it begins, where its name ends, where it ends.
    struct Part {
        var begin: Int
        var nameEnd: Int
        var end: Int
    }

    // Plain memory: through an array every byte would be checked for access by others, and the checks took a third of the time.
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var filled = 0
    /// The parts of all containers that are being written; those of the innermost are the last.
    private(set) var parts: [Part] = []

    /// - Parameter capacity: in bytes, to begin with; what is below a kilobyte the allocator has at hand.
    package init(capacity: Int = 1000) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deallocate()
    }

    /// In bytes.
    package var count: Int { filled }

    package var data: Data {
        Data(bytes: base, count: filled)
    }

    package var text: String {
        String(decoding: UnsafeBufferPointer(start: base, count: filled), as: UTF8.self)
    }

    package func bytes(from begin: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: base + begin, count: filled - begin))
    }

    package func append(_ byte: UInt8) {
        reserve(1)
        base[filled] = byte
        filled += 1
    }

    package func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.baseAddress else { return }
        reserve(bytes.count)
        (base + filled).update(from: first, count: bytes.count)
        filled += bytes.count
    }

    /// Appends what another output holds.
    func append(_ other: JSONOutput) {
        append(UnsafeBufferPointer(start: other.base, count: other.count))
    }

    private func reserve(_ more: Int) {
        guard filled + more > capacity else { return }
        capacity = max(capacity * 2, filled + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: filled)
        base.deallocate()
        base = larger
    }

    func note(_ part: Part) {
        parts.append(part)
    }

    /// Forgets the parts from `first` on; an object's are put in order before, where they stand.
    func close(from first: Int, isObject: Bool) {
        if isObject, !isOrdered(from: first) { order(from: first) }
        parts.removeSubrange(first...)
    }

    private func isOrdered(from first: Int) -> Bool {
        guard parts.count > first + 1 else { return true }
        return (first + 1..<parts.count).allSatisfy { precedes(parts[$0 - 1], parts[$0]) }
    }

    private func precedes(_ left: Part, _ right: Part) -> Bool {
        let (leftLength, rightLength) = (left.nameEnd - left.begin, right.nameEnd - right.begin)
        let order = memcmp(base + left.begin, base + right.begin, min(leftLength, rightLength))
        return order == 0 ? leftLength < rightLength : order < 0
    }

    private func order(from first: Int) {
        let begin = parts[first].begin
        let length = filled - begin
        let spare = UnsafeMutablePointer<UInt8>.allocate(capacity: length)
        defer { spare.deallocate() }
        var place = 0
        for part in parts[first...].sorted(by: precedes) {
            if place > 0 {
                spare[place] = UInt8(ascii: ",")
                place += 1
            }
            (spare + place).update(from: base + part.begin, count: part.end - part.begin)
            place += part.end - part.begin
        }
        (base + begin).update(from: spare, count: length)
    }
}
