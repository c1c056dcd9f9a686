import OdoriDomain
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension OpenFile {
    /// The largest piece that is read at once.
    static let chunk = 1 << 20

    /// Reads the whole content piece by piece.
    func readAll(_ callOff: BlockingWork.CallOff, _ take: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunk, alignment: 16)
        defer { buffer.deallocate() }
        var offset: Int64 = 0
        while true {
            try callOff.check()
            let count = try read(into: buffer, at: offset)
            if count == 0 { return }
            try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += Int64(count)
        }
    }

    /// Copies the whole content to the end of another file and says what it was.
    func copy(to other: OpenFile, _ callOff: BlockingWork.CallOff) throws -> ContentDigest {
        var digest = ContentDigest()
        try readAll(callOff) { bytes in
            digest.update(bytes)
            try other.append(bytes)
        }
        return digest
    }

    func digest(_ callOff: BlockingWork.CallOff) throws -> ContentDigest {
        var digest = ContentDigest()
        try readAll(callOff) { digest.update($0) }
        return digest
    }

    /// The names in this directory, in no order, `.` and `..` left out.
    func entries() throws -> [Entry] {
        // The stream takes its descriptor over and closes it; one from `dup` would share our place in the directory.
        let own = try Self.checked { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(own) else {
            close(own)
            throw Errno.noMemory
        }
        defer { closedir(stream) }
        var found: [Entry] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            var result = stat()
            guard fstatat(descriptor, name, &result, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            switch result.st_mode & S_IFMT {
            case S_IFREG: found.append(Entry(name: name, isDirectory: false))
            case S_IFDIR: found.append(Entry(name: name, isDirectory: true))
            default: continue
            }
        }
        return found
    }

    /// A regular file or a directory.
    struct Entry {
        var name: String
        var isDirectory: Bool
    }
}
