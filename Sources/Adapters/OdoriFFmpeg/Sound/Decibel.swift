#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Amplitudes and decibels.
enum Decibel {
    static func of(_ amplitude: Double) -> Double {
        20 * log10(amplitude)
    }

    static func amplitude(_ decibel: Double) -> Double {
        pow(10, decibel / 20)
    }
}
