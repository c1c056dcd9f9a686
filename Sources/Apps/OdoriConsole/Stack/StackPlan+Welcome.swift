import SystemPackage

extension StackPlan {
    /// What a person needs to know once everything is up.
    package var welcome: [String] {
        var table = Table(["", "address", "log"])
        for part in parts.reversed() { table.add([part.rawValue, url(part), log(part).string]) }
        var lines = table.lines
        if parts.contains(.api) {
            lines.append("page: \(url(.api))/, to be opened in a browser")
            lines.append("key: \(AccessKey.file(in: dataDirectory)), unless PIPELINE_API_KEY is set")
        }
        return lines + ["Ctrl-C stops everything."]
    }
}
