import Foundation

/// Decodes request bodies as the real service does: a field it does not know is an error.
enum StrictDecoding {
    /// Decodes a request body; throws `INVALID_ARGUMENT` naming the field that is wrong.
    static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws(APIError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let DecodingError.dataCorrupted(context) {
            throw refusal(at: context.codingPath, context.debugDescription)
        } catch let DecodingError.typeMismatch(_, context) {
            throw refusal(at: context.codingPath, context.debugDescription)
        } catch let DecodingError.keyNotFound(key, context) {
            throw refusal(at: context.codingPath + [key], "The field is required.")
        } catch let DecodingError.valueNotFound(_, context) {
            throw refusal(at: context.codingPath, context.debugDescription)
        } catch {
            throw .invalid("Invalid JSON payload received.")
        }
    }

    private static func refusal(at path: [any CodingKey], _ detail: String) -> APIError {
        let field = path.map(\.stringValue).joined(separator: ".")
        return .invalid("Invalid JSON payload received." + (field.isEmpty ? "" : " At '\(field)':") + " \(detail)")
    }
}

extension Decoder {
    /// An error that says where in the document the value stands.
    func refusal(_ message: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: codingPath, debugDescription: message))
    }

    /// The fields of an object that may hold these and no others.
    func strictContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> StrictFields<Key> {
        let fields = try container(keyedBy: AnyKey.self)
        if let stranger = fields.allKeys.first(where: { Key(stringValue: $0.stringValue) == nil }) {
            throw refusal("Unknown name \"\(stranger.stringValue)\": Cannot find field.")
        }
        return StrictFields(fields: fields)
    }
}

/// An object's fields, none of which is unknown. One container for looking at all names and for reading: making one costs as much as
/// reading all that it holds.
struct StrictFields<Key: CodingKey> {
    fileprivate let fields: KeyedDecodingContainer<AnyKey>

    func contains(_ key: Key) -> Bool {
        fields.contains(AnyKey(stringValue: key.stringValue))
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        try fields.decodeNil(forKey: AnyKey(stringValue: key.stringValue))
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try fields.decodeIfPresent(type, forKey: AnyKey(stringValue: key.stringValue))
    }
}

fileprivate struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}
