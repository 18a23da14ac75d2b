/// Where the nodes of a YAML document were written, and their tags: one record per tape node.
struct YAMLPlaces: Sendable {
  /// How a scalar was written.
  enum Style: UInt32 { case none, plain, singleQuoted, doubleQuoted, literal, folded }

  struct Place: Sendable {
    /// With tag and anchor; of an alias the alias.
    var start: UInt32
    var end: UInt32
    /// Without tag and anchor; of an alias the anchored value.
    var valueStart: UInt32
    var valueEnd: UInt32
    /// Tag number (0: none) above three bits of style.
    var tagAndStyle: UInt32

    var style: Style { Style(rawValue: tagAndStyle & 7) ?? .none }
    var tagNumber: Int { Int(tagAndStyle >> 3) }
  }

  var places: [Place] = []
  /// Tags by number less one, without their `!`.
  var tags: [String] = []

  func range(at index: Int, in file: SourceFile) -> SourceRange {
    let place = places[index]
    return SourceRange(file: file, offset: Int(place.start), length: Int(place.end - place.start))
  }

  func valueRange(at index: Int, in file: SourceFile) -> SourceRange {
    let place = places[index]
    return SourceRange(file: file, offset: Int(place.valueStart), length: Int(place.valueEnd - place.valueStart))
  }

  func tag(at index: Int) -> String? {
    let number = places[index].tagNumber
    return number == 0 ? nil : tags[number - 1]
  }
}
