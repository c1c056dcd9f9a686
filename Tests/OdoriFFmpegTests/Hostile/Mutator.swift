import Foundation

/// Makes broken and hostile files out of sound ones, the same for the same number.
struct Mutator {
    /// Sound files, by their endings.
    let sound: [(suffix: String, bytes: [UInt8])]
    /// What a file that leads elsewhere would lead to.
    let bait: Bait

    struct Bait {
        var file: String
        var port: Int
    }

    /// One file of the corpus.
    struct Mutant {
        var name: String
        var bytes: [UInt8]
    }

    func mutant(_ number: Int) -> Mutant {
        var dice = Dice(seed: UInt64(number) &+ 1)
        let lists = Lists(bait: bait).all
        // Every tenth file is no video at all, but something that leads elsewhere.
        if number % 10 == 9 {
            let list = lists[(number / 10) % lists.count]
            let disguise: [UInt8] = number % 20 == 9 ? [] : [0, 0, 0, 8] + Array("free".utf8)
            let suffix = sound[number % sound.count].suffix
            return Mutant(name: "\(number)-list.\(suffix)", bytes: disguise + Array(list.utf8))
        }
        let base = sound[number % sound.count]
        let kind = Kind.allCases[(number / sound.count) % Kind.allCases.count]
        var bytes = base.bytes
        let donor = sound[dice.below(sound.count)].bytes
        kind.apply(to: &bytes, donor: donor, dice: &dice)
        let suffix = dice.below(4) == 0 ? "txt" : sound[dice.below(sound.count)].suffix
        return Mutant(name: "\(number)-\(kind).\(suffix)", bytes: bytes)
    }

    /// What is done to a file.
    enum Kind: CaseIterable {
        case flipsAnywhere, flipsInHead, flipsInTail, truncated, swappedAtoms, hugeNumbers, zeroedNumbers, dimensions
        case zeroBlock, noiseBlock, splice, deletion, insertion, durations, magicOnly, repeatedAtoms

        func apply(to bytes: inout [UInt8], donor: [UInt8], dice: inout Dice) {
            switch self {
            case .flipsAnywhere: Self.flip(&bytes, 0..<bytes.count, &dice)
            case .flipsInHead: Self.flip(&bytes, 0..<min(2048, bytes.count), &dice)
            case .flipsInTail: Self.flip(&bytes, max(0, bytes.count - 4096)..<bytes.count, &dice)
            case .truncated: bytes.removeLast(dice.below(bytes.count))
            case .swappedAtoms: Atoms.swap(&bytes, &dice)
            case .repeatedAtoms: Atoms.repeatOne(&bytes, &dice)
            case .hugeNumbers: Self.numbers(&bytes, [0xff, 0xff, 0xff, 0xff], &dice)
            case .zeroedNumbers: Self.numbers(&bytes, [0, 0, 0, 0], &dice)
            case .dimensions: Atoms.patch(&bytes, ["avc1", "tkhd", "mp4v"], &dice)
            case .durations: Atoms.patch(&bytes, ["mvhd", "mdhd", "stts", "elst", "stsz", "stco", "ctts"], &dice)
            case .zeroBlock: Self.replace(&bytes, &dice) { _ in 0 }
            case .noiseBlock: Self.replace(&bytes, &dice) { $0.byte() }
            case .splice:
                let start = dice.below(donor.count)
                let part = donor[start..<min(donor.count, start + 1 + dice.below(20_000))]
                bytes.replaceSubrange(dice.below(bytes.count)..<bytes.count, with: part)
            case .deletion:
                let start = dice.below(bytes.count)
                bytes.removeSubrange(start..<min(bytes.count, start + 1 + dice.below(5000)))
            case .insertion:
                let noise = (0...dice.below(5000)).map { _ in dice.byte() }
                bytes.insert(contentsOf: noise, at: dice.below(bytes.count))
            case .magicOnly: bytes = Array(bytes.prefix(12 + dice.below(400))) + (0..<4000).map { _ in dice.byte() }
            }
        }

        private static func flip(_ bytes: inout [UInt8], _ range: Range<Int>, _ dice: inout Dice) {
            for _ in 0...dice.below(64) {
                bytes[range.lowerBound + dice.below(range.count)] ^= 1 << UInt8(dice.below(8))
            }
        }

        private static func numbers(_ bytes: inout [UInt8], _ value: [UInt8], _ dice: inout Dice) {
            for _ in 0...dice.below(4) {
                let place = dice.below(min(bytes.count - 4, 3000))
                bytes.replaceSubrange(place..<place + 4, with: value)
            }
        }

        private static func replace(_ bytes: inout [UInt8], _ dice: inout Dice, _ value: (inout Dice) -> UInt8) {
            let start = dice.below(bytes.count)
            for index in start..<min(bytes.count, start + 1 + dice.below(8000)) { bytes[index] = value(&dice) }
        }
    }
}

/// What the boxes of an MP4 allow to be done to them.
private enum Atoms {
    /// The boxes on the outermost level; one of everything for a file that has none.
    private static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var boxes: [ArraySlice<UInt8>] = []
        var start = 0
        while start + 8 <= bytes.count {
            let size = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            guard size >= 8, start + size <= bytes.count else { break }
            boxes.append(bytes[start..<start + size])
            start += size
        }
        return boxes + (start < bytes.count ? [bytes[start...]] : [])
    }

    static func swap(_ bytes: inout [UInt8], _ dice: inout Dice) {
        var boxes = split(bytes)
        for _ in 0..<3 { boxes.swapAt(dice.below(boxes.count), dice.below(boxes.count)) }
        bytes = boxes.flatMap { Array($0) }
    }

    static func repeatOne(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let boxes = split(bytes)
        let chosen = boxes[dice.below(boxes.count)]
        bytes = (boxes + Array(repeating: chosen.prefix(200_000), count: 1 + dice.below(5))).flatMap { Array($0) }
    }

    /// Writes extreme numbers into boxes of these types.
    static func patch(_ bytes: inout [UInt8], _ types: [String], _ dice: inout Dice) {
        let extremes: [[UInt8]] = [
            [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0], [0x7f, 0xff, 0xff, 0xff], [0x80, 0, 0, 0], [0, 0, 0, 1],
            [0xff, 0xff, 0, 0],
        ]
        for type in types {
            var from = bytes.startIndex
            while let place = bytes[from...].firstRange(of: Array(type.utf8)) {
                from = place.upperBound
                guard dice.below(2) == 0 else { continue }
                let start = from + 2 * dice.below(24)
                guard start + 4 <= bytes.count else { continue }
                bytes.replaceSubrange(start..<start + 4, with: extremes[dice.below(extremes.count)])
            }
        }
    }
}

/// Numbers that look like chance and are the same for the same seed.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9e37_79b9_7f4a_7c15
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int {
        bound <= 1 ? 0 : Int(next() % UInt64(bound))
    }

    mutating func byte() -> UInt8 {
        UInt8(truncatingIfNeeded: next())
    }
}
