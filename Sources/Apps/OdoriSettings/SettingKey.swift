/// One environment variable that this system reads. All of them are declared in `SettingKey+All.swift`, once.
package struct SettingKey: Sendable, Hashable {
    /// The variable's name.
    package let name: String
    /// What it is for, in one line.
    package let summary: String
    /// Its value is never shown.
    package let isSecret: Bool

    init(_ name: String, _ summary: String, isSecret: Bool = false) {
        self.name = name
        self.summary = summary
        self.isSecret = isSecret
    }
}
