import CEL
import Documents

/// Reads a rule file; what is wrong with it is said with its place, all of it at once.
///
/// Only the file is looked at: `CompiledRule` holds the expressions against the relations.
package struct RuleReader {
  /// The rule, unless something is wrong with it, and what that is.
  package struct Result: Sendable {
    package let rule: RuleDefinition?
    package let errors: [InputError]
  }

  package static let keys = [
    "id", "title", "severity", "enabled", "tags", "for", "as", "where", "at", "message", "remediation", "why",
    "references", "same_as", "parameters", "examples", "subsumed_by",
  ]
  package static let requiredKeys = ["id", "title", "severity", "for", "where", "message"]

  let root: Node
  var errors: [InputError] = []

  /// Reads one rule.
  ///
  /// - Parameters:
  ///   - folder: the name of the folder that the file stands in, which must be the rule's id; nil if it does not matter.
  ///   - group: the subject that the rule belongs to.
  package static func read(_ file: SourceFile, folder: String?, group: String) -> Result {
    do throws(InputError) {
      let documents = try Document.yaml(file)
      var reader = RuleReader(root: documents[0].root)
      for other in documents.dropFirst() {
        reader.report(other.root, "found a second YAML document, expected one rule in a file")
      }
      for warning in documents[0].warnings where warning.kind == .duplicateKey || warning.kind == .mergeKey {
        reader.errors.append(InputError(at: warning.range, message: warning.message, help: "write it once"))
      }
      let rule = reader.rule(folder: folder, group: group)
      let errors = reader.errors.sorted { ($0.range?.offset ?? 0) < ($1.range?.offset ?? 0) }
      return Result(rule: errors.isEmpty ? rule : nil, errors: errors)
    } catch {
      return Result(rule: nil, errors: [error])
    }
  }

  private mutating func rule(folder: String?, group: String) -> RuleDefinition? {
    guard root.kind == .object else {
      report(root, "found \(root.words), expected a mapping with the keys of a rule", help: "begin with id: my-rule")
      return nil
    }
    checkKeys()
    let id = identifier(folder: folder)
    let severities = severities()
    let relation = text("for")
    let highest = severities.map(\.severity).max()
    let title = text("title")?.string ?? ""
    let metadata = RuleMetadata(
      id: id ?? "", group: group, title: title, severity: highest ?? .info, tags: texts("tags").map(\.string),
      remediation: text("remediation")?.string.trimmed ?? "", why: text("why")?.string.trimmed ?? "",
      references: references(), sameAs: sameAs())
    let nothing = RuleText("")
    // Everything is read before anything is given up, so that all errors are said at once.
    return RuleDefinition(
      metadata: metadata, severities: severities, enablement: enablement(), relation: relation ?? nothing,
      rowName: rowName(relation ?? nothing), condition: text("where") ?? nothing, target: text("at") ?? RuleText("row"),
      message: text("message") ?? nothing, parameters: parameters(), examples: examples(),
      subsumers: subsumers(), path: root.document.file.path, checked: nil)
  }

  private mutating func checkKeys() {
    for member in root.members where !Self.keys.contains(member.name) {
      let help = Suggestion.help(for: member.name, among: Self.keys, kind: "keys")
      report(
        member.key, "found the key \"\(member.name)\", which a rule does not have",
        help: help ?? "keys: \(Self.keys.joined(separator: ", "))")
    }
    for key in Self.requiredKeys where root[key] == nil {
      report(
        SourceRange.start(of: root.document.file), "found no key \"\(key)\", which every rule has",
        help: "add \(key): …")
    }
  }

  // MARK: Fields

  private mutating func identifier(folder: String?) -> String? {
    guard let text = text("id"), let node = root["id"] else { return nil }
    let allowed = text.string.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    if !allowed || text.string.hasPrefix("-") {
      report(node, "found the id \"\(text.string)\", expected lower-case letters, digits and hyphens")
      return nil
    }
    if let folder, folder != text.string {
      report(
        node, "found the id \"\(text.string)\" in the folder \"\(folder)\", expected the same name",
        help: "rename the folder or the rule")
    }
    return text.string
  }

  private mutating func severities() -> [RuleDefinition.SeverityClause] {
    guard let node = root["severity"] else { return [] }
    guard node.kind == .array else { return severity(node).map { [.init(when: nil, severity: $0)] } ?? [] }
    var clauses: [RuleDefinition.SeverityClause] = []
    for element in node.elements {
      guard element.kind == .object, let level = element["is"] else {
        report(element, "found \(element.words), expected a condition and a severity", help: "{when: …, is: high}")
        continue
      }
      for member in element.members where member.name != "when" && member.name != "is" {
        report(member.key, "found the key \"\(member.name)\", expected when or is")
      }
      guard let severity = severity(level) else { continue }
      if clauses.last.map({ $0.when == nil }) ?? false {
        report(element, "found a severity after one without a condition: it can never apply")
      }
      clauses.append(.init(when: element["when"].flatMap { text($0) }, severity: severity))
    }
    if let last = clauses.last, last.when != nil {
      report(node, "found a condition on the last severity, expected one that always applies", help: "add {is: …}")
    }
    if clauses.isEmpty, errors.isEmpty { report(node, "found an empty list, expected severities") }
    return clauses
  }

  private mutating func severity(_ node: Node) -> Severity? {
    if let severity = node.string.flatMap(Severity.init(rawValue:)) { return severity }
    let names = Severity.allCases.map(\.rawValue)
    report(
      node, "found \(node.words), expected a severity",
      help: node.string.flatMap { Suggestion.help(for: $0, among: names, kind: "severities") }
        ?? "severities: \(names.joined(separator: ", "))")
    return nil
  }

  private mutating func enablement() -> RuleDefinition.Enablement {
    guard let node = root["enabled"] else { return .always }
    if let flag = node.bool { return flag ? .always : .never }
    if node.kind == .array { return .profiles(texts("enabled").map(\.string)) }
    report(node, "found \(node.words), expected true, false or a list of profiles")
    return .never
  }

  private mutating func rowName(_ relation: RuleText) -> RuleText {
    guard let name = text("as") else { return relation }
    let isName =
      !name.string.isEmpty
      && name.string.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f }
      && !(0x30...0x39).contains(name.string.utf8.first ?? 0x30)
    if let node = root["as"], !isName || Names.reserved.contains(name.string) {
      report(
        node, "found \"\(name.string)\", expected a name of lower-case letters, digits and _",
        help: "\(Names.reserved.joined(separator: ", ")) have their own meaning")
    }
    return name
  }

  private mutating func references() -> [String] {
    texts("references").map(\.string).filter { reference in
      if reference.hasPrefix("https://") { return true }
      if let node = root["references"] {
        report(node, "found the reference \"\(reference)\", expected an address that begins with https://")
      }
      return false
    }
  }

  private mutating func parameters() -> [(name: String, value: ParameterValue)] {
    members("parameters").reduce(into: []) { all, member in
      if let value = ParameterValue(member.value) {
        all.append((member.name, value))
      } else {
        report(
          member.value, "found \(member.value.words), expected a text, a number, true, false or a list",
          help: "a parameter has a default, which gives it its type")
      }
    }
  }

  private mutating func sameAs() -> [(tool: String, ids: [String])] {
    members("same_as").map { member in
      (member.name, strings(member.value))
    }
  }
}
