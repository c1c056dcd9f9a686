/// An answer that is no success: the HTTP status and the body's code by the vendor's table.
struct KlingProblem: Error, Sendable {
    var status: Int
    var code: Int
    var message: String

    /// 1200: the request's shape is wrong.
    static func parameters(_ message: String) -> KlingProblem {
        KlingProblem(status: 400, code: 1200, message: message)
    }

    /// 1201: a value is.
    static func value(_ message: String) -> KlingProblem {
        KlingProblem(status: 400, code: 1201, message: message)
    }

    /// The status that goes with a code.
    init(code: Int, message: String) {
        let status =
            switch code {
            case 1000...1004: 401
            case 1100...1102, 1302...1304: 429
            case 1103: 403
            case 1202, 1203: 404
            case 5000: 500
            case 5001: 503
            case 5002: 504
            default: 400
            }
        self.init(status: status, code: code, message: message)
    }

    init(status: Int, code: Int, message: String) {
        self.status = status
        self.code = code
        self.message = message
    }
}
