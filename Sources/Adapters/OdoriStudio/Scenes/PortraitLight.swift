/// The light that falls on the figures of portraits, as filters of SVG.
enum PortraitLight {
    /// A soft edge of light around the figure.
    static func glow(_ colour: Colour, into drawing: inout Drawing) -> String {
        drawing.filter(
            """
            <feMorphology in="SourceAlpha" operator="dilate" radius="3" result="wide"/>
            <feGaussianBlur in="wide" stdDeviation="9" result="soft"/>
            <feFlood flood-color="\(colour.hex)" flood-opacity="0.85"/>
            <feComposite in2="soft" operator="in" result="light"/>
            <feMerge><feMergeNode in="light"/><feMergeNode in="SourceGraphic"/></feMerge>
            """
        )
    }

    /// Models the flat figure with a key light from the left, and a rim of light from behind on the right.
    static func studio(into drawing: inout Drawing) -> String {
        drawing.filter(modelling + rim + bloom)
    }

    private static let modelling = """
        <feGaussianBlur in="SourceAlpha" stdDeviation="16" result="height"/>
        <feDiffuseLighting in="height" surfaceScale="16" diffuseConstant="1.15" lighting-color="#fff4ea" result="lit">
        <feDistantLight azimuth="215" elevation="62"/></feDiffuseLighting>
        <feComposite in="SourceGraphic" in2="lit" operator="arithmetic" k1="0.62" k2="0.42"
        k3="0" k4="0" result="shaded"/>
        <feComposite in="shaded" in2="SourceAlpha" operator="in" result="body"/>
        """

    private static let rim = """
        <feOffset in="SourceAlpha" dx="-9" dy="5" result="moved"/>
        <feComposite in="SourceAlpha" in2="moved" operator="out" result="edge"/>
        <feGaussianBlur in="edge" stdDeviation="3.2" result="softedge"/>
        <feFlood flood-color="#fff0d6" flood-opacity="0.8"/>
        <feComposite in2="softedge" operator="in" result="rimmed"/>
        <feComposite in="rimmed" in2="SourceAlpha" operator="in" result="rim"/>
        """

    private static let bloom = """
        <feGaussianBlur in="SourceAlpha" stdDeviation="22" result="halo"/>
        <feFlood flood-color="#ffe7c6" flood-opacity="0.3"/>
        <feComposite in2="halo" operator="in" result="bloom"/>
        <feMerge><feMergeNode in="bloom"/><feMergeNode in="body"/><feMergeNode in="rim"/></feMerge>
        """
}
