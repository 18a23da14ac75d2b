/// What a module declares of one kind, in the order of its files, and found by name.
///
/// Looking one up takes the same time however many there are: a module with thousands of resources names each of them
/// several times.
struct Declarations<Element: Sendable>: Sendable, RandomAccessCollection {
  private var elements: [Element] = []
  private var places: [String: Int] = [:]

  var startIndex: Int { elements.startIndex }
  var endIndex: Int { elements.endIndex }
  subscript(position: Int) -> Element { elements[position] }

  subscript(name: String) -> Element? { places[name].map { elements[$0] } }

  /// Adds one unless there is one of that name already; whether it was added.
  mutating func add(_ element: Element, named name: String) -> Bool {
    guard places[name] == nil else { return false }
    places[name] = elements.count
    elements.append(element)
    return true
  }

  /// Changes the one of that name; whether there is one.
  mutating func change(_ name: String, _ change: (inout Element) -> Void) -> Bool {
    guard let place = places[name] else { return false }
    change(&elements[place])
    return true
  }
}
