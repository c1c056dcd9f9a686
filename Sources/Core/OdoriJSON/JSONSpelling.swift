/// Writes values of some types in a way of its own, which must come to the same bytes.
package protocol JSONSpelling: AnyObject {
    /// - Parameter parent: the place of what holds the value.
    /// - Returns: false, having written nothing, for what is to be written as any other value.
    func write<Value: Encodable>(_ value: Value, to output: JSONOutput, in parent: JSONFrame?) throws -> Bool
}
