package import OdoriDomain
package import SystemPackage

/// Lets a still picture dance like a reference: an asynchronous, paid operation at a provider.
package protocol MotionTransfer: Sendable {
    var capabilities: MotionCapabilities { get }

    /// The worst price of an order, in micro-dollars.
    func price(_ order: MotionOrder) -> Int64

    /// Submits an order under our key and returns the provider's id. Must not write its request after `submitBy`.
    ///
    /// Errors: `throttled` and `permanent` say that the provider did not take the order; `transient` leaves that open.
    func submit(_ order: MotionOrder, key: OperationKey, submitBy: Timestamp) async throws -> String

    /// The provider's ids of everything submitted under a key, oldest first.
    func lookUp(_ key: OperationKey) async throws -> [String]

    /// How an operation stands. A provider that works inside the check reports its progress (0–1) on the way.
    func check(_ id: String, progress: @Sendable (Double) async -> Void) async throws -> MotionState

    /// Fetches a succeeded operation's video into `file`.
    func fetch(_ id: String, into file: FilePath) async throws -> Origin

    /// Stops an operation where the provider can; stopping twice, or one that has ended, is no error.
    func cancel(_ id: String) async throws
}

/// What a provider can be asked.
package struct MotionCapabilities: Sendable, Hashable {
    /// As it stands in documents: `studio`, `kling`, `fal`.
    package var provider: String
    package var canLookUpByKey: Bool
    package var canCancel: Bool
    /// How long after a submission a look-up may still not show it.
    package var visibilityDelay: Duration
    /// A check does the work itself, so it belongs on the generating queue and not among the cheap polls.
    package var worksInCheck: Bool
    /// How many operations the account may have open at once; nil = without end, or not known here.
    package var slots: Int?
    /// Its dances begin and end with the reference, to the picture: nobody need compare them.
    package var keepsTime: Bool

    package init(
        provider: String, canLookUpByKey: Bool, canCancel: Bool, visibilityDelay: Duration, worksInCheck: Bool,
        slots: Int? = nil, keepsTime: Bool = false
    ) {
        self.provider = provider
        self.canLookUpByKey = canLookUpByKey
        self.canCancel = canCancel
        self.visibilityDelay = visibilityDelay
        self.worksInCheck = worksInCheck
        self.slots = slots
        self.keepsTime = keepsTime
    }
}

/// One dance to make.
package struct MotionOrder: Sendable {
    /// The aligned picture, 1080×1920.
    package var image: StoredAsset
    package var reference: ReferenceMotion
    package var concept: Concept
    /// Nil: the concept's own outfit.
    package var outfit: Outfit?
    /// Where the provider may tell of the operation; a secret. Nil: nowhere.
    package var callback: String?

    package init(
        image: StoredAsset, reference: ReferenceMotion, concept: Concept, outfit: Outfit?, callback: String? = nil
    ) {
        self.image = image
        self.reference = reference
        self.concept = concept
        self.outfit = outfit
        self.callback = callback
    }
}

/// How an operation stands at its provider.
package enum MotionState: Sendable {
    /// Still under way; 0–1 where the provider tells.
    case running(progress: Double?)
    /// Done; the price in micro-dollars, where the provider tells.
    case succeeded(price: Int64?)
    case failed(OdoriError)
    /// The provider does not know the id.
    case unknown
}
