import Foundation
import NIOCore

/// One piece of an event stream (HTML Living Standard, server-sent events).
enum JobEvent: Sendable {
    /// The whole state under a version of the job.
    case state(Data, version: Int)
    /// Nothing happened for a while; keeps what lies between from closing the connection.
    case comment
    /// The job has ended, and so has the stream.
    case end(status: String, version: Int)

    /// As sent. JSON of ours holds no line breaks, so each piece of data is one line.
    var bytes: ByteBuffer {
        switch self {
        case .state(let body, let version):
            var buffer = ByteBuffer(string: "event: job\nid: \(version)\ndata: ")
            buffer.writeBytes(body)
            buffer.writeString("\n\n")
            return buffer
        case .comment: return ByteBuffer(string: ": still here\n\n")
        case .end(let status, let version):
            return ByteBuffer(string: "event: end\nid: \(version)\ndata: {\"status\":\"\(status)\"}\n\n")
        }
    }
}
