extension Prompts {
    /// What who watches a reference is told.
    package static let analysis = Prompt(
        rules: """
            You watch dance videos and describe their course. Answer with the JSON that is asked for and nothing else.
            """,
        """
        Watch this dance video with its sound. Say how many people dance; whether every person to be seen is clearly an adult; in \
        what seconds from the start the music's drop or its most energetic part begins; the sections of music and dance in order \
        (intro, build, drop or outro), each with start and end in seconds, covering the whole video; and the mood in a few words. \
        If you cannot tell that everybody is an adult, say that they are not.
        """)
}
