import Foundation
import OdoriDomain
import OdoriProviderHTTP

extension DanceViewing {
    /// What was measured and what was seen, in one: the measured beats decide every time; what was seen chooses among them.
    ///
    /// The model tells seconds, not milliseconds. So the drop moves to a measured downbeat near the one that was seen, unless the
    /// measured drop is as near already or the measurement is sure of itself; sections begin on measured downbeats.
    func reconciled(with own: DanceAnalysis, origin: Origin, price: Int64?) -> DanceAnalysis {
        var result = own
        result.opinion = DanceAnalysis.Opinion(
            origin: origin, people: people, allAdults: allAdults, mood: mood.asOneLine, drop: drop, price: price)
        let end = own.sections.last?.end ?? own.beats.last ?? 0
        let bars = own.downbeats.filter { $0 > 0 && $0 < end }
        guard !bars.isEmpty else { return result }
        result.drop = dropTime(own, bars, end)
        result.sections = sectionTimes(drop: result.drop, bars, bar: 240 / max(own.tempo, 40), end) ?? own.sections
        return result
    }

    /// Farther from every downbeat than this, what was seen is no drop of this music.
    private static let reach = 1.5
    /// From this confidence on, a drop that was heard is not moved.
    private static let sure = 0.8

    private func dropTime(_ own: DanceAnalysis, _ bars: [Double], _ end: Double) -> Double {
        let bar = 240 / max(own.tempo, 40)
        let isHeard = own.hasSound && own.confidence >= Self.sure && own.isDropSure
        guard drop.isFinite, drop > 0, drop < end, !isHeard, abs(own.drop - drop) > bar / 2,
            let nearest = bars.min(by: { abs($0 - drop) < abs($1 - drop) }), abs(nearest - drop) <= Self.reach
        else { return own.drop }
        return nearest
    }

    /// The sections that were seen, beginning on downbeats, with the drop where it is; nil when they make no sense.
    private func sectionTimes(
        drop: Double, _ bars: [Double], bar: Double, _ end: Double
    ) -> [DanceAnalysis.Section]? {
        let isOrdered = zip(sections, sections.dropFirst()).allSatisfy { $0.start < $1.start }
        guard isOrdered, drop > 0, drop < end,
            sections.allSatisfy({ $0.start.isFinite && Self.names.contains($0.name) })
        else { return nil }
        var starts: [(name: String, time: Double)] = [("intro", 0)]
        for section in sections where section.name != "drop" {
            guard let time = bars.min(by: { abs($0 - section.start) < abs($1 - section.start) }) else { continue }
            let isBefore = section.name == "build" && time + bar / 2 < drop
            let isAfter = section.name == "outro" && time > drop + bar / 2
            if isBefore || isAfter, !starts.contains(where: { $0.name == section.name }) {
                starts.append((section.name, time))
            }
        }
        starts.append(("drop", drop))
        starts.sort { $0.time < $1.time }
        let ends = starts.dropFirst().map(\.time) + [end]
        return zip(starts, ends).map { DanceAnalysis.Section(name: $0.name, start: $0.time, end: $1) }
    }

    private static let names: Set = ["intro", "build", "drop", "outro"]
}
