package import HTTPTypes
package import Hummingbird
import Logging
package import OdoriPorts

/// Gives every request an id: the caller's own when it is a decent one, else a new one.
package struct RequestIDMiddleware<Context: IdentifiedContext>: RouterMiddleware {
    private let identifiers: any IdentifierSource

    package init(identifiers: any IdentifierSource) {
        self.identifiers = identifiers
    }

    package func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.requestID = request.headers[.requestID].flatMap(Self.decent) ?? identifiers.token(bytes: 8)
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request_id"] = .string(context.requestID)
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        return response
    }

    private static func decent(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { byte in
            let character = Character(Unicode.Scalar(byte))
            return byte < 0x80 && (character.isLetter || character.isNumber || "._-".contains(character))
        }
        return (1...64).contains(text.utf8.count) && isPlain ? text : nil
    }
}

extension HTTPField.Name {
    /// Ties a request, its answer and the log lines about it together.
    package static let requestID: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Request-ID") else { preconditionFailure("the name is well-formed") }
        return name
    }()
}
