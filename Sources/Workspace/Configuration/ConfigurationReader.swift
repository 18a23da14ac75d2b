import enum Analysis.Tier
import Documents
import NetSpace
import Rules

/// Reads a project's configuration; what is wrong with it is said with its place, all of it at once.
package struct ConfigurationReader {
  /// The configuration, unless something is wrong with it, and what that is.
  package struct Result: Sendable {
    package let configuration: ProjectConfiguration?
    package let errors: [InputError]
  }

  private static let keys = [
    "rules", "parameters", "profile", "trusted_networks", "own_accounts", "trusted_accounts", "tiers", "fail_on",
    "undecided", "exclude", "expect", "ignore",
  ]

  let rules: [RuleDefinition]
  var errors: [InputError] = []
  var configuration: ProjectConfiguration

  /// - Parameter rules: those that the configuration may speak of.
  package static func read(_ path: String, rules: [RuleDefinition]) -> Result {
    do throws(InputError) {
      return read(try SourceFile.read(path), rules: rules)
    } catch {
      return Result(configuration: nil, errors: [error])
    }
  }

  package static func read(_ file: SourceFile, rules: [RuleDefinition]) -> Result {
    do throws(InputError) {
      let documents = try Document.yaml(file)
      var reader = ConfigurationReader(rules: rules, configuration: ProjectConfiguration(path: file.path))
      for other in documents.dropFirst() {
        reader.report(other.root, "found a second YAML document, expected one configuration in a file")
      }
      for warning in documents.first?.warnings ?? [] where warning.kind == .duplicateKey || warning.kind == .mergeKey {
        reader.errors.append(InputError(at: warning.range, message: warning.message, help: "write it once"))
      }
      if let root = documents.first?.root, !root.isNull { reader.read(root) }
      let errors = reader.errors.sorted { ($0.range?.offset ?? 0) < ($1.range?.offset ?? 0) }
      return Result(configuration: errors.isEmpty ? reader.configuration : nil, errors: errors)
    } catch {
      return Result(configuration: nil, errors: [error])
    }
  }

  private mutating func read(_ root: Node) {
    for member in members(root, Self.keys, "a configuration") {
      switch member.name {
      case "rules": readRules(member.value)
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

  /// The ids of all rules that a configuration may name.
  var ruleIDs: [String] { rules.map(\.id) + Ruleset.own.map(\.id) }

  private mutating func readRules(_ node: Node) {
    for member in members(node, ruleIDs, "the catalogue", "a rule") {
      let rule = rules.first { $0.id == member.name }
      for setting in members(member.value, ["enabled", "severity", "parameters"], "the settings of a rule") {
        switch setting.name {
        case "enabled":
          switch bool(setting.value) {
          case true?: configuration.lint.enabled.insert(member.name)
          case false?: configuration.lint.disabled.insert(member.name)
          case nil: continue
          }
        case "severity": configuration.lint.severities[member.name] = severity(setting.value)
        case "parameters":
          configuration.lint.ruleParameters[member.name] = parameters(setting.value, of: rule.map { [$0] } ?? [])
        default: continue
        }
      }
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

  private mutating func profile(_ node: Node) -> String? {
    var known: Set = ["default", "strict", "seed-a", "seed-b", "seed-c", "seed-d", "seed-e"]
    for rule in rules { if case .profiles(let names) = rule.enablement { known.formUnion(names) } }
    return choice(node, known.sorted())
  }

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
    var folder = configuration.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    if configuration.path.hasPrefix("/"), folder.isEmpty { folder = "/" }
    configuration.exclusion = PathExclusion(texts(node).map(\.text), relativeTo: InputPath.normalized(folder))
  }

  // MARK: Tiers

  private mutating func readTiers(_ node: Node) {
    for member in members(node, Tier.allCases.map(\.word), nil, "a tier") {
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
