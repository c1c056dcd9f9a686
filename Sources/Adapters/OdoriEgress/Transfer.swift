import CEgress
import Foundation
import OdoriDomain
import Synchronization
import SystemPackage

/// One request under way, shared by the thread that performs it and whoever may call it off.
final class Transfer: Sendable {
    /// What is asked of the other side.
    enum Work: Sendable {
        /// Its bytes, into a file that holds `resumeFrom` of them.
        case get(FileDescriptor, resumeFrom: Int64)
        case post(Data)
    }

    private let link: OutsideLink
    private let work: Work
    /// `Name: value`.
    private let headers: [String]
    private let names: FixedNames
    private let policy: EgressPolicy
    private let limits: EgressLimits
    private let byteLimit: Int64
    private let isCalledOff = Atomic(false)
    private let answer = Mutex(AnswerHead())

    init(
        _ work: Work, _ link: OutsideLink, headers: [String] = [], names: FixedNames, policy: EgressPolicy,
        limits: EgressLimits, byteLimit: Int64
    ) {
        self.work = work
        self.link = link
        self.headers = headers
        self.names = names
        self.policy = policy
        self.limits = limits
        self.byteLimit = byteLimit
    }

    /// The request ends at its next look, within about a second.
    func callOff() {
        isCalledOff.store(true, ordering: .relaxed)
    }

    /// Blocks until the request has ended.
    func perform() -> TransferReport {
        var order = egress_order()
        order.byte_limit = byteLimit
        order.connect_milliseconds = Int(limits.connect.milliseconds)
        order.total_milliseconds = Int(limits.total.milliseconds)
        order.slowest_bytes = limits.slowestBytesPerSecond
        order.slow_seconds = max(1, Int(limits.slow.components.seconds))
        order.context = Unmanaged.passUnretained(self).toOpaque()
        order.may_connect = { context, bytes, length, port in
            guard let transfer = Transfer.of(context) else { return false }
            return transfer.mayConnect(UnsafeBufferPointer(start: bytes, count: Int(length)), port: Int(port))
        }
        order.is_called_off = { context in
            Transfer.of(context)?.isCalledOff.load(ordering: .relaxed) ?? true
        }
        order.on_header = { context, line, length in
            let text = String(decoding: UnsafeRawBufferPointer(start: line, count: length), as: UTF8.self)
            Transfer.of(context)?.answer.withLock { $0.read(text) }
        }
        return withExtendedLifetime(self) { perform(&order) }
    }

    private func perform(_ order: inout egress_order) -> TransferReport {
        var body = Data()
        switch work {
        case .get(let file, let start):
            order.file = file.rawValue
            order.resume_from = start
        case .post(let data):
            body = data
            order.file = -1
        }
        let isPost = order.file < 0
        let texts = CTexts([link.text, link.isEncrypted ? "https" : "http"] + headers + names.entries)
        defer { texts.free() }
        order.url = texts[0]
        order.protocol = texts[1]
        return texts.withPointers(from: 2) { pointers in
            order.headers = pointers.baseAddress
            order.header_count = Int32(headers.count)
            order.resolved = pointers.baseAddress.map { $0 + headers.count }
            order.resolved_count = Int32(names.entries.count)
            // A body without bytes is a body all the same.
            return (body + [0]).withUnsafeBytes { bytes in
                if isPost {
                    order.body = bytes.bindMemory(to: CChar.self).baseAddress
                    order.body_length = Int64(body.count)
                }
                return TransferReport(egress_perform(&order), head: answer.withLock { $0 })
            }
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func mayConnect(_ bytes: UnsafeBufferPointer<UInt8>, port: Int) -> Bool {
        guard let address = NetworkAddress(bytes: Array(bytes)) else { return false }
        return policy.allows(address, port: port, isEncrypted: link.isEncrypted)
    }
}

/// Texts as C reads them, until they are freed.
private struct CTexts {
    private let copies: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) {
        copies = texts.map { strdup($0) }
    }

    subscript(_ index: Int) -> UnsafePointer<CChar>? {
        copies[index].map { UnsafePointer($0) }
    }

    func withPointers<Result>(
        from start: Int, _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        copies[start...].map { pointer in pointer.map { UnsafePointer($0) } }.withUnsafeBufferPointer(body)
    }

    func free() {
        for copy in copies { Foundation.free(copy) }
    }
}
