import Foundation
package import OdoriDomain

extension Timestamp {
    /// The plan's form of an instant: whole seconds, `2026-02-07T10:00:00Z`.
    package var wholeSeconds: String {
        Timestamp(seconds: seconds).date.formatted(.iso8601)
    }
}
