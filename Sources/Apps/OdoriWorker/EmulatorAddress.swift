import Hummingbird
package import OdoriPorts

/// The address that Pub/Sub's emulator pushes to. The service proves itself by a token; its emulator cannot, so its address holds a secret.
package struct EmulatorAddress: Sendable {
    private static let subject = "the Pub/Sub emulator"
    private let signer: any Signer

    /// - Parameter signer: of a secret that all workers share.
    package init(signer: any Signer) {
        self.signer = signer
    }

    /// The whole of it at one worker.
    package func url(of worker: String) -> String {
        "\(worker)\(PubSubRoutes.path)?token=\(signer.signature(of: Self.subject))"
    }

    func isProven(by request: Request) -> Bool {
        guard let token = request.uri.queryParameters.get("token") else { return false }
        return signer.isValid(token, of: Self.subject)
    }
}
