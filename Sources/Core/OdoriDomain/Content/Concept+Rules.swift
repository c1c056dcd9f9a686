extension Concept {
    /// The rule that the concept breaks, as a sentence for whoever rewrites it; nil when it keeps them all.
    package var complaint: String? {
        if age < Self.minimumAge { return "the character must be an adult of at least \(Self.minimumAge)" }
        if name.isEmpty || name.count > 60 { return "the name must have 1 to 60 characters" }
        if !NameDenyList.allows(name) { return "the name must belong to no real person and no known figure" }
        let texts = [personality, look.hairStyle, outfit, setting, danceMood, directions ?? "", caption] + hashtags
        return texts.lazy.compactMap(ContentRules.complaint(about:)).first
    }
}
