import OdoriDomain

/// When a video stream's pictures are shown and which of them are key pictures, from its packets alone.
struct PacketTimes: Hashable {
    /// Times of showing in order, in units of the stream's time base.
    private(set) var times: [Int] = []
    private(set) var keys: [Int] = []
    /// The end of the last picture.
    private(set) var end = 0
    /// No picture that is decoded after a key picture is shown before it, so that playing can begin there.
    private(set) var hasClosedGroups = true
    /// Seconds of one unit.
    private let unit: Double

    /// Times beyond are a broken or hostile file's, and would not add up.
    private static let sane = -(1 << 52)...(1 << 52)

    /// Reads a video's packets, in the order of decoding; those without a time are left out.
    init(_ packets: [ProbeReport.Packet], unit: Double) {
        self.unit = unit
        for packet in packets {
            guard let time = packet.time, Self.sane.contains(time) else { continue }
            times.append(time)
            if packet.flags.hasPrefix("K") {
                keys.append(time)
            } else if let key = keys.last, time < key {
                hasClosedGroups = false
            }
            let duration = packet.duration.flatMap { Self.sane.contains($0) ? $0 : nil }
            end = max(end, time + (duration ?? 0))
        }
        times.sort()
        keys.sort()
    }

    var count: Int { times.count }

    /// Seconds from the first picture's start to the last one's end.
    var extent: Double {
        guard let first = times.first, let last = times.last else { return 0 }
        let known = Double(max(end, last) - first) * unit
        // Streams that tell no durations: the last picture lasts as long as the others do on average.
        return end > last || count < 2 ? known : known * Double(count) / Double(count - 1)
    }

    /// Every picture lasts 1/rate s, within a hundredth of that.
    func isConstant(rate: Int = Frame.rate) -> Bool {
        let step = 1 / Double(rate)
        return zip(times, times.dropFirst()).allSatisfy { abs(Double($1 - $0) * unit - step) < step / 100 }
    }

    /// The longest time without a key picture, in seconds; the whole extent when the first picture is none.
    var longestGOP: Double {
        guard let first = times.first, keys.first == first else { return extent }
        let bounds = keys + [max(end, first)]
        return zip(bounds, bounds.dropFirst()).map { Double($1 - $0) * unit }.max() ?? extent
    }
}
