/// A bounded memory: when a generation is full, the one before it is forgotten, unless it was asked for in the meantime.
package struct Generations<Value> {
    private let size: Int
    private var young: [String: Value] = [:]
    private var old: [String: Value] = [:]

    /// - Parameter size: of a generation; two are kept at most.
    package init(size: Int) {
        self.size = size
    }

    /// What was remembered last under a name.
    package mutating func value(at name: String) -> Value? {
        if let value = young[name] { return value }
        guard let value = old[name] else { return nil }
        remember(value, at: name)
        return value
    }

    /// The same, and forgets it: whoever changes it has it alone.
    package mutating func take(_ name: String) -> Value? {
        young.removeValue(forKey: name) ?? old.removeValue(forKey: name)
    }

    package mutating func remember(_ value: Value, at name: String) {
        if young.count >= size, young[name] == nil {
            old = young
            young = [:]
        }
        young[name] = value
    }

    package var count: Int { young.count + old.count }
}
