extension Summary {
    /// For people.
    var text: String {
        let faults = faults.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        var lines = [
            "",
            "seed        \(seed), \(seconds) s",
            "faults      \(faults.isEmpty ? "none" : faults)",
            "jobs        accepted \(jobs.accepted) (\(jobs.known) known), ended \(jobs.ended): completed \(jobs.completed), "
                + "failed \(jobs.failed), cancelled \(jobs.cancelled); stuck \(jobs.stuck), lost \(jobs.lost)",
            "operations  \(operations.operations), submissions \(operations.submissions), made \(operations.made), "
                + "duplicates \(operations.duplicates), ambiguous \(operations.ambiguous)",
            "money       billed $\(Self.dollars(operations.billed)), settled $\(Self.dollars(operations.settled)), "
                + "reserved $\(Self.dollars(operations.reserved))",
            "stages      begun again \(stages.lost), leases silent \(stages.silent), failed for now \(stages.retried), "
                + "completed again \(stages.completedAgain)",
            "orphans     processes \(orphans.processes.count), working directories \(orphans.scratch.count)",
            "recovery    \(recovery.text) (from a fault to the next checkpoint of a stage that it cut short)",
            "outages     \(outages.text) (from a fault until its victim is ready again)",
        ]
        if cancels.count > 0 {
            lines.append(
                "cancels     \(cancels.count), slowest \(cancels.slowestMilliseconds) ms, in flight \(cancels.inFlight), "
                    + "arrived later \(cancels.arrivals)")
        }
        for (error, count) in jobs.errors.sorted(by: { $0.key < $1.key }) {
            lines.append("error       \(error) × \(count)")
        }
        lines.append(violations.isEmpty ? "every promise held" : "BROKEN:")
        return (lines + violations.map { "  \($0)" }).joined(separator: "\n")
    }

    private static func dollars(_ micro: Int64) -> String {
        let cents = (micro + 5_000) / 10_000
        return "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }
}

extension Summary.Times {
    fileprivate var text: String {
        count == 0
            ? "none"
            : "p50 \(Double(p50) / 1000) s, p95 \(Double(p95) / 1000) s, longest \(Double(longest) / 1000) s, of \(count)"
    }
}
