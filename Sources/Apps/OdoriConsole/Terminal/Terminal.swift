#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The terminal that standard output may be.
package enum Terminal {
    /// Standard output is a terminal.
    package static var isInteractive: Bool {
        isatty(STDOUT_FILENO) == 1
    }

    /// Columns and rows; 80 × 24 where nobody knows.
    package static var size: (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}
