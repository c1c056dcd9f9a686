package import OdoriJSON
import Foundation

extension JSONValue {
    /// A value as JSON.
    package init(encoding value: some Encodable) throws {
        self = try JSONReader.read([UInt8](QuickJSON.encode(value)))
    }

    /// Reads a typed value back.
    ///
    /// - Throws: `document_corrupt` when the JSON is not that of such a value.
    package func decode<Value: Decodable>(as type: Value.Type) throws(OdoriError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: QuickJSON.encode(self))
        } catch {
            throw OdoriError(.documentCorrupt, "facts of a stage cannot be read: \(error)")
        }
    }
}
