import AWSModel
import Documents

/// The identity of a finding over time: it stays when lines move, sets are reordered and files are renamed.
///
/// Made of the rule, the resource, the attribute's path without positions, and the value that stands there; not of the
/// verdict, the line or the file. Of resources that `count` numbers all have the same, because a number more or less
/// shifts what they are: who compares has to count them.
package enum Fingerprint {
  /// - Parameter anchors: the causes that are alike, of which none is the first whatever their order.
  static func of(rule: String, subject: ResourceID, anchors: [Anchor]) -> String {
    let causes = anchors.map { [unnumbered($0.resource.address), path($0.place.path), $0.key] }
    let first = causes.min { $0.lexicographicallyPrecedes($1) } ?? []
    return hash([rule, unnumbered(subject.address)] + first)
  }

  private static func path(_ path: NodePath) -> String {
    path.components.map { component in
      switch component {
      case .key(let key): ".\(key)"
      case .index: "[]"
      }
    }.joined()
  }

  /// An address without the numbers of `count`: `module.a[0].aws_instance.b[1]`; keys of `for_each` stay.
  package static func unnumbered(_ address: String) -> String {
    var result = ""
    var rest = address[...]
    while let bracket = rest.firstIndex(of: "[") {
      result += rest[..<bracket]
      rest = rest[bracket...]
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      if !digits.isEmpty, rest[digits.endIndex...].first == "]" {
        rest = rest[digits.endIndex...].dropFirst()
      } else {
        // A key is quoted, and may hold brackets.
        let end = rest.dropFirst(2).firstIndex(of: "\"").map { rest.index(after: $0) } ?? rest.endIndex
        result += rest[..<end]
        rest = rest[end...]
      }
    }
    return result + rest
  }

  /// FNV-1a with 128 bits over the parts, each ended by a zero byte.
  ///
  /// Source: https://www.rfc-editor.org/rfc/rfc9923 (section 5)
  package static func hash(_ parts: [String]) -> String {
    let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013B
    var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for part in parts {
      for byte in part.utf8 { state = (state ^ UInt128(byte)) &* prime }
      state = state &* prime
    }
    return String(unsafeUninitializedCapacity: 32) { digits in
      for i in 0..<32 {
        let digit = UInt8(truncatingIfNeeded: state >> UInt128(124 - 4 * i)) & 0xf
        digits[i] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
      }
      return 32
    }
  }
}
