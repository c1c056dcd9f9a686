import OdoriDomain

extension EngineDocument: QueryableValue {
    package func told(_ member: String) -> ToldMember? {
        switch member {
        case "due_at": ToldMember(dueAt)
        case "owner", "status", "created_at": ToldMember.none
        default: nil
        }
    }
}

extension LedgerDocument: QueryableValue {
    package func told(_ member: String) -> ToldMember? {
        switch member {
        case "due_at", "owner", "status", "created_at": ToldMember.none
        default: nil
        }
    }
}

extension RunDocument: QueryableValue {
    package func told(_ member: String) -> ToldMember? {
        switch member {
        case "owner": .text(owner.rawValue)
        case "status": .text(status.rawValue)
        case "created_at": .instant(createdAt)
        case "due_at": ToldMember.none
        default: nil
        }
    }
}

extension JobDocument: QueryableValue {
    package func told(_ member: String) -> ToldMember? {
        switch member {
        case "owner": .text(owner.rawValue)
        case "status": .text(status.rawValue)
        case "created_at": .instant(createdAt)
        case "due_at": ToldMember.none
        default: nil
        }
    }
}

extension ReferenceDocument: QueryableValue {
    package func told(_ member: String) -> ToldMember? {
        switch member {
        case "owner": .text(owner.rawValue)
        case "status": .text(status.rawValue)
        case "created_at": .instant(createdAt)
        case "due_at": ToldMember.none
        default: nil
        }
    }
}
