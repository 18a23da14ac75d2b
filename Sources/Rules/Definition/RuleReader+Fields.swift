import Documents

extension RuleReader {
  mutating func report(_ node: Node, _ message: String, help: String = "") {
    errors.append(InputError(at: node.range, message: message, help: help))
  }

  mutating func report(_ range: SourceRange, _ message: String, help: String = "") {
    errors.append(InputError(at: range, message: message, help: help))
  }

  /// The text of a key; nil if the key is not there or no text.
  mutating func text(_ key: String) -> RuleText? { root[key].flatMap { text($0) } }

  mutating func text(_ node: Node) -> RuleText? {
    guard let string = node.string, let text = node.text else {
      report(node, "found \(node.words), expected text", help: node.scalar == nil ? "" : "put it in quotes")
      return nil
    }
    if string.allSatisfy(\.isWhitespace) {
      report(node, "found an empty text")
      return nil
    }
    // Compiled rules stand in string literals, which cannot hold these.
    if let control = string.unicodeScalars.first(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }) {
      report(node, "found the control character U+\(String(control.value, radix: 16)) in a text")
      return nil
    }
    return RuleText(string, source: text)
  }

  /// The texts of a list.
  mutating func texts(_ key: String) -> [RuleText] {
    guard let node = root[key] else { return [] }
    guard node.kind == .array else {
      report(node, "found \(node.words), expected a list", help: "\(key): [\(node.scalar ?? "…")]")
      return []
    }
    return node.elements.reduce(into: []) { all, element in if let text = text(element) { all.append(text) } }
  }

  /// Ids of rules, each alone or with a condition: `{rule: some-rule, when: CEL}`.
  mutating func subsumers() -> [RuleDefinition.Subsumer] {
    guard let node = root["subsumed_by"] else { return [] }
    guard node.kind == .array else {
      report(node, "found \(node.words), expected a list of rules", help: "subsumed_by: [\(node.scalar ?? "…")]")
      return []
    }
    return node.elements.reduce(into: []) { all, element in
      guard element.kind == .object else {
        if let rule = text(element) { all.append(.init(rule: rule, when: nil)) }
        return
      }
      for member in element.members where member.name != "rule" && member.name != "when" {
        report(member.key, "found the key \"\(member.name)\", expected rule or when")
      }
      guard let rule = element["rule"].flatMap({ text($0) }), let when = element["when"].flatMap({ text($0) }) else {
        report(element, "found \(element.words), expected a rule and a condition", help: "{rule: some-rule, when: …}")
        return
      }
      all.append(.init(rule: rule, when: when))
    }
  }

  mutating func strings(_ node: Node) -> [String] {
    guard node.kind == .array else {
      report(node, "found \(node.words), expected a list of ids")
      return []
    }
    return node.elements.reduce(into: []) { all, element in if let text = text(element) { all.append(text.string) } }
  }

  mutating func members(_ key: String) -> [Node.Member] {
    guard let node = root[key] else { return [] }
    guard node.kind == .object else {
      report(node, "found \(node.words), expected a mapping")
      return []
    }
    return Array(node.members)
  }

  // MARK: Examples

  mutating func examples() -> [RuleDefinition.Example] {
    members("examples").map { member in
      guard member.value.kind == .array else {
        report(member.value, "found \(member.value.words), expected a list of findings", help: "[] for none")
        return RuleDefinition.Example(file: member.name, findings: [])
      }
      return RuleDefinition.Example(
        file: member.name,
        findings: member.value.elements.reduce(into: []) { all, element in
          if let finding = expectedFinding(element) { all.append(finding) }
        })
    }
  }

  private mutating func expectedFinding(_ node: Node) -> RuleDefinition.ExpectedFinding? {
    guard node.kind == .object, let resource = node["resource"].flatMap({ text($0) }) else {
      report(node, "found \(node.words), expected a finding", help: "{resource: Name, line: 12}")
      return nil
    }
    var severity: Severity?
    for member in node.members {
      switch member.name {
      case "resource", "line", "subject", "because": continue
      case "severity":
        severity = member.value.string.flatMap(Severity.init(rawValue:))
        if severity == nil { report(member.value, "found \(member.value.words), expected a severity") }
      default:
        report(
          member.key, "found the key \"\(member.name)\", which an expected finding does not have",
          help: "keys: resource, line, subject, because, severity")
      }
    }
    if let line = node["line"], line.int == nil { report(line, "found \(line.words), expected a line number") }
    return RuleDefinition.ExpectedFinding(
      resource: resource.string, line: node["line"]?.int,
      subject: node["subject"].flatMap { text($0) }?.string, because: node["because"].flatMap { text($0) }?.string,
      severity: severity)
  }
}

extension Node {
  /// For messages: what was found.
  package var words: String {
    switch kind {
    case .object: "a mapping"
    case .array: "a list"
    case .null: "nothing"
    case .string: "\"\(scalar ?? "")\""
    case .number, .boolean: scalar ?? "a scalar"
    }
  }
}

extension String {
  /// Without white space at either end.
  package var trimmed: String {
    var rest = Substring(self)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest.drop(while: \.isWhitespace))
  }
}
