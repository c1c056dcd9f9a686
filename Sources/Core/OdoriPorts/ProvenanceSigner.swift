package import OdoriDomain
package import SystemPackage

/// Signs into a file what it was made of and by whom: a C2PA manifest.
package protocol ProvenanceSigner: Sendable {
    /// Replaces a file by one that carries a signed manifest; its pictures and sounds stay what they are.
    ///
    /// - Throws: `tool_missing` (permanent), `tool_failed` (transient). The file is then what it was.
    func sign(_ file: FilePath, as statement: ProvenanceStatement) async throws
}

/// What is said of a file. Manifests that the files named here carry are kept.
package struct ProvenanceStatement: Sendable, Hashable {
    package var title: String
    /// The file's MIME type.
    package var type: String
    /// Who made it; nil for what was put together here.
    package var origin: Origin?
    /// What it was made from by converting.
    package var parent: Ingredient?
    /// What its maker was given.
    package var inputs: [Ingredient]
    /// What it is composed of.
    package var components: [Ingredient]

    package init(
        title: String, type: String, origin: Origin? = nil, parent: Ingredient? = nil, inputs: [Ingredient] = [],
        components: [Ingredient] = []
    ) {
        self.title = title
        self.type = type
        self.origin = origin
        self.parent = parent
        self.inputs = inputs
        self.components = components
    }

    /// A file that another one was made of.
    package struct Ingredient: Sendable, Hashable {
        package var title: String
        package var file: FilePath
        /// Its MIME type; nil: as its first bytes say.
        package var type: String?
        package var origin: Origin?

        package init(title: String, file: FilePath, type: String?, origin: Origin?) {
            self.title = title
            self.file = file
            self.type = type
            self.origin = origin
        }
    }
}
