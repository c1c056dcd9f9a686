/// Colours that belong together: for the clothes, and the hair and eyes that go with them.
struct Palette: Sendable, Hashable {
    var name: String
    var main: String
    var second: String
    var accent: String
    var hair: [String]
    var eyes: [String]

    static let all: [Palette] = [
        Palette(
            name: "violet and rose",
            main: "#6C5CE7",
            second: "#FBEFFF",
            accent: "#FF6FB0",
            hair: ["#3A2F5B", "#F4B6D6", "#DCD6F7"],
            eyes: ["#7A5CE0", "#C0437F"]
        ),
        Palette(
            name: "coral and lagoon",
            main: "#FF7F5C",
            second: "#FFF3DF",
            accent: "#25A9B8",
            hair: ["#F6CE84", "#8C3B2E", "#F7A9A0"],
            eyes: ["#2592A8", "#B5592E"]
        ),
        Palette(
            name: "navy and gold",
            main: "#2B3F94",
            second: "#EAF1FF",
            accent: "#FFC845",
            hair: ["#F5D491", "#232A4A", "#B9C9F2"],
            eyes: ["#3B62C9", "#C98A22"]
        ),
        Palette(
            name: "crimson and ice",
            main: "#D9304F",
            second: "#FFF0F2",
            accent: "#62BDF5",
            hair: ["#2A2230", "#E9EEF8", "#B5303F"],
            eyes: ["#C0334E", "#4C97DB"]
        ),
        Palette(
            name: "teal and tangerine",
            main: "#1FA79A",
            second: "#F3FFFC",
            accent: "#FF9433",
            hair: ["#2F4A52", "#F2B27A", "#5C3A2C"],
            eyes: ["#1E9489", "#CC7426"]
        ),
        Palette(
            name: "orchid and cyan",
            main: "#9346E0",
            second: "#FFF1FA",
            accent: "#37C8DC",
            hair: ["#E2C8FF", "#35254F", "#7FD3E8"],
            eyes: ["#8A43D6", "#2BA6C0"]
        ),
        Palette(
            name: "cherry and cream",
            main: "#F0628A",
            second: "#FFF8EC",
            accent: "#8C5AD8",
            hair: ["#F8C7D4", "#6A3B34", "#FBE3B8"],
            eyes: ["#C9476F", "#7A4FC4"]
        ),
        Palette(
            name: "midnight and magenta",
            main: "#3A2A6E",
            second: "#F1EBFF",
            accent: "#F03FA0",
            hair: ["#201A38", "#C95AA8", "#9C8FE0"],
            eyes: ["#D13C92", "#5A49C4"]
        ),
        Palette(
            name: "sky and lemon",
            main: "#3E8FE8",
            second: "#FFFDF0",
            accent: "#FFD23C",
            hair: ["#8FBCF2", "#F7E09A", "#3C3350"],
            eyes: ["#2F7FD6", "#B98A1E"]
        ),
        Palette(
            name: "plum and apricot",
            main: "#7C2F63",
            second: "#FFF2E8",
            accent: "#FFA25E",
            hair: ["#4A2236", "#F3C49A", "#A8577E"],
            eyes: ["#8E3B74", "#C9752F"]
        ),
        Palette(
            name: "graphite and neon pink",
            main: "#3C4258",
            second: "#F4F6FF",
            accent: "#FF4F8E",
            hair: ["#23262F", "#FF9DBE", "#D8DCEC"],
            eyes: ["#5A6890", "#E0437F"]
        ),
        Palette(
            name: "forest and amber",
            main: "#2F6B52",
            second: "#FBF7EA",
            accent: "#F0A030",
            hair: ["#6B4226", "#2B2A26", "#E0B070"],
            eyes: ["#3C7F5E", "#B9781F"]
        ),
    ]
}
