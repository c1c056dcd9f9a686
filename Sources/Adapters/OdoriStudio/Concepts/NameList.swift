import OdoriDomain

/// Names made of ordinary parts. None belongs to a known person or figure that the deny-list knows.
enum NameList {
    private static let given = [
        "Mio", "Hana", "Rina", "Sora", "Yuna", "Kaho", "Nagi", "Emi", "Chika", "Tomoe", "Akane", "Shiori", "Mana",
        "Koto",
        "Haruna", "Natsu", "Fuyumi", "Kiyo", "Sae", "Yori", "Michika", "Ruri", "Azumi", "Hinano", "Itsuki", "Kanae",
        "Manami",
        "Nozomi", "Orie", "Satsuki", "Tamaki", "Umi", "Wakana", "Yayoi", "Ayame", "Chihaya", "Izumi", "Kasumi",
        "Mitsuki",
        "Natsuho", "Reina", "Shizuka", "Tsubaki", "Yuzuki", "Aoba", "Futaba", "Hibiki", "Kurumi", "Minori", "Otoha",
        "Rikka",
        "Sumire", "Tsukushi", "Urara", "Wakaba", "Yukino", "Chiyo", "Honoka", "Kohaku",
    ]
    private static let familyStarts = [
        "Kaze", "Hoshi", "Asa", "Yama", "Mori", "Kawa", "Shira", "Haya", "Naga", "Kuri", "Fuji", "Matsu", "Taka",
        "Sugi",
        "Hana", "Yuki", "Oto", "Miya", "Nishi", "Kita", "Minato", "Umi", "Iwa", "Tachi", "Kame", "Aki",
    ]
    private static let familyEnds = [
        "hara", "mori", "kawa", "zaki", "mura", "shima", "saka", "tani", "moto", "gaki", "se", "naka",
    ]

    /// The name of a candidate: the candidates of one seed walk through all names before one comes again.
    static func name(seed: UInt64, candidate: Int, complaint: String?) throws -> String {
        let count = UInt64(given.count * familyStarts.count * familyEnds.count)
        guard candidate >= 0, UInt64(candidate) < count / 2 else {
            throw OdoriError(.noNameLeft, "all names have been tried")
        }
        var generator = SplitMix64(seed: seed, label: "name")
        var start = generator.next() % count
        if let complaint { start = (start + SplitMix64.hash(complaint) % count) % count }
        // A prime far from the lists' lengths visits every index once.
        let stride: UInt64 = 7_919
        var found = -1
        for step in 0..<count {
            let index = Int((start + step * stride) % count)
            let name = compose(index)
            guard NameDenyList.allows(name) else { continue }
            found += 1
            if found == candidate { return name }
        }
        throw OdoriError(.noNameLeft, "all names have been tried")
    }

    private static func compose(_ index: Int) -> String {
        let first = given[index % given.count]
        let rest = index / given.count
        let start = familyStarts[rest % familyStarts.count]
        let end = familyEnds[rest / familyStarts.count % familyEnds.count]
        return "\(first) \(start)\(end)"
    }
}
