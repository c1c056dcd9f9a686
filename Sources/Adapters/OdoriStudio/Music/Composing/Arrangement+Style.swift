import OdoriDomain

extension Arrangement {
    /// The band for a style; a style without its own band gets the dance band.
    static func band(for style: Style) -> Arrangement {
        switch style.id {
        case "city_pop": .cityPop
        case "future_bass": .futureBass
        default: .kpopDance
        }
    }
}
