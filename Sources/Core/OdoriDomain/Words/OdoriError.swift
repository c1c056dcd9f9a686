/// The one error type of the core: a stable code, a sentence for humans, and a class that alone decides what happens next.
///
/// Adapters map their vendor's answers to it once; stages never read a status code. Two errors are equal when their codes are.
package struct OdoriError: Error, Sendable, CustomStringConvertible {
    /// Stable, lower case with underscores; written to documents and answered to clients.
    package var code: Code
    package var message: String
    package var kind: Kind
    /// What a provider charges for the call although it came to this, in micro-dollars.
    package var price: Int64
    /// Whose call failed, where that says something of the provider's health.
    package var provider: String?

    package init(_ code: Code, _ message: String, _ kind: Kind = .permanent, price: Int64 = 0) {
        self.code = code
        self.message = message
        self.kind = kind
        self.price = price
    }

    package var description: String {
        "\(code.rawValue): \(message)"
    }

    /// What the engine does with an error.
    package enum Kind: Hashable, Sendable {
        /// May succeed when tried again; spends an attempt.
        case transient
        /// The other side asked to slow down; spends an attempt, not before the time it named.
        case throttled(retryAfter: Duration?)
        /// Will fail again with the same input.
        case permanent
        /// The work was called off.
        case cancelled
    }

    package struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        package var rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package init(stringLiteral value: String) {
            rawValue = value
        }
    }
}

extension OdoriError: Equatable {
    package static func == (left: OdoriError, right: OdoriError) -> Bool {
        left.code == right.code
    }
}

extension OdoriError.Code {
    /// The other side may have carried out what was asked: no answer came.
    package static let answerLost: Self = "answer_lost"
    package static let ambiguousOperation: Self = "ambiguous_operation"
    package static let budgetExceeded: Self = "budget_exceeded"
    package static let cancelled: Self = "cancelled"
    package static let checkpointLost: Self = "checkpoint_lost"
    package static let contentPolicy: Self = "content_policy"
    package static let documentCorrupt: Self = "document_corrupt"
    package static let downloadFailed: Self = "download_failed"
    package static let downloadTooLarge: Self = "download_too_large"
    package static let internalError: Self = "internal_error"
    package static let linkRefused: Self = "link_refused"
    package static let mediaInvalid: Self = "media_invalid"
    package static let noNameLeft: Self = "no_name_left"
    package static let operationLost: Self = "operation_lost"
    /// The account at a provider is in arrears or used up.
    package static let providerArrears: Self = "provider_arrears"
    package static let providerFailed: Self = "provider_failed"
    /// The account at a provider has as many operations open as it may.
    package static let providerBusy: Self = "provider_busy"
    /// A provider is not asked for now: its calls fail, or an operator wants it so.
    package static let providerPaused: Self = "provider_paused"
    /// A provider does not take a request as it is.
    package static let providerRefused: Self = "provider_refused"
    package static let providerUnavailable: Self = "provider_unavailable"
    package static let referenceRejected: Self = "reference_rejected"
    /// A score's beats cannot be laid on the dance's.
    package static let scoreRefused: Self = "score_refused"
    package static let storeUnavailable: Self = "store_unavailable"
    package static let timeLimit: Self = "time_limit"
    package static let toolFailed: Self = "tool_failed"
    package static let toolMissing: Self = "tool_missing"
    package static let unsupportedVersion: Self = "unsupported_version"
    package static let unverifiedOutput: Self = "unverified_output"
    package static let workerCrashed: Self = "worker_crashed"
}

extension OdoriError {
    /// Any error as one of ours; what nobody mapped is transient, because giving up on the unknown loses work.
    package init(mapping error: any Error) {
        switch error {
        case let error as OdoriError: self = error
        case is CancellationError: self = OdoriError(.cancelled, "the work was called off", .cancelled)
        default: self = OdoriError(.internalError, String(describing: error), .transient)
        }
    }
}
