extension JobDocument {
    /// The key under which a run of this job claims a name: with `skip_existing` no name is used twice, else no id.
    package func nameKey(_ character: CharacterID, slug: Slug) -> String {
        config.options.skipExisting ? slug.rawValue : character.rawValue
    }

    /// The key that a run has claimed; nil before it has a character.
    package func nameKey(of run: RunDocument) -> String? {
        guard let character = run.characterID, let name = run.name else { return nil }
        return nameKey(character, slug: Slug(name: name))
    }
}
