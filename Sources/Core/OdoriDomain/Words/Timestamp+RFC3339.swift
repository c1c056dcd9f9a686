import Foundation

/// Documents are full of instants and are written at every step: the general formatter took a third of the time of that.
extension Timestamp {
    /// Parses RFC 3339 in UTC, with or without a fraction; nil when the text is anything else.
    package init?(rfc3339 text: String) {
        if let own = Self.read(text) {
            self = own
            return
        }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        guard let date = try? style.parse(text) else { return nil }
        self.init(date)
    }

    package var rfc3339: String {
        let day = (milliseconds - (milliseconds < 0 ? Self.day - 1 : 0)) / Self.day
        let date = Self.date(ofDay: day)
        guard (0...9999).contains(date.year) else {
            return self.date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        }
        let time = milliseconds - day * Self.day
        return String(unsafeUninitializedCapacity: Self.length) { bytes in
            var place = 0
            func put(_ number: Int64, _ width: Int, then mark: UInt8) {
                var rest = number
                for offset in stride(from: width - 1, through: 0, by: -1) {
                    bytes[place + offset] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                bytes[place + width] = mark
                place += width + 1
            }
            put(date.year, 4, then: UInt8(ascii: "-"))
            put(date.month, 2, then: UInt8(ascii: "-"))
            put(date.day, 2, then: UInt8(ascii: "T"))
            put(time / 3_600_000, 2, then: UInt8(ascii: ":"))
            put(time / 60_000 % 60, 2, then: UInt8(ascii: ":"))
            put(time / 1000 % 60, 2, then: UInt8(ascii: "."))
            put(time % 1000, 3, then: UInt8(ascii: "Z"))
            return place
        }
    }

    private static let day: Int64 = 86_400_000
    private static let length = 24

    /// Reads the one form that is written here; nil for every other.
    private static func read(_ text: String) -> Timestamp? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count == length else { return nil }
            for (place, mark) in zip([4, 7, 10, 13, 16, 19, 23], "--T::.Z".utf8) where bytes[place] != mark {
                return nil
            }
            var isNumber = true
            func number(_ range: Range<Int>) -> Int64 {
                bytes[range].reduce(0) { value, byte in
                    isNumber = isNumber && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    return value * 10 + Int64(byte) - Int64(UInt8(ascii: "0"))
                }
            }
            let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
            let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
            let fraction = number(20..<23)
            guard isNumber, hour < 24, minute < 60, second < 60 else { return nil }
            let days = Self.days(before: year, month, day)
            // A day that no month has comes back as another one.
            guard date(ofDay: days) == (year, month, day) else { return nil }
            let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
            return Timestamp(milliseconds: seconds * 1000 + fraction)
        }
    }

    /// Days since 1970-01-01. Years are counted from March, so that the leap day is a year's last; an era is 400 years.
    private static func days(before year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let isNextYear = month >= 10
        return (
            yearOfEra + era * 400 + (isNextYear ? 1 : 0), isNextYear ? month - 9 : month + 3,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }
}
