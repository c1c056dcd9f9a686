import CEgress
import OdoriDomain
import Synchronization
import SystemPackage

/// One download under way, shared by the thread that performs it and whoever may call it off.
final class Download: Sendable {
    private let target: Target
    private let policy: EgressPolicy
    private let limits: CurlLinkFetcher.Limits
    private let file: FileDescriptor
    private let byteLimit: Int64
    private let isCalledOff = Atomic(false)

    init(
        _ target: Target, policy: EgressPolicy, limits: CurlLinkFetcher.Limits, file: FileDescriptor, byteLimit: Int64
    ) {
        self.target = target
        self.policy = policy
        self.limits = limits
        self.file = file
        self.byteLimit = byteLimit
    }

    /// The download ends at its next look, within about a second.
    func callOff() {
        isCalledOff.store(true, ordering: .relaxed)
    }

    /// Blocks until the download has ended.
    func perform() -> DownloadEnd {
        let own = Unmanaged.passUnretained(self).toOpaque()
        let report = target.link.withCString { link in
            (target.isEncrypted ? "https" : "http").withCString { scheme in
                var order = egress_order()
                order.url = link
                order.protocol = scheme
                order.file = file.rawValue
                order.byte_limit = byteLimit
                order.connect_milliseconds = Int(limits.connect.milliseconds)
                order.total_milliseconds = Int(limits.total.milliseconds)
                order.slowest_bytes = limits.slowestBytesPerSecond
                order.slow_seconds = max(1, Int(limits.slow.components.seconds))
                order.context = own
                order.may_connect = { context, bytes, length, port in
                    guard let download = Download.of(context) else { return false }
                    return download.mayConnect(UnsafeBufferPointer(start: bytes, count: Int(length)), port: Int(port))
                }
                order.is_called_off = { context in
                    Download.of(context)?.isCalledOff.load(ordering: .relaxed) ?? true
                }
                return egress_fetch(&order)
            }
        }
        return withExtendedLifetime(self) { DownloadEnd(report) }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Download? {
        context.map { Unmanaged<Download>.fromOpaque($0).takeUnretainedValue() }
    }

    private func mayConnect(_ bytes: UnsafeBufferPointer<UInt8>, port: Int) -> Bool {
        guard let address = NetworkAddress(bytes: Array(bytes)) else { return false }
        return policy.allows(address, port: port, isEncrypted: target.isEncrypted)
    }
}
