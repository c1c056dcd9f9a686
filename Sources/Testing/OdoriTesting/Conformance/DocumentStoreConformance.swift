package import OdoriPorts

/// What every `DocumentStore` promises.
package enum DocumentStoreConformance {
    package typealias Case = ConformanceCase<any DocumentStore>

    package static let cases: [Case] = writing + racing + bodies + values + filtering + paging

    /// A collection and a group that nobody else uses.
    struct Place: Sendable {
        let collection = "c" + freshName()
        let group = "g" + freshName()

        func key(_ id: String) -> DocumentKey {
            DocumentKey(collection, id)
        }

        /// A document of the group, under a parent of the collection.
        func member(_ parent: String, _ id: String) -> DocumentKey {
            DocumentKey(collection, parent, group, id)
        }

        var all: DocumentQuery.Source { .collection(collection) }
    }
}
