import Rules

/// A name as a user writes it for a resource: its address, a part of the address up to its end, or a pattern with `*`.
struct NamePattern {
  /// How well an address fits; better ones hide the others.
  enum Fit: Int, Comparable {
    case none
    /// All of it without the index: `aws_subnet.db` for `aws_subnet.db[0]`.
    case pattern
    case end
    case exact

    static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
  }

  let text: String
  /// The stack in front of a `#`, where an address alone is not unique: `plan.json#aws_lb.web`.
  private let stack: Substring?
  private let address: Substring

  init(_ text: String) {
    self.text = text
    if let mark = text.firstIndex(of: "#"), !text[..<mark].contains("\"") {
      stack = text[..<mark]
      address = text[text.index(after: mark)...]
    } else {
      stack = nil
      address = text[...]
    }
  }

  func fit(_ candidate: String, in stack: String) -> Fit {
    if let wanted = self.stack, stack != wanted, !stack.hasSuffix("/\(wanted)") { return .none }
    if candidate == address { return .exact }
    if address.contains("*") { return Glob.matches(address, candidate[...]) ? .pattern : .none }
    if Self.isEnd(address, of: candidate) { return .end }
    guard candidate.hasSuffix("]"), let bracket = candidate.lastIndex(of: "[") else { return .none }
    let bare = String(candidate[..<bracket])
    return bare == address || Self.isEnd(address, of: bare) ? .pattern : .none
  }

  /// How well the path of a construct fits: all of it, its end from one of its slashes on, or a pattern.
  func fit(constructPath candidate: String, in stack: String) -> Fit {
    if let wanted = self.stack, stack != wanted, !stack.hasSuffix("/\(wanted)") { return .none }
    if candidate == address { return .exact }
    if address.contains("*") { return Glob.matches(address, candidate[...]) ? .pattern : .none }
    return candidate.hasSuffix("/\(address)") && !address.isEmpty ? .end : .none
  }

  /// Whether the name is the end of the candidate from one of its dots on.
  private static func isEnd(_ name: Substring, of candidate: String) -> Bool {
    candidate.hasSuffix(".\(name)") && !name.isEmpty
  }
}
