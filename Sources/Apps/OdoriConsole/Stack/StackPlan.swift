package import SystemPackage

/// What `odori up` runs, and where.
package struct StackPlan: Sendable {
    /// The three servers, in the order in which they start.
    package enum Part: String, Sendable, CaseIterable {
        case queue, worker, api
    }

    /// Where each server listens, on 127.0.0.1.
    package struct Ports: Sendable, Hashable {
        package var api: Int
        package var worker: Int
        package var queue: Int

        package init(api: Int = 8080, worker: Int = 8081, queue: Int = 8123) {
            self.api = api
            self.worker = worker
            self.queue = queue
        }

        package subscript(part: Part) -> Int {
            switch part {
            case .api: api
            case .worker: worker
            case .queue: queue
            }
        }
    }

    package var ports: Ports
    package var parts: [Part]
    /// Absolute, because the children read it too.
    package var dataDirectory: FilePath
    /// Where the three programs lie.
    package var programs: FilePath
    /// Under which address clients reach the API; nil = where it listens.
    package var publicURL: String?

    package init(
        ports: Ports,
        parts: Set<Part> = Set(Part.allCases),
        dataDirectory: FilePath,
        programs: FilePath,
        publicURL: String? = nil
    ) {
        self.ports = ports
        self.parts = Part.allCases.filter(parts.contains)
        self.dataDirectory = dataDirectory
        self.programs = programs
        self.publicURL = publicURL
    }

    static let host = "127.0.0.1"

    /// The base URL of a part.
    package func url(_ part: Part) -> String {
        "http://\(Self.host):\(ports[part])"
    }

    func log(_ part: Part) -> FilePath {
        dataDirectory.appending("logs").appending("\(part.rawValue).log")
    }

    func child(_ part: Part) -> ChildProgram {
        ChildProgram(
            name: part.rawValue,
            executable: programs.appending("odori-\(part.rawValue)"),
            arguments: arguments(part),
            environment: environment(part),
            log: log(part)
        )
    }

    private func arguments(_ part: Part) -> [String] {
        guard part == .queue else { return [] }
        return [
            "--host", Self.host, "--port", String(ports.queue), "--data-dir", dataDirectory.appending("queue").string,
        ]
    }
}
