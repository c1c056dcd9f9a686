#if !hasFeature(ExistentialAny) || !hasFeature(MemberImportVisibility) || !hasFeature(InternalImportsByDefault)
    #error("a compiler setting of Package.swift is misspelt: the compiler accepts unknown features in silence")
#endif
