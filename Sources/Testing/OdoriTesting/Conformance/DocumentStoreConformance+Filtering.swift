import Foundation
import OdoriDomain
import OdoriPorts
import Testing

extension DocumentStoreConformance {
    static let filtering: [Case] = [
        Case("an equal text matches; another, a missing and a null one do not") { store in
            let place = Place()
            try await store.put(#"{"owner":"a","created_at":"2026-01-01T00:00:00.000Z"}"#, place.key("match"))
            try await store.put(#"{"owner":"b","created_at":"2026-01-01T00:00:00.000Z"}"#, place.key("other"))
            try await store.put(#"{"owner":null,"created_at":"2026-01-01T00:00:00.000Z"}"#, place.key("null"))
            try await store.put(#"{"created_at":"2026-01-01T00:00:00.000Z"}"#, place.key("missing"))
            try await store.put(
                #"{"nested":{"owner":"a"},"created_at":"2026-01-01T00:00:00.000Z"}"#,
                place.key("nested")
            )
            let query = DocumentQuery(place.all, where: [.equal("owner", "a")], order: .init("created_at"), limit: 9)
            #expect(try await store.ids(query) == ["match"])
        },
        Case("a filter works on any member, and all filters must hold") { store in
            let place = Place()
            for (id, mood, tempo) in [("1", "calm", "slow"), ("2", "calm", "fast"), ("3", "wild", "fast")] {
                try await store.put(#"{"mood":"\#(mood)","tempo":"\#(tempo)","name":"\#(id)"}"#, place.key(id))
            }
            let filters: [DocumentQuery.Filter] = [.equal("mood", "calm"), .equal("tempo", "fast")]
            #expect(
                try await store.ids(DocumentQuery(place.all, where: filters, order: .init("name"), limit: 9)) == ["2"]
            )
        },
        Case("a text never equals a number, a truth or a container that looks like it") { store in
            let place = Place()
            for (id, value) in [("1", "5"), ("2", "true"), ("3", #"["5"]"#), ("4", #""5""#)] {
                try await store.put(#"{"status":\#(value),"other":\#(value),"name":"\#(id)"}"#, place.key(id))
            }
            for member in ["status", "other"] {
                let query = DocumentQuery(place.all, where: [.equal(member, "5")], order: .init("name"), limit: 9)
                #expect(try await store.ids(query) == ["4"], "\(member)")
            }
        },
        Case("bounds include their instant and leave out what is no instant") { store in
            let place = Place()
            let start = Timestamp(seconds: 1_770_458_400)
            for (id, offset) in [("early", -1), ("sharp", 0), ("late", 1)] {
                let instant = (start + .milliseconds(offset)).rfc3339
                try await store.put(#"{"due_at":"\#(instant)","seen_at":"\#(instant)"}"#, place.key(id))
            }
            try await store.put(#"{"due_at":null,"seen_at":null}"#, place.key("null"))
            try await store.put(#"{"due_at":12,"seen_at":12}"#, place.key("number"))
            try await store.put(#"{"name":"missing"}"#, place.key("missing"))
            for member in ["due_at", "seen_at"] {
                let most = DocumentQuery(place.all, where: [.atMost(member, start)], order: .init(member), limit: 9)
                #expect(try await store.ids(most) == ["early", "sharp"], "\(member)")
                let least = DocumentQuery(place.all, where: [.atLeast(member, start)], order: .init(member), limit: 9)
                #expect(try await store.ids(least) == ["sharp", "late"], "\(member)")
                let both = DocumentQuery(
                    place.all,
                    where: [.atMost(member, start), .atLeast(member, start)],
                    order: .init(member),
                    limit: 9
                )
                #expect(try await store.ids(both) == ["sharp"], "\(member)")
            }
        },
        Case("a group spans all collections of its name, a collection only itself") { store in
            let place = Place()
            for (parent, id) in [("a", "1"), ("b", "2"), ("c", "3")] {
                try await store.put(#"{"due_at":"2026-01-0\#(id)T00:00:00.000Z"}"#, place.member(parent, id))
            }
            try await store.put(#"{"due_at":"2026-01-01T00:00:00.000Z"}"#, place.key("\(place.group)"))
            let before = Timestamp(seconds: 1_767_312_000)
            let due = DocumentQuery(
                .group(place.group),
                where: [.atMost("due_at", before)],
                order: .init("due_at"),
                limit: 9
            )
            #expect(try await store.ids(due) == ["1", "2"])
            let one = DocumentQuery(
                .collection("\(place.collection)/b/\(place.group)"),
                order: .init("due_at"),
                limit: 9
            )
            #expect(try await store.ids(one) == ["2"])
            #expect(try await store.ids(DocumentQuery(place.all, order: .init("due_at"), limit: 9)) == [place.group])
        },
        Case("a query sees a change as soon as it is committed") { store in
            let place = Place()
            let query = DocumentQuery(
                place.all,
                where: [.equal("status", "ready")],
                order: .init("created_at"),
                limit: 9
            )
            let created = #""created_at":"2026-01-01T00:00:00.000Z""#
            try await store.put(#"{"status":"ready",\#(created)}"#, place.key("1"))
            #expect(try await store.ids(query) == ["1"])
            try await store.put(#"{"status":"running",\#(created)}"#, place.key("1"))
            #expect(try await store.ids(query) == [])
        },
        Case("a member that could be code is refused") { store in
            let place = Place()
            for name in ["", "a.b", "a'b", "x') OR 1=1 --", "\"", "é"] {
                await #expect(throws: OdoriError.self, "\(name)") {
                    try await store.query(DocumentQuery(place.all, order: .init(name), limit: 1))
                }
                await #expect(throws: OdoriError.self, "\(name)") {
                    try await store.query(
                        DocumentQuery(place.all, where: [.equal(name, "")], order: .init("n"), limit: 1)
                    )
                }
            }
        },
    ]
}
