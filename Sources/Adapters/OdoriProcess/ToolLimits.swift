/// What a program may use up at most; beyond, the kernel refuses or ends it.
package struct ToolLimits: Sendable, Hashable {
    /// Bytes of address space.
    package var memory: Int64
    /// Bytes of each file that it writes.
    package var file: Int64
    /// Seconds of processor time, all its threads together.
    package var processor: Int

    package init(memory: Int64, file: Int64, processor: Int) {
        self.memory = memory
        self.file = file
        self.processor = processor
    }

    /// As the shell sets them; it counts files in blocks of 512 bytes, and memory in units of 1024.
    var shellCommands: String {
        """
        ulimit -c 0 && ulimit -v \(memory / 1024) && ulimit -f \(file / 512) && \
        ulimit -S -t \(processor) && ulimit -H -t \(processor + 5) && \

        """
    }
}
