import enum Analysis.Tier
import Documents
import NetSpace
import Rules

/// Reads a project's configuration; what is wrong with it is said with its place, all of it at once.
package struct ConfigurationReader {
  /// The configuration, unless something is wrong with it, and what that is.
  package struct Result: Sendable {
    package let configuration: ProjectConfiguration?
    /// The rules that it may speak of: the built-in ones, and those of its own folders and of the given ones.
    package let ruleset: Ruleset
    /// What is wrong with the configuration; what is wrong with rules the ruleset has.
    package let errors: [InputError]
  }

  package static let keys = [
    "inputs", "exclude", "profile", "rule_folders", "rules", "paths", "parameters", "trusted_networks", "own_accounts",
    "trusted_accounts", "tiers", "expect", "ignore", "baseline", "new_only", "fail_on", "undecided", "format", "output",
  ]

  let rules: [RuleDefinition]
  /// The ids of all rules that a configuration may name.
  let ruleIDs: [String]
  var errors: [InputError] = []
  var configuration: ProjectConfiguration

  private init(rules: [RuleDefinition], configuration: ProjectConfiguration) {
    self.rules = rules
    ruleIDs = rules.map(\.id) + Ruleset.own.map(\.id)
    self.configuration = configuration
  }

  /// - Parameter folders: of rules, beside those of the configuration, and before them.
  package static func read(_ path: String, folders: [String] = []) -> Result {
    do throws(InputError) {
      return read(try SourceFile.read(path), folders: folders)
    } catch {
      return Result(configuration: nil, ruleset: Ruleset(folders: folders), errors: [error])
    }
  }

  package static func read(_ file: SourceFile, folders: [String] = []) -> Result {
    do throws(InputError) {
      let documents = try Document.yaml(file)
      let root = documents.first.flatMap { $0.root.isNull ? nil : $0.root }
      // What else it says is checked by the rules that it brings along.
      var first = ConfigurationReader(rules: [], configuration: ProjectConfiguration(path: file.path))
      let own = root?["rule_folders"].map { first.paths($0) } ?? []
      let ruleset = Ruleset(folders: own + folders)
      var reader = ConfigurationReader(rules: ruleset.rules, configuration: ProjectConfiguration(path: file.path))
      for other in documents.dropFirst() {
        reader.report(other.root, "found a second YAML document, expected one configuration in a file")
      }
      for warning in documents.first?.warnings ?? [] where warning.kind == .duplicateKey || warning.kind == .mergeKey {
        reader.errors.append(InputError(at: warning.range, message: warning.message, help: "write it once"))
      }
      if let root { reader.read(root) }
      let errors = reader.errors.sorted { ($0.range?.offset ?? 0) < ($1.range?.offset ?? 0) }
      return Result(configuration: errors.isEmpty ? reader.configuration : nil, ruleset: ruleset, errors: errors)
    } catch {
      return Result(configuration: nil, ruleset: Ruleset(folders: folders), errors: [error])
    }
  }

  private mutating func read(_ root: Node) {
    for member in members(root, Self.keys, "a configuration") {
      note(member.name, member.value)
      switch member.name {
      case "rules": configuration.lint = settings(of: member.value, in: configuration.lint)
      case "paths": readPaths(member.value)
      case "rule_folders": _ = paths(member.value)
      case "inputs": configuration.inputs = paths(member.value)
      case "baseline": configuration.baseline = text(member.value).map { path(from: $0) }
      case "new_only": configuration.isNewOnly = bool(member.value)
      case "format":
        configuration.format = choice(member.value, ProjectConfiguration.ReportFormat.allCases.map(\.rawValue))
          .flatMap(ProjectConfiguration.ReportFormat.init(rawValue:))
      case "output": configuration.output = text(member.value).map { path(from: $0) }
      case "parameters": configuration.lint.parameters = parameters(member.value, of: rules)
      case "profile": configuration.profile = profile(member.value)
      case "trusted_networks": configuration.lint.trustedNetworks = networks(member.value)
      case "own_accounts": configuration.lint.ownAccounts = accounts(member.value)
      case "trusted_accounts": configuration.lint.trustedAccounts = accounts(member.value)
      case "tiers": readTiers(member.value)
      case "fail_on": configuration.failOn = severity(member.value)
      case "undecided":
        configuration.undecided = choice(member.value, ProjectConfiguration.Undecided.allCases.map(\.rawValue))
          .flatMap(ProjectConfiguration.Undecided.init(rawValue:))
      case "exclude": readExclusion(member.value)
      case "expect": readExpectations(member.value)
      case "ignore": readSuppressions(member.value)
      default: continue
      }
    }
  }

  // MARK: Rules

  /// The options with what is said of single rules.
  private mutating func settings(of node: Node, in options: LintOptions) -> LintOptions {
    var options = options
    for member in members(node, ruleIDs, "the catalogue", "a rule") {
      if member.value.kind != .object, !member.value.isNull {
        readInShort(member.value, of: member.name, into: &options)
      } else {
        readSettings(member.value, of: member.name, into: &options)
      }
    }
    return options
  }

  private mutating func readSettings(_ node: Node, of id: String, into options: inout LintOptions) {
    let rule = rules.first { $0.id == id }
    for setting in members(node, ["enabled", "severity", "parameters"], "the settings of a rule") {
      switch setting.name {
      case "enabled":
        switch bool(setting.value) {
        case true?: options.enabled.insert(id)
        case false?: options.disabled.insert(id)
        case nil: continue
        }
      case "severity": options.severities[id] = severity(setting.value)
      case "parameters": options.ruleParameters[id] = parameters(setting.value, of: rule.map { [$0] } ?? [])
      default: continue
      }
    }
  }

  /// A rule's settings in one word: `off`, `on`, or the severity that it is on with.
  private mutating func readInShort(_ node: Node, of id: String, into options: inout LintOptions) {
    if node.bool == false {
      options.disabled.insert(id)
    } else if node.bool == true {
      options.enabled.insert(id)
    } else if let severity = node.literal.flatMap(Severity.init(rawValue:)) {
      options.enabled.insert(id)
      options.severities[id] = severity
    } else {
      report(
        node, "found \(node.words), expected the settings of the rule \(id)",
        help: "write off, on, a severity (\(Severity.allCases.map(\.rawValue).joined(separator: ", "))), "
          + "or a mapping: {enabled: true, severity: low, parameters: {…}}")
    }
  }

  /// Settings of rules that hold for some files.
  private mutating func readPaths(_ node: Node) {
    let example = "paths: [{path: \"legacy/**\", rules: {some-rule: off}}]"
    if node.isNull { return }
    guard node.kind == .array else {
      report(node, "found \(node.words), expected a list of paths with their rules", help: example)
      return
    }
    for element in node.elements {
      let members = members(element, ["path", "rules"], "an entry of paths")
      for key in ["path", "rules"] where element.kind == .object && element[key] == nil {
        report(element, "an entry of paths needs '\(key)'", help: example)
      }
      var patterns: [String] = []
      var lint = LintOptions()
      for member in members {
        if member.name == "path" {
          patterns = texts(member.value).map(\.text)
        } else {
          lint = settings(of: member.value, in: lint)
        }
      }
      configuration.paths.append((PathPatterns(patterns, relativeTo: folder), lint))
    }
  }

  /// Values of parameters that some of the rules have, each of the type of its default.
  private mutating func parameters(_ node: Node, of rules: [RuleDefinition]) -> [String: ParameterValue] {
    var defaults: [String: ParameterValue] = [:]
    for rule in rules { for (name, value) in rule.parameters where defaults[name] == nil { defaults[name] = value } }
    let owner = rules.count == 1 ? "the rule \(rules[0].id)" : "any rule"
    var values: [String: ParameterValue] = [:]
    for member in members(node, defaults.keys.sorted(), owner, "a parameter") {
      guard let standard = defaults[member.name] else { continue }
      if let value = ParameterValue(member.value), value.fits(standard) {
        values[member.name] = value
      } else {
        report(
          member.value, "found \(member.value.words), expected \(standard.noun)",
          help: "the default is \(standard.words)")
      }
    }
    return values
  }

  private mutating func profile(_ node: Node) -> String? { choice(node, Ruleset.profiles(of: rules)) }

  // MARK: Addresses, accounts, paths

  private mutating func networks(_ node: Node) -> AddressSet {
    texts(node).reduce(into: AddressSet.empty) { all, element in
      if let prefix = IPPrefix(hostOrPrefix: element.text[...]) {
        all.formUnion(AddressSet(prefix))
      } else {
        report(element.node, "'\(element.text)' is not an address or CIDR block", help: "for example 198.51.100.0/24")
      }
    }
  }

  private mutating func accounts(_ node: Node) -> [String] {
    texts(node).reduce(into: []) { all, element in
      if element.text.utf8.count == 12, element.text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        all.append(element.text)
      } else {
        report(
          element.node, "'\(element.text)' is not an account id", help: "twelve digits, in quotes: \"123456789012\"")
      }
    }
  }

  private mutating func readExclusion(_ node: Node) {
    configuration.exclusion = PathPatterns(texts(node).map(\.text), relativeTo: folder)
  }

  /// The folder of the configuration.
  private var folder: String {
    let folder = configuration.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    return configuration.path.hasPrefix("/") && folder.isEmpty ? "/" : InputPath.normalized(folder)
  }

  /// A path that is written relative to the folder of the configuration.
  private mutating func paths(_ node: Node) -> [String] { texts(node).map { path(from: $0.text) } }

  private func path(from text: String) -> String { text.hasPrefix("/") ? text : InputPath.joined(folder, text) }

  /// Remembers what is said, for who asks where a value comes from.
  private mutating func note(_ key: String, _ node: Node) {
    let isInner = key == "rules" || key == "parameters" || key == "tiers" || key.hasPrefix("rules.")
    if isInner, node.kind == .object {
      for member in node.members { note("\(key).\(member.name)", member.value) }
      return
    }
    if key.hasPrefix("rules."), !key.dropFirst("rules.".count).contains(".") {
      noteInShort(key, node)
      return
    }
    let text = node.range.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    configuration.settings.append(ProjectConfiguration.Setting(key: key, text: text, place: node.range))
  }

  /// What one word says of a rule, by the keys of the long form.
  private mutating func noteInShort(_ key: String, _ node: Node) {
    let severity = node.literal.flatMap(Severity.init(rawValue:))
    let said = [(".enabled", severity == nil ? node.bool?.description : "true"), (".severity", severity?.rawValue)]
    for (part, text) in said {
      guard let text else { continue }
      configuration.settings.append(ProjectConfiguration.Setting(key: key + part, text: text, place: node.range))
    }
  }

  // MARK: Tiers

  package static let tierNames = Tier.allCases.map(\.word)

  private mutating func readTiers(_ node: Node) {
    for member in members(node, Self.tierNames, nil, "a tier") {
      guard let tier = Tier(word: member.name) else { continue }
      let selectors = selectors(member.value)
      for selector in selectors {
        if case .end(.name) = selector.who { continue }
        errors.append(
          InputError(
            at: selector.place, message: "'\(selector.text)' is no resource, and only resources are of a tier",
            help: "name resources: aws_instance.web, or a pattern such as aws_instance.web*"))
      }
      configuration.tiers.append((tier, selectors))
    }
  }
}
