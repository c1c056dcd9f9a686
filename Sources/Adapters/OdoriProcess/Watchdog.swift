/// The shell that stands between us and a tool, so that no tool outlives us.
///
/// It leads a session of its own. Its standard input is a pipe whose write end only our process holds and never
/// writes to: when our process dies, however it dies, the pipe ends and the background reader kills the whole process
/// group. The tool itself reads from `/dev/null`; its exit status is passed through.
enum Watchdog {
    /// `$0` of the script, as it shows in a process list.
    static let name = "tool-watchdog"

    /// What the script prints before it exits with 127, so that a tool's own 127 is not mistaken for it.
    static let missing = "tool-watchdog: no such program"

    // The reader ignores SIGTERM (inherited), the shell notes it: a tool asked to end may leave deaf grandchildren,
    // and the group must not lose its leader before they are gone, since that is what the runner waits for.
    static func script(_ limits: ToolLimits?) -> String {
        let run = limits.map { "(\($0.shellCommands)exec \"$@\") 3<&-" } ?? "\"$@\" 3<&-"
        return """
            exec 3<&0 0</dev/null
            command -v -- "$1" >/dev/null || { echo '\(missing)' >&2; exit 127; }
            trap '' TERM
            { read -r _ <&3; kill -KILL 0; } >/dev/null 2>&1 &
            reader=$!
            asked=
            trap 'asked=yes' TERM
            \(run)
            status=$?
            [ -z "$asked" ] || kill -KILL 0
            kill -KILL $reader
            wait $reader 2>/dev/null
            kill -TERM 0
            exit $status
            """
    }
}
