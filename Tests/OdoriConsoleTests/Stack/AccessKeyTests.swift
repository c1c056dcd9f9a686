import OdoriConsole
import SystemPackage
import Testing

@Suite("Finding the key")
struct AccessKeyTests {
    @Test("the configured key wins over the one in the data directory; without either there is none")
    func order() async throws {
        try await withTemporaryDirectory { directory in
            #expect(AccessKey.find(configured: nil, dataDirectory: directory) == nil)
            try AccessKey.file(in: directory).write("odori_abc\n")
            #expect(AccessKey.find(configured: nil, dataDirectory: directory) == "odori_abc")
            #expect(AccessKey.find(configured: "", dataDirectory: directory) == "odori_abc")
            #expect(AccessKey.find(configured: "mine", dataDirectory: directory) == "mine")
        }
    }
}
