import AWSModel
import Analysis
import Documents
import Frontends
import Rules
import TestSupport

/// From bytes to findings, without files.
enum Run {
  static func facts(_ file: SourceFile) throws -> Facts {
    let documents = Document.looksLikeJSON(file) ? [try Document.json(file)] : try Document.yaml(file)
    var infrastructure = Infrastructure()
    for document in documents {
      guard let reader = try Frontend.reader(for: document) else {
        throw InputError(path: file.path, message: "of no known format", help: "")
      }
      infrastructure.append(reader.infrastructure(identifiers: reader.identifiers))
    }
    return Facts(infrastructure)
  }

  static func facts(_ text: String, path: String = "template.yaml") throws -> Facts {
    try facts(SourceFile(path: path, bytes: Array(text.utf8)))
  }

  static func lint(
    _ file: SourceFile, _ rules: [RuleDefinition], options: LintOptions = LintOptions()
  ) throws -> LintResult {
    Linter(rules: rules, options: options).lint(try facts(file))
  }

  static func lint(_ text: String, _ rules: [RuleDefinition], options: LintOptions = LintOptions()) throws -> LintResult
  {
    Linter(rules: rules, options: options).lint(try facts(text))
  }

  /// The rules of the repository's catalogue with these ids; all of them for none.
  static func catalogue(_ ids: String...) -> [RuleDefinition] {
    RuleFolder.read(Repository.path("rules")).rules.filter { ids.isEmpty || ids.contains($0.id) }
  }

  /// A rule of its text.
  static func rule(_ text: String, id: String = "my-rule") -> RuleReader.Result {
    RuleReader.read(SourceFile(path: "rule.yaml", bytes: Array(text.utf8)), folder: id, group: "custom")
  }
}

extension Finding {
  /// `rule resource:line`, with the subject and the verdict where they say more.
  var summary: String {
    let about = subject == resource ? "" : " (\(subject.address))"
    let mark = verdict == .unknown ? "?" : ""
    return "\(mark)\(rule.id) \(severity.rawValue) \(resource.address):\(place.range.start.line)\(about)"
  }
}

extension Run {
  static func sample(_ path: String) throws -> SourceFile {
    try SourceFile.read("\(Repository.root)/samples/\(path)")
  }
}
