import Foundation
import NIOCore
import Synchronization
import SystemPackage

/// A request's body, read from its files while it is sent: no more than a piece of one is held.
struct GeminiBody: AsyncSequence, Sendable {
    enum Piece: Sendable {
        case data(Data)
        /// A whole file, in base64.
        case base64(FilePath, bytes: Int64)
        /// A part of a file as it is.
        case part(FilePath, Range<Int64>)
    }

    private let pieces: [Piece]
    private let asked = Asked()

    init(pieces: [Piece]) {
        self.pieces = pieces
    }

    /// Something of it was asked for: from then on it cannot be said that nothing was sent.
    var wasBegun: Bool { asked.value.withLock { $0 } }

    var length: Int64 {
        pieces.reduce(0) { sum, piece in
            switch piece {
            case .data(let data): sum + Int64(data.count)
            case .base64(_, let bytes): sum + (bytes + 2) / 3 * 4
            case .part(_, let range): sum + Int64(range.count)
            }
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(pieces: pieces, asked: asked)
    }

    fileprivate final class Asked: Sendable {
        let value = Mutex(false)
    }

    struct Iterator: AsyncIteratorProtocol {
        /// A multiple of three, so that base64 goes on without a gap.
        private static let step: Int64 = 3 << 16

        private var pieces: ArraySlice<Piece>
        private var offset: Int64 = 0
        private var open: FileBytes?
        private let asked: Asked

        fileprivate init(pieces: [Piece], asked: Asked) {
            self.pieces = pieces[...]
            self.asked = asked
        }

        mutating func next() async throws -> ByteBuffer? {
            asked.value.withLock { $0 = true }
            while let piece = pieces.first {
                switch piece {
                case .data(let data):
                    finish()
                    return ByteBuffer(bytes: data)
                case .base64(let file, let bytes):
                    if let read = try read(file, from: 0, to: bytes) {
                        return ByteBuffer(bytes: Data(read).base64EncodedData())
                    }
                case .part(let file, let range):
                    if let read = try read(file, from: range.lowerBound, to: range.upperBound) {
                        return ByteBuffer(bytes: read)
                    }
                }
            }
            return nil
        }

        /// The next step of a file; nil at its end, where the next piece begins.
        private mutating func read(_ file: FilePath, from start: Int64, to end: Int64) throws -> [UInt8]? {
            let place = start + offset
            guard place < end else {
                finish()
                return nil
            }
            let source = try open ?? FileBytes(file)
            open = source
            let read = try source.read(at: place, count: Int(Swift.min(Self.step, end - place)))
            offset += Int64(read.count)
            return read
        }

        private mutating func finish() {
            pieces.removeFirst()
            offset = 0
            open = nil
        }
    }
}
