/// A document that says which layout it has; a build that finds a greater one than its own leaves it to a newer build.
package protocol FormattedDocument {
    static var currentFormat: Int { get }
    var format: Int { get }
}

extension JobDocument: FormattedDocument {}
extension EngineDocument: FormattedDocument {}

extension RunDocument: FormattedDocument {
    package static var currentFormat: Int { 1 }
}

extension LedgerDocument: FormattedDocument {
    package static var currentFormat: Int { 1 }
}
