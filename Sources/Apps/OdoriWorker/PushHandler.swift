package import Foundation
package import OdoriPipeline

/// What the worker's routes hand pushes to.
package protocol PushHandler: Sendable {
    /// One stage or step.
    ///
    /// - Throws: when the push must come again.
    func receive(_ body: Data) async throws

    /// One attempt to deliver a webhook.
    ///
    /// - Throws: when the push must come again.
    func webhook(_ body: Data) async throws

    /// One thing that a provider told.
    ///
    /// - Throws: when the push must come again.
    func callback(_ body: Data) async throws

    /// A file was put into the bucket, or what is said of one changed.
    ///
    /// - Throws: when the push must come again.
    func stored(_ file: DroppedFile) async throws

    /// Brings back whatever fell through.
    ///
    /// - Throws: when the push must come again.
    func sweep(_ body: Data) async throws
}

extension PushReceiver: PushHandler {}
