package import Hummingbird
import OdoriHTTP

/// The context of a request to the worker.
package struct WorkerContext: IdentifiedContext {
    package var coreContext: CoreRequestContextStorage
    package var requestID = ""

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }
}
