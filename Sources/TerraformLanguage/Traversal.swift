import Documents

/// A reference as Terraform writes it: `aws_subnet.public[0].id`, `module.db["eu"].arn`, `each.key`, `var.names[*]`.
///
/// Source: https://developer.hashicorp.com/terraform/language/expressions/references
package struct Traversal: Hashable, Sendable {
  package enum Key: Hashable, Sendable {
    case index(Int)
    case name(String)
  }

  package enum Step: Hashable, Sendable {
    case attribute(String)
    case index(Key)
    /// `[*]` or `.*`
    case splat
  }

  /// `aws_subnet`, `module`, `var`.
  package let root: String
  package let steps: [Step]

  package init(root: String, steps: [Step]) {
    self.root = root
    self.steps = steps
  }

  /// Reads a whole text as a traversal; nil if it is anything else.
  package init?(_ text: some StringProtocol) {
    let parsed = Array(text.utf8).withUnsafeBufferPointer { bytes -> Traversal? in
      var scanner = TraversalScanner(bytes)
      guard let traversal = scanner.traversal(), scanner.isAtEnd else { return nil }
      return traversal
    }
    guard let parsed else { return nil }
    self = parsed
  }
}

extension Traversal.Key: CustomStringConvertible {
  package var description: String {
    switch self {
    case .index(let index): "[\(index)]"
    case .name(let name): "[\"\(Self.escaped(name))\"]"
    }
  }
}

extension Traversal.Key {
  private static func escaped(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == 0x0a }) else {
      return name
    }
    return name.reduce(into: "") { text, character in
      switch character {
      case "\"", "\\": text += "\\\(character)"
      case "\n": text += "\\n"
      default: text.append(character)
      }
    }
  }
}

extension Traversal: CustomStringConvertible {
  package var description: String {
    steps.reduce(into: root) { text, step in
      switch step {
      case .attribute(let name): text += ".\(name)"
      case .index(let key): text += "\(key)"
      case .splat: text += "[*]"
      }
    }
  }
}

/// Reads a traversal from UTF-8.
struct TraversalScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { offset >= bytes.count }

  /// The traversal that begins here; nil, with the offset anywhere, if there is none.
  mutating func traversal() -> Traversal? {
    guard let root = identifier() else { return nil }
    var steps: [Traversal.Step] = []
    while !isAtEnd {
      if take(UInt8(ascii: ".")) {
        if take(UInt8(ascii: "*")) {
          steps.append(.splat)
        } else if let name = identifier() {
          steps.append(.attribute(name))
        } else if let index = number() {
          steps.append(.index(.index(index)))
        } else {
          return nil
        }
      } else if take(UInt8(ascii: "[")) {
        guard let step = bracket() else { return nil }
        steps.append(step)
      } else {
        break
      }
    }
    return Traversal(root: root, steps: steps)
  }

  private mutating func bracket() -> Traversal.Step? {
    let step: Traversal.Step
    if take(UInt8(ascii: "*")) {
      step = .splat
    } else if let index = number() {
      step = .index(.index(index))
    } else if let name = quoted() {
      step = .index(.name(name))
    } else {
      return nil
    }
    return take(UInt8(ascii: "]")) ? step : nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func identifier() -> String? {
    let start = offset
    while offset < bytes.count, Self.isIdentifier(bytes[offset], first: offset == start) { offset += 1 }
    return offset > start ? String(decoding: bytes[start..<offset], as: UTF8.self) : nil
  }

  private static func isIdentifier(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): !first
    default: false
    }
  }

  private mutating func number() -> Int? {
    let start = offset
    while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) { offset += 1 }
    return offset > start ? Int(String(decoding: bytes[start..<offset], as: UTF8.self)) : nil
  }

  /// A string with the escapes that an index key may have.
  private mutating func quoted() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    var text: [UInt8] = []
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard offset < bytes.count else { return nil }
        text.append(Self.unescaped(bytes[offset]))
        offset += 1
      default: text.append(byte)
      }
    }
    return nil
  }

  private static func unescaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "n"): UInt8(ascii: "\n")
    case UInt8(ascii: "t"): UInt8(ascii: "\t")
    case UInt8(ascii: "r"): UInt8(ascii: "\r")
    default: byte
    }
  }
}
