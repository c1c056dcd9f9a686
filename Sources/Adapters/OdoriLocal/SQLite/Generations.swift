/// A bounded memory: when a generation is full, the one before it is forgotten, unless it was asked for in the meantime.
struct Generations<Value> {
    private let size: Int
    private var young: [String: Value] = [:]
    private var old: [String: Value] = [:]

    /// - Parameter size: of a generation; two are kept at most.
    init(size: Int) {
        self.size = size
    }

    /// What was remembered last under a name.
    mutating func value(at name: String) -> Value? {
        if let value = young[name] { return value }
        guard let value = old[name] else { return nil }
        remember(value, at: name)
        return value
    }

    /// The same, and forgets it: whoever changes it has it alone.
    mutating func take(_ name: String) -> Value? {
        young.removeValue(forKey: name) ?? old.removeValue(forKey: name)
    }

    mutating func remember(_ value: Value, at name: String) {
        if young.count >= size, young[name] == nil {
            old = young
            young = [:]
        }
        young[name] = value
    }

    var count: Int { young.count + old.count }
}
