import Documents

extension Function {
  static let encoding: [String: Function] = [
    "jsonencode": Function(1) { (call) throws(Obstacle) in
      if let gap = call[0].gap, !call[0].isAttribute { throw .unknown(gap) }
      return call.result(.json(call[0]))
    },
    "jsondecode": Function(1) { (call) throws(Obstacle) in
      if case .json(let value) = call[0].content { return value }
      let text = try call.text(0)
      do throws(InputError) {
        return TerraformValue(try Document.json(Text(text, at: call[0].range)).root)
      } catch {
        throw .mistake("invalid JSON: \(error.message)")
      }
    },
    "yamldecode": Function(1) { (call) throws(Obstacle) in
      let text = try call.text(0)
      let documents: [Document]
      do throws(InputError) {
        documents = try Document.yaml(SourceFile(path: call.range.file.path, bytes: Array(text.utf8)))
      } catch {
        throw .mistake("invalid YAML: \(error.message)")
      }
      guard let first = documents.first, documents.count == 1 else { throw .mistake("expected one YAML document") }
      return TerraformValue(first.root).moved(to: call.range)
    },
    "yamlencode": Function(1) { (call) throws(Obstacle) in
      if let gap = call[0].gap { throw .unknown(gap) }
      return call.result(try YAMLWriter.text(of: call[0]))
    },
    "base64encode": Function(1) { (call) throws(Obstacle) in
      call.result(Base64.encoded(Array(try call.text(0).utf8)))
    },
    "base64decode": Function(1) { (call) throws(Obstacle) in
      guard let bytes = Base64.decoded(try call.text(0)) else { throw .mistake("expected Base64") }
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .mistake("expected UTF-8 in the Base64") }
      return call.result(text)
    },
    "urlencode": Function(1) { (call) throws(Obstacle) in
      var result = ""
      for byte in try call.text(0).utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: "~"):
          result.unicodeScalars.append(Unicode.Scalar(byte))
        case 0x20: result += "+"
        default:
          let digits = String(byte, radix: 16, uppercase: true)
          result += "%" + (digits.count < 2 ? "0" : "") + digits
        }
      }
      return call.result(result)
    },
    "csvdecode": Function(1) { (call) throws(Obstacle) in try table(call) },
  ]

  /// Rows as objects, by the names of the first one.
  private static func table(_ call: Arguments) throws(Obstacle) -> TerraformValue {
    var rows = try CSV.rows(try call.text(0))
    guard !rows.isEmpty else { throw .mistake("expected a row of names") }
    let names = rows.removeFirst()
    guard Set(names).count == names.count else { throw .mistake("two columns have the same name") }
    var all: [TerraformValue] = []
    for row in rows {
      guard row.count == names.count else { throw .mistake("a row has \(row.count) fields, expected \(names.count)") }
      let members = zip(names, row).map { name, field in
        TerraformValue.Member(key: name, keyRange: call.range, value: call.result(field))
      }
      all.append(call.result(.map(members.sortedByKey, rest: [])))
    }
    return call.result(all)
  }
}

/// Reads comma-separated values.
private enum CSV {
  static func rows(_ text: String) throws(Obstacle) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var bytes = Array(text.utf8)[...]
    func endRow() {
      row.append(String(decoding: field, as: UTF8.self))
      if row != [""] { rows.append(row) }
      row = []
      field = []
    }
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted:
        if bytes.first == UInt8(ascii: "\"") {
          field.append(byte)
          bytes.removeFirst()
        } else {
          isQuoted = false
        }
      case UInt8(ascii: "\"") where field.isEmpty: isQuoted = true
      case UInt8(ascii: "\"") where !isQuoted: throw .mistake("a quote within a field")
      case UInt8(ascii: ",") where !isQuoted:
        row.append(String(decoding: field, as: UTF8.self))
        field = []
      case 0x0d where !isQuoted && bytes.first == 0x0a: continue
      case 0x0a where !isQuoted: endRow()
      default: field.append(byte)
      }
    }
    if isQuoted { throw .mistake("a quote that is not closed") }
    if !field.isEmpty || !row.isEmpty { endRow() }
    return rows
  }
}

extension TerraformValue {
  fileprivate var isAttribute: Bool { if case .attribute = content { true } else { false } }

  /// The value with another place, for what was read from a text that is not in the input.
  fileprivate func moved(to range: SourceRange) -> TerraformValue {
    let moved: Content =
      switch content {
      case .list(let elements, let rest): .list(elements.map { $0.moved(to: range) }, rest: rest)
      case .map(let members, let rest):
        .map(members.map { Member(key: $0.key, keyRange: range, value: $0.value.moved(to: range)) }, rest: rest)
      default: content
      }
    return TerraformValue(moved, at: range)
  }
}
