/// Names that no character of ours may have: of public figures, and of figures from well-known works.
package enum NameDenyList {
    /// Parts so bound to one figure that no name may hold them.
    static let parts: Set<String> = [
        "miku", "hatsune", "rei", "asuka", "ayanami", "langley", "usagi", "tsukino", "uzumaki", "uchiha", "haruno",
        "hinata",
        "nezuko", "kamado", "mikasa", "ackerman", "sailor", "pikachu", "goku", "naruto", "sasuke", "luffy", "nami",
        "zelda",
        "totoro", "chihiro", "ponyo", "kiki", "bulma", "vegeta", "madoka", "homura", "shinobu", "makima", "anya",
        "frieren",
        "megumin", "emilia", "zerotwo", "saber", "tohsaka", "fujiwara", "shinomiya", "hoshino", "hoshinogaki",
        "katsuki",
    ]

    /// Whole names, in either order.
    static let names: Set<String> = [
        "haruka ayase", "masami nagasawa", "satomi ishihara", "kasumi arimura", "minami hamabe", "suzu hirose",
        "nanase nishino", "mai shiraishi", "erika ikuta", "yuko oshima", "atsuko maeda", "yui aragaki", "mao asada",
        "sakura miyawaki", "momo hirai", "mina myoui", "sana minatozaki", "rina sawayama", "hikaru utada",
        "namie amuro",
        "ayumi hamasaki", "kyary pamyu", "naomi osaka", "yuna kim", "rika kihira", "kaori sakamoto", "wakaba higuchi",
        "satoko miyahara", "mirai nagasu", "hana kimura", "mana iwabuchi", "kanae miyahara", "shizuka arakawa",
        "reina tanaka", "manami toyota", "kanna hashimoto", "fumi nikaido", "nozomi sasaki", "ryoko hirosue",
        "yui yokoyama",
        "mayu watanabe", "jurina matsui", "rena matsui", "rie miyazawa", "aoi miyazaki", "aya ueto", "maki horikita",
        "emi takei", "mirei kiritani", "kurumi tokisaki", "yukino yukinoshita", "rikka takanashi", "chika fujiwara",
        "shiori novella", "kohaku inuyasha", "honoka kosaka", "mio akiyama", "umi sonoda", "nozomi tojo",
        "minori chihara",
        "sumire heanna", "futaba sakura", "hibiki tachibana", "haruna sairenji", "tamaki suoh", "nagi no asukara",
    ]

    /// Whether a character may be called so.
    package static func allows(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter }.map(String.init)
        guard !words.isEmpty, parts.isDisjoint(with: words) else { return false }
        let orders = [words.joined(separator: " "), words.reversed().joined(separator: " ")]
        return names.isDisjoint(with: orders)
    }
}
