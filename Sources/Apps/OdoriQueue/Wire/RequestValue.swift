import Foundation
import OdoriJSON

/// What can be read from the body of a request.
protocol RequestReadable {
    /// - Throws: `INVALID_ARGUMENT` naming the field that is wrong.
    init(_ value: RequestValue) throws(APIError)
}

/// A value in the body of a request, and where it stands. Read as the real service does: a field it does not know is an error, and one
/// that is null is not there.
struct RequestValue {
    let json: JSONValue
    /// The names that lead to it.
    fileprivate let path: [String]

    /// - Throws: `INVALID_ARGUMENT` for what is not JSON.
    init(body: Data) throws(APIError) {
        do throws(JSONReader.Fault) {
            json = try JSONReader.read([UInt8](body))
        } catch {
            throw .invalid("Invalid JSON payload received. At byte \(error.offset): \(error.reason)")
        }
        path = []
    }

    fileprivate init(_ json: JSONValue, at path: [String]) {
        self.json = json
        self.path = path
    }

    /// The fields of an object that may hold these and no others.
    func fields<Name: CodingKey>(_ names: Name.Type) throws(APIError) -> RequestFields<Name> {
        guard case .object(let members) = json else { throw mismatch("an object") }
        if let stranger = members.keys.first(where: { Name(stringValue: $0) == nil }) {
            throw refusal("Unknown name \"\(stranger)\": Cannot find field.")
        }
        return RequestFields(members: members, path: path)
    }

    /// An error that says where in the body the value stands.
    func refusal(_ detail: String) -> APIError {
        let place = path.isEmpty ? "" : " At '\(path.joined(separator: "."))':"
        return .invalid("Invalid JSON payload received.\(place) \(detail)")
    }

    fileprivate func mismatch(_ wanted: String) -> APIError {
        refusal("Expected \(wanted), found \(json.typeName).")
    }
}

/// An object's fields, none of which is unknown.
struct RequestFields<Name: CodingKey> {
    fileprivate let members: [String: JSONValue]
    fileprivate let path: [String]

    /// Nil for one that is not there.
    func read<Value: RequestReadable>(_ name: Name) throws(APIError) -> Value? {
        guard let json = members[name.stringValue], json != .null else { return nil }
        return try Value(RequestValue(json, at: path + [name.stringValue]))
    }

    func contains(_ name: Name) -> Bool {
        members[name.stringValue].map { $0 != .null } ?? false
    }
}

extension String: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        guard case .string(let text) = value.json else { throw value.mismatch("a string") }
        self = text
    }
}

extension Int: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        guard case .integer(let number) = value.json else { throw value.mismatch("an integer") }
        self = Int(number)
    }
}

extension Double: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        switch value.json {
        case .integer(let number): self = Double(number)
        case .number(let number) where number.isFinite: self = number
        default: throw value.mismatch("a number")
        }
    }
}

extension Array: RequestReadable where Element: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        guard case .array(let elements) = value.json else { throw value.mismatch("an array") }
        self.init()
        reserveCapacity(elements.count)
        for (place, element) in elements.enumerated() {
            append(try Element(RequestValue(element, at: value.path + [String(place)])))
        }
    }
}

extension [String: String]: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        guard case .object(let members) = value.json else { throw value.mismatch("an object") }
        self.init(minimumCapacity: members.count)
        for (name, member) in members { self[name] = try String(RequestValue(member, at: value.path + [name])) }
    }
}
