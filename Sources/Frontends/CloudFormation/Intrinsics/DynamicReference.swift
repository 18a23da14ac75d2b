import AWSModel
import Documents

/// `{{resolve:ssm:name}}`: a value that CloudFormation looks up when the stack is deployed.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
enum DynamicReference {
  static let opening = "{{resolve:"

  /// A text in which every such reference is unknown.
  static func replaced(in text: String, at range: SourceRange) -> PartialText {
    var parts: [PartialText.Part] = []
    var rest = text[...]
    while let start = rest.firstRange(of: opening) {
      parts.append(.literal(String(rest[..<start.lowerBound])))
      let end = rest[start.upperBound...].firstRange(of: "}}")?.upperBound ?? rest.endIndex
      let reference = String(rest[start.lowerBound..<end])
      // Plain parameters are not secret, only elsewhere.
      let reason: Unknown.Reason = reference.hasPrefix("{{resolve:ssm:") ? .notInInput : .secret
      parts.append(.unknown(Unknown(reference, reason, at: range)))
      rest = rest[end...]
    }
    parts.append(.literal(String(rest)))
    return PartialText(parts)
  }
}

extension String.UTF8View {
  /// Whether a dynamic reference may be in the text: whether `{{` is.
  var opensDynamicReference: Bool {
    var before: UInt8 = 0
    for byte in self {
      if byte == UInt8(ascii: "{"), before == byte { return true }
      before = byte
    }
    return false
  }
}
