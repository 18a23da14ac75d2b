import AWSModel
import Documents

/// The identity of a finding over time: it stays when lines move, sets are reordered and files are renamed.
///
/// Made of the rule, the resource, the attribute's path without positions, and the value that stands there; not of the
/// verdict, the line or the file.
package enum Fingerprint {
  static func of(rule: String, subject: ResourceID, anchor: Anchor) -> String {
    let path = anchor.place.path.components.map { component in
      switch component {
      case .key(let key): ".\(key)"
      case .index: "[]"
      }
    }.joined()
    return hash([rule, subject.address, anchor.resource.address, path, anchor.key])
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
