import Foundation

extension VerifiedCharacter {
    /// Every output of the character with what was measured.
    package var table: Table {
        var table = Table(
            ["kind", "type", "size", "fps", "seconds", "bytes", "LUFS", "dBTP", "path"],
            rightAligned: [3, 4, 5, 6, 7]
        )
        for file in files {
            let facts = file.facts
            table.add([
                file.output.kind.rawValue,
                file.output.type ?? "",
                facts.width.map { "\($0)×\(facts.height ?? 0)" } ?? "",
                Self.text(facts.fps, digits: 0),
                Self.text(facts.duration, digits: 2),
                String(facts.bytes),
                Self.text(facts.lufs, digits: 1),
                Self.text(facts.dbtp, digits: 1),
                file.path,
            ])
        }
        return table
    }

    private static func text(_ value: Double?, digits: Int) -> String {
        value.map {
            $0.formatted(
                .number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "en_US_POSIX"))
            )
        } ?? ""
    }
}
