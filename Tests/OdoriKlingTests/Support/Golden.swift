import Foundation
import Testing

/// Requests and answers as the vendor publishes them, kept beside the tests.
enum Golden {
    static func data(_ name: String) throws -> Data {
        let folder = URL(filePath: #filePath).appending(path: "../../Goldens").standardized
        return try Data(contentsOf: folder.appending(path: "\(name).json"))
    }

    static func shape(of name: String) throws -> String {
        try shape(of: data(name))
    }

    /// A JSON value with every scalar replaced by the name of its type; an array's elements by the first one's.
    static func shape(of data: Data) throws -> String {
        shape(try JSONSerialization.jsonObject(with: data))
    }

    private static func shape(_ value: Any) -> String {
        switch value {
        case let members as [String: Any]:
            "{" + members.keys.sorted().map { "\($0): \(shape(members[$0] ?? NSNull()))" }.joined(separator: ", ") + "}"
        case let values as [Any]: "[\(values.first.map(shape) ?? "")]"
        case is String: "string"
        case let number as NSNumber where CFBoolean.isBoolean(number): "boolean"
        case is NSNumber: "number"
        default: "null"
        }
    }
}

private enum CFBoolean {
    /// JSON's true and false come as numbers of their own kind.
    static func isBoolean(_ number: NSNumber) -> Bool {
        String(cString: number.objCType) == "c"
    }
}
