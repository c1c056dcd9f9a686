import Foundation
import OdoriConsole
import OdoriLocal
import OdoriSettings
import SystemPackage

/// The only place of this command that names an adapter.
enum OdoriAssembly {
    static let preparation = Stack.Preparation(
        createStore: { dataDirectory in
            let store = try SQLiteDocumentStore(path: dataDirectory.appending("odori.sqlite"))
            try store.close()
        },
        createQueues: { plan, limits in
            _ = (plan, limits)
        }
    )
}
