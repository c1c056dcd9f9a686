/// A unit of paid work at a provider, recorded before it is used.
package struct Operation: Codable, Sendable, Hashable {
    package var key: OperationKey
    package var provider: String
    /// The provider's id, once known; recorded before the first poll.
    package var id: String?
    /// The sender never writes its request after this.
    package var submitBy: Timestamp
    package var state: State
    /// How often a request was written, or was about to be, after the first.
    @Tally package var resubmissions: Int
    /// Why it ended without a result; while it is open, why the provider refused a repetition, which decides nothing by
    /// itself, because the first request may have been taken late.
    package var reason: Reason?

    package init(key: OperationKey, provider: String, submitBy: Timestamp) {
        self.key = key
        self.provider = provider
        self.submitBy = submitBy
        state = .submitting
        resubmissions = 0
    }

    /// An error's code and message.
    package struct Reason: Codable, Sendable, Hashable {
        package var code: String
        package var message: String

        package init(_ error: OdoriError) {
            code = error.code.rawValue
            message = error.message
        }

        /// The same for good.
        package var error: OdoriError {
            OdoriError(OdoriError.Code(rawValue: code), message)
        }
    }

    package enum State: String, Codable, Sendable, CaseIterable {
        /// The intent is committed; whether the provider has it is not yet known here.
        case submitting
        /// The provider has it.
        case running
        case succeeded, failed, cancelled
        /// Whether the provider did it can no longer be found out; it is settled at its worst price.
        case ambiguous
    }

    package var isOpen: Bool {
        state == .submitting || state == .running
    }

    /// The request that `earlier` stands for is still the last one: nobody ordered again or heard of the operation since. Only then
    /// do a refusal of that request, or a look-up that followed it, say what becomes of the operation.
    package func stillAwaits(_ earlier: Operation) -> Bool {
        state == .submitting && resubmissions == earlier.resubmissions && submitBy == earlier.submitBy
    }

    /// The provider has done or is doing the work: a later generation adopts it and pays nothing again.
    package var isWorthAdopting: Bool {
        isOpen || (state == .succeeded && id != nil)
    }

    enum CodingKeys: String, CodingKey {
        case key, provider, id, state, resubmissions, reason
        case submitBy = "submit_by"
    }
}
