package import OdoriDomain

extension RunState {
    /// Counts the money that a commit reserved and settled.
    package func count(since before: RunState, in meter: Meter) {
        guard ledger.lines != before.ledger.lines else { return }
        for name in Set(ledger.lines.keys).union(before.ledger.lines.keys) {
            let (was, line) = (before.ledger.lines[name], ledger.lines[name])
            guard was != line else { continue }
            let provider = provider(of: name) ?? before.provider(of: name) ?? "unknown"
            // A line that was set aside goes on under another name, where the same amount comes in again.
            let settled = (line?.settled ?? 0) - (was?.settled ?? 0)
            if settled != 0 { meter.add(Double(settled), to: .money, provider, "settled") }
            let isNew = was == nil || was?.settled == 0
            if let line, isNew, line.settled == nil {
                meter.add(Double(line.reserved), to: .money, provider, "reserved")
            }
        }
    }

    /// Who does the work that a ledger's line is about; lines beside the one that counts have a suffix.
    private func provider(of line: String) -> String? {
        let key = line.prefix { $0 != "+" }
        return engine.stages.values.compactMap(\.operation).first { $0.key.rawValue == key }?.provider
    }
}
