/// A bounded memory: when a generation is full, the one before it is forgotten, unless it was asked for in the meantime.
///
/// Public, because only what is public is compiled anew for what other modules keep in it.
public struct Generations<Value> {
    @usableFromInline let size: Int
    @usableFromInline var young: [String: Value] = [:]
    @usableFromInline var old: [String: Value] = [:]

    /// - Parameter size: of a generation; two are kept at most.
    @inlinable
    public init(size: Int) {
        self.size = size
    }

    /// What was remembered last under a name.
    @inlinable
    public mutating func value(at name: String) -> Value? {
        if let value = young[name] { return value }
        guard let value = old[name] else { return nil }
        remember(value, at: name)
        return value
    }

    /// The same, and forgets it: whoever changes it has it alone.
    @inlinable
    public mutating func take(_ name: String) -> Value? {
        young.removeValue(forKey: name) ?? old.removeValue(forKey: name)
    }

    /// Remembers a value in place of what was under the name.
    @inlinable
    public mutating func remember(_ value: Value, at name: String) {
        if young.count >= size, young[name] == nil {
            old = young
            young = [:]
        }
        young[name] = value
    }

    package var count: Int { young.count + old.count }
}
