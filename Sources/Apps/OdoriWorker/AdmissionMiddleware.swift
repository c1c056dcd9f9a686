import HTTPTypes
import Hummingbird
import OdoriHTTP
import OdoriPorts

/// Lets in who proves by a token to be the queue. No other header is looked at: anybody can write `X-CloudTasks-…`.
struct AdmissionMiddleware: RouterMiddleware {
    typealias Context = WorkerContext

    let verifier: any TokenVerifier
    /// For the Pub/Sub emulator, which signs nothing: a secret in the address that it pushes to lets in too.
    var address: EmulatorAddress?

    func handle(
        _ request: Request,
        context: WorkerContext,
        next: (Request, WorkerContext) async throws -> Response
    ) async throws -> Response {
        if let address, address.isProven(by: request) { return try await next(request, context) }
        let values = request.headers[values: .authorization]
        guard values.count <= 1 else { throw Problem.unauthorized("there is more than one Authorization header") }
        try await verifier.verify(authorization: values.first)
        return try await next(request, context)
    }
}
