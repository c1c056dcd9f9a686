package import Hummingbird
import OdoriDomain
import OdoriHTTP

/// The context of any request to the API.
package struct APIContext: IdentifiedContext {
    package var coreContext: CoreRequestContextStorage
    package var requestID = ""
    /// Whose key came with the request, once it was looked at.
    var owner: OwnerID?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }
}

/// The context of a request behind a key.
struct OwnedContext: ChildRequestContext, IdentifiedContext {
    var coreContext: CoreRequestContextStorage
    var requestID: String
    let owner: OwnerID

    init(context: APIContext) throws {
        guard let owner = context.owner else { throw Problem.unauthorized("this needs a key") }
        coreContext = context.coreContext
        requestID = context.requestID
        self.owner = owner
    }
}
