package import HTTPTypes
package import Hummingbird

extension RouterMethods {
    /// Answers every other method on a path with 405 and the methods that there are.
    package func refuseOthers(_ path: RouterPath, than allowed: HTTPRequest.Method...) {
        let known = allowed.contains(.get) ? allowed + [.head] : allowed
        let list = known.map(\.rawValue).joined(separator: ", ")
        let all: [HTTPRequest.Method?] = [
            .get, .head, .post, .put, .patch, .delete, .options, .trace, HTTPRequest.Method("QUERY"),
        ]
        for method in all.compactMap(\.self)
        where !known.contains(method) {
            on(path, method: method) { _, _ -> Response in
                throw Problem(
                    .methodNotAllowed,
                    "\(method.rawValue) is not possible here; \(list) is",
                    headers: [.allow: list]
                )
            }
        }
    }
}
