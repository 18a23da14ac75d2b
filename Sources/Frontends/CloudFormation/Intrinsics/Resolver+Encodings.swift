import AWSModel
import Documents

/// The functions that write a value in another form.
extension Resolver {
  // MARK: ToJsonString

  /// Evaluates `Fn::ToJsonString`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html
  func jsonString(_ call: Intrinsic, at place: Place) -> Resolved {
    let value = argument(of: call, path: place.path)
    switch value.content {
    case .object, .list, .oneOf, .unknown: return json(value).resolved(at: place)
    case .null, .bool, .number, .text:
      report(wrong: call, expected: "an object or a list", found: value.content.noun)
      return wrong(call, at: place)
    }
  }

  private func json(_ value: Resolved) -> Texts {
    switch value.content {
    case .null: return Texts([PartialText("null")])
    case .bool(let bool): return Texts([PartialText(bool ? "true" : "false")])
    case .number(let number): return Texts([PartialText(number)])
    case .unknown(let why): return .unknown(why)
    case .text, .oneOf: return options(of: value)
    case .list(let elements, let rest):
      if let why = rest.first { return .unknown(why) }
      return joined(elements.filter { !$0.isNull }.map(json), "[", "]")
    case .object(let members, let rest):
      if let why = rest.first { return .unknown(why) }
      return joined(
        members.filter { !$0.value.isNull }.map { member in
          Texts([PartialText(Self.quoted(member.key) + ":")]).followed(by: json(member.value))
        }, "{", "}")
    }
  }

  private func options(of value: Resolved) -> Texts {
    if case .text(let text) = value.content {
      let parts = text.parts.map { part -> PartialText.Part in
        if case .literal(let literal) = part {
          .literal(String(Self.quoted(literal).dropFirst().dropLast()))
        } else {
          part
        }
      }
      return Texts([PartialText([.literal("\"")] + parts + [.literal("\"")])], origin: value.origin)
    }
    guard case .oneOf(let options, let why) = value.content else { return json(value) }
    let all = options.map(json)
    guard all.allSatisfy({ $0.options.count == 1 }), all.count <= Texts.limit else { return .unknown(why) }
    return Texts(all.map { $0.options[0] }, why: why, origin: value.origin, isAligned: false)
  }

  private func joined(_ parts: [Texts], _ start: String, _ end: String) -> Texts {
    var text = Texts([PartialText(start)])
    for (offset, part) in parts.enumerated() {
      if offset > 0 { text = text.followed(by: Texts([PartialText(",")])) }
      text = text.followed(by: part)
    }
    return text.followed(by: Texts([PartialText(end)]))
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // MARK: Base64

  /// Evaluates `Fn::Base64`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html
  func base64(_ call: Intrinsic, at place: Place) -> Resolved {
    let value = argument(of: call, path: place.path)
    switch value.content {
    case .list, .object, .null:
      report(wrong: call, expected: "a text", found: value.content.noun)
      return wrong(call, at: place)
    case .text, .number, .bool, .oneOf, .unknown: break
    }
    return texts(value).map { text in
      guard let literal = text.literal else {
        let why = Unknown(call.name, .unsupported("of a text that is not known"), at: call.range, encoding: text)
        return PartialText([.unknown(why)])
      }
      return PartialText(Self.base64(Array(literal.utf8)))
    }.resolved(at: place)
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for position in 0..<4 {
        result.append(
          position <= group.count ? alphabet[(bits >> (18 - 6 * position)) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
