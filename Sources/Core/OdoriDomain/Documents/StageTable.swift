/// What there is of each of a subject's stages, in the order of their ids, which is that of the text.
///
/// Every value lies in an array of one: copies of a table share those that did not change, and know them to be equal without a look.
package struct StageTable<Value: Sendable>: Sendable {
    /// Sorted.
    package private(set) var keys: [StageID] = []
    /// Of each key, in the same order, an array of one.
    private(set) var parts: [[Value]] = []

    package init() {}

    /// - Parameter values: of stages that are all different.
    package init(_ values: some Sequence<(StageID, Value)>) {
        for (stage, value) in values.sorted(by: { $0.0 < $1.0 }) {
            precondition(keys.last != stage, "a stage comes twice")
            keys.append(stage)
            parts.append([value])
        }
    }

    package subscript(stage: StageID) -> Value? {
        get {
            guard let place = place(of: stage) else { return nil }
            return parts[place][0]
        }
        set {
            let place = firstPlace(from: stage)
            let isKnown = place < keys.count && keys[place] == stage
            switch (newValue, isKnown) {
            case (let value?, true):
                parts[place] = [value]
            case (let value?, false):
                keys.insert(stage, at: place)
                parts.insert([value], at: place)
            case (nil, true):
                keys.remove(at: place)
                parts.remove(at: place)
            case (nil, false):
                break
            }
        }
    }

    /// Changes a value where it lies.
    ///
    /// - Returns: what `change` returns; nil when there is no such stage.
    package mutating func update<Result>(_ stage: StageID, _ change: (inout Value) -> Result) -> Result? {
        guard let place = place(of: stage) else { return nil }
        return change(&parts[place][0])
    }

    /// Looks at a value without taking it out.
    ///
    /// - Returns: what `look` returns; nil when there is no such stage.
    func look<Result>(at stage: StageID, _ look: (Value) -> Result) -> Result? {
        guard let place = place(of: stage) else { return nil }
        return look(parts[place][0])
    }

    /// Looks at all values in turn: as elements of a sequence each would be copied.
    func visit(_ look: (StageID, Value) throws -> Void) rethrows {
        for place in keys.indices { try look(keys[place], parts[place][0]) }
    }

    package var values: some RandomAccessCollection<Value> {
        parts.lazy.map { $0[0] }
    }

    package func mapValues<Other: Sendable>(_ transform: (Value) throws -> Other) rethrows -> StageTable<Other> {
        var other = StageTable<Other>()
        other.keys = keys
        other.parts = try parts.map { [try transform($0[0])] }
        return other
    }

    private func place(of stage: StageID) -> Int? {
        let place = firstPlace(from: stage)
        return place < keys.count && keys[place] == stage ? place : nil
    }

    /// Where a stage stands, or would have to.
    private func firstPlace(from stage: StageID) -> Int {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < stage { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension StageTable: RandomAccessCollection {
    package var startIndex: Int { 0 }

    package var endIndex: Int { keys.count }

    package subscript(position: Int) -> (key: StageID, value: Value) {
        (keys[position], parts[position][0])
    }
}

extension StageTable: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (StageID, Value)...) {
        self.init(elements)
    }
}

extension StageTable: Hashable where Value: Hashable {}

extension StageTable: Equatable where Value: Equatable {
    /// The stages that are not as they were, in the order of their ids.
    func changed(since earlier: StageTable) -> [StageID] {
        guard earlier.keys == keys else { return keys.filter { self[$0] != earlier[$0] } }
        return keys.indices.filter { parts[$0] != earlier.parts[$0] }.map { keys[$0] }
    }
}

extension StageTable: Encodable where Value: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: StageKey.self)
        for (stage, value) in self { try container.encode(value, forKey: StageKey(stage)) }
    }
}

extension StageTable: Decodable where Value: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: StageKey.self)
        self.init(try container.allKeys.map { ($0.stage, try container.decode(Value.self, forKey: $0)) })
    }
}

/// A stage's id as the name of a member.
private struct StageKey: CodingKey {
    let stage: StageID

    init(_ stage: StageID) { self.stage = stage }
    init(stringValue: String) { stage = StageID(rawValue: stringValue) }
    init?(intValue: Int) { nil }

    var stringValue: String { stage.rawValue }
    var intValue: Int? { nil }
}
