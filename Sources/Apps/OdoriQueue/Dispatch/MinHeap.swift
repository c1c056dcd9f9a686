/// A binary heap with its smallest element on top.
struct MinHeap<Element: Comparable> {
    private var elements: [Element] = []

    init() {}

    /// A heap of elements that are already in ascending order.
    init(ascending elements: [Element]) {
        self.elements = elements
    }

    var first: Element? { elements.first }
    var count: Int { elements.count }

    mutating func push(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0, elements[child] < elements[(child - 1) / 2] {
            elements.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let top = elements.first else { return last }
        elements[0] = last
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < elements.count && elements[child] < elements[smallest] {
                smallest = child
            }
            if smallest == parent { return top }
            elements.swapAt(parent, smallest)
            parent = smallest
        }
    }
}
