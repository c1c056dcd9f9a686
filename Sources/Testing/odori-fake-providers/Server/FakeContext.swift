import Foundation
import Hummingbird
import NIOCore

/// A request's context that can break its connection.
struct FakeContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Closes the connection without an answer.
    func drop() async -> Dropped {
        // A connection that is gone already is as it should be.
        try? await channel.close()
        return Dropped()
    }

    /// Closes it so that the other side sees a reset.
    func reset() async -> Dropped {
        if let socket = channel as? any SocketOptionProvider {
            // Where it cannot be set, the connection ends without a reset, which is a fault as well.
            try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        return await drop()
    }

    /// Thrown so that nothing is written any more.
    struct Dropped: Error {}
}
