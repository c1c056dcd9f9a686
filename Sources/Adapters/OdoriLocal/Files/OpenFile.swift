import OdoriDomain
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file or directory, closed when nobody holds it any more.
///
/// Below it every name is looked up from the open directory and no symbolic link is followed, so that nothing put into the tree can
/// lead out of it.
final class OpenFile: Sendable {
    let descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Opens any path, following links: for the tree's root and for files of the caller's.
    convenience init(_ path: FilePath, _ flags: Int32 = O_RDONLY, creating mode: mode_t = 0o600) throws {
        self.init(try Self.checked { openat(AT_FDCWD, path.string, flags | O_CLOEXEC, mode) })
    }

    /// Opens what is called `name` in this directory.
    func child(_ name: String, _ flags: Int32 = O_RDONLY, creating mode: mode_t = 0o600) throws -> OpenFile {
        OpenFile(try Self.checked { openat(descriptor, name, flags | O_CLOEXEC | O_NOFOLLOW, mode) })
    }

    /// Opens a directory in this one, making it first when asked to; nil when there is none.
    func directory(_ name: String, create: Bool) throws -> OpenFile? {
        if create {
            do {
                try Self.checked { mkdirat(descriptor, name, 0o700) }
                try synchronise()
            } catch Errno.fileExists {}
        }
        do {
            return try child(name, O_RDONLY | O_DIRECTORY)
        } catch Errno.noSuchFileOrDirectory where !create {
            return nil
        }
    }

    /// What is said of the file itself.
    struct State: Equatable {
        var bytes: Int64
        /// When its content was written, in nanoseconds since 1970.
        var modified: Int64

        fileprivate init(_ stat: stat) {
            bytes = Int64(stat.st_size)
            #if canImport(Darwin)
                let time = stat.st_mtimespec
            #else
                let time = stat.st_mtim
            #endif
            modified = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        }
    }

    func state() throws -> State {
        var result = stat()
        try Self.checked { fstat(descriptor, &result) }
        return State(result)
    }

    /// The state of a regular file in this directory; nil when there is none of that name.
    func state(of name: String) throws -> State? {
        var result = stat()
        do {
            try Self.checked { fstatat(descriptor, name, &result, AT_SYMLINK_NOFOLLOW) }
        } catch Errno.noSuchFileOrDirectory {
            return nil
        }
        return result.st_mode & S_IFMT == S_IFREG ? State(result) : nil
    }

    /// Sets when the content was written.
    func setModified(_ nanoseconds: Int64) throws {
        let time = timespec(
            tv_sec: Int(nanoseconds / 1_000_000_000),
            tv_nsec: Int(nanoseconds % 1_000_000_000)
        )
        try Self.checked { futimens(descriptor, [time, time]) }
    }

    /// Returns when everything written so far is on the disk; for a directory, its entries.
    func synchronise() throws {
        try Self.checked { fsync(descriptor) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        try Self.checked { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let written = try Self.checked { write(descriptor, rest.baseAddress, rest.count) }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Moves a file of this directory to another place, over what may be there.
    func move(_ name: String, to directory: OpenFile, as newName: String) throws {
        try Self.checked { renameat(descriptor, name, directory.descriptor, newName) }
    }

    /// Gives a file of this directory a second name elsewhere; throws `fileExists` when that name is taken.
    func link(_ name: String, to directory: OpenFile, as newName: String) throws {
        try Self.checked { linkat(descriptor, name, directory.descriptor, newName, 0) }
    }

    /// Removes a file of this directory; none of that name is no error.
    func remove(_ name: String) throws {
        do {
            try Self.checked { unlinkat(descriptor, name, 0) }
        } catch Errno.noSuchFileOrDirectory {}
    }

    @discardableResult
    static func checked<Number: BinaryInteger>(_ call: () -> Number) throws -> Number {
        while true {
            let result = call()
            if result >= 0 { return result }
            let error = Errno(rawValue: errno)
            if error != .interrupted { throw error }
        }
    }
}
