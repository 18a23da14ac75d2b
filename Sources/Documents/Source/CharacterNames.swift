/// Two hexadecimal digits.
func hex(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16)
  return digits.count == 1 ? "0\(digits)" : digits
}

/// The length of the UTF-8 sequence that begins with `byte`.
func utf8Length(_ byte: UInt8) -> Int { byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4 }

/// A character as an error shows it: itself if it can be seen, else its code point.
func characterName(_ text: String) -> String {
  guard let scalar = text.unicodeScalars.first else { return text }
  switch scalar {
  case " ": return "a space"
  case "\t": return "a tab"
  case "\n", "\r": return "the end of the line"
  default: break
  }
  let code = String(scalar.value, radix: 16, uppercase: true)
  let name = "U+" + String(repeating: "0", count: max(0, 4 - code.utf8.count)) + code
  switch scalar.properties.generalCategory {
  case .control: return "the control character \(name)"
  case .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
    return "the character \(name)"
  default: return text
  }
}
