/// Names one accepted request: a lower-case UUID.
package struct JobID: TextIdentifier {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.utf8.count == 36 else { return nil }
        let fits = rawValue.utf8.enumerated().allSatisfy { place, byte in
            switch (place, byte) {
            case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")), (23, UInt8(ascii: "-")): true
            case (8, _), (13, _), (18, _), (23, _): false
            case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")): true
            default: false
            }
        }
        guard fits else { return nil }
        self.rawValue = rawValue
    }
}

/// Names a published character: `{slug}_{unix seconds of the job's created_at}`.
package struct CharacterID: TextIdentifier {
    package let rawValue: String

    package init?(rawValue: String) {
        guard let mark = rawValue.lastIndex(of: "_"), Slug(rawValue: String(rawValue[..<mark])) != nil,
            Int64(rawValue[rawValue.index(after: mark)...]) != nil
        else { return nil }
        self.rawValue = rawValue
    }

    package init(slug: Slug, jobCreatedAt: Timestamp) {
        rawValue = "\(slug.rawValue)_\(jobCreatedAt.seconds)"
    }
}

/// Names a reference in the catalogue: 1–64 of `[a-z0-9_-]`.
package struct ReferenceID: TextIdentifier {
    package let rawValue: String

    package init?(rawValue: String) {
        guard (1...64).contains(rawValue.utf8.count) else { return nil }
        guard rawValue.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789_-".utf8.contains($0) }) else {
            return nil
        }
        self.rawValue = rawValue
    }
}

/// Who a key belongs to and whose things are seen: 1–64 of `[A-Za-z0-9._-]`.
package struct OwnerID: TextIdentifier {
    package let rawValue: String

    package init?(rawValue: String) {
        guard (1...64).contains(rawValue.utf8.count) else { return nil }
        guard rawValue.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }) else {
            return nil
        }
        self.rawValue = rawValue
    }

    private init(trusted: String) {
        rawValue = trusted
    }

    /// Owns what everybody may use: the references that come with the project.
    package static let shared = OwnerID(trusted: "shared")
    /// Owns everything on a machine that names no owner.
    package static let local = OwnerID(trusted: "local")
}

/// An identifier that is a checked text and travels in JSON as that text.
package protocol TextIdentifier: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible
where RawValue == String {}

extension TextIdentifier {
    package var description: String { rawValue }
}

/// A run's number inside its job, 0 … count-1; four digits in names.
package struct Slot: Hashable, Comparable, Sendable, Codable {
    package let number: Int

    package init(_ number: Int) {
        self.number = number
    }

    package init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(Int.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }

    /// Four digits, as in document paths and object names.
    package var name: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    package static func < (left: Slot, right: Slot) -> Bool {
        left.number < right.number
    }
}

/// Names one run: a job's slot.
package struct RunID: Hashable, Sendable {
    package let job: JobID
    package let slot: Slot

    package init(job: JobID, slot: Slot) {
        self.job = job
        self.slot = slot
    }
}
