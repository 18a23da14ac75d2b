import Documents
import Frontends

/// What a run says about the parameters of its CloudFormation templates.
package typealias TemplateParameters = ParameterValues

/// Reads the values of template parameters from a file, in any of the forms that AWS's tools take.
///
/// A list of `ParameterKey` and `ParameterValue` (the CLI's `create-stack`), a list of `Name=Value` (its `deploy`), an
/// object with `Parameters` (CodePipeline), or an object of names and values.
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-stack.html,
/// https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/,
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html
package enum ParameterFile {
  package typealias Values = [String: ParameterValues.Given]

  private static let forms =
    "write {\"Name\": \"value\"}, {\"Parameters\": {…}} or [{\"ParameterKey\": \"Name\", \"ParameterValue\": \"value\"}]"

  /// The values of files and of single `Name=Value`; of several for one parameter the last counts, and single ones
  /// before those of files.
  package static func values(
    files: [String], single: [String], usesDefaults: Bool
  ) throws(InputError) -> TemplateParameters {
    var given: Values = [:]
    for file in files {
      do throws(InputError) {
        given.merge(try read(file)) { _, new in new }
      } catch {
        // Without the line of the file: a secret may be in it.
        throw InputError(path: error.range.map { "\($0)" } ?? error.path, message: error.message, help: error.help)
      }
    }
    for text in single {
      guard let (name, value) = split(text) else { continue }
      given[name] = TemplateParameters.Given(value)
    }
    return TemplateParameters(given, usesDefaults: usesDefaults)
  }

  /// - Throws: `InputError` for the first thing that is not understood: a value that is lost would be another one.
  package static func read(_ path: String) throws(InputError) -> Values {
    try read(try SourceFile.read(path))
  }

  package static func read(_ file: SourceFile) throws(InputError) -> Values {
    let documents = Document.looksLikeJSON(file) ? [try Document.json(file)] : try Document.yaml(file)
    if documents.count > 1 {
      throw InputError(
        at: documents[1].root.range, message: "found a second YAML document, expected one list of parameters",
        help: forms)
    }
    if let warning = documents[0].warnings.first(where: { $0.kind == .duplicateKey }) {
      throw InputError(at: warning.range, message: warning.message, help: "give each parameter once")
    }
    let root = documents[0].root
    switch root.kind {
    case .object:
      if let parameters = root["Parameters"], parameters.kind == .object { return try map(parameters) }
      return try map(root)
    case .array:
      var values: Values = [:]
      for element in root.elements {
        let (name, value) = try entry(element)
        if values.updateValue(value, forKey: name) != nil {
          throw InputError(
            at: element.range, message: "found a second value of parameter \(name)", help: "give each parameter once")
        }
      }
      return values
    case .null: return [:]
    case .string, .number, .boolean:
      throw InputError(at: root.range, message: "found a text, expected parameters and their values", help: forms)
    }
  }

  private static func map(_ node: Node) throws(InputError) -> Values {
    var values: Values = [:]
    for member in node.members { values[member.name] = try value(member.value, of: member.name) }
    return values
  }

  /// `{"ParameterKey": …, "ParameterValue": …}` or `Name=Value`.
  private static func entry(_ node: Node) throws(InputError) -> (String, ParameterValues.Given) {
    if let text = node.string {
      guard let (name, value) = split(text) else {
        throw InputError(at: node.range, message: "found a text without =, expected Name=Value", help: forms)
      }
      return (name, ParameterValues.Given(value, at: node.range))
    }
    guard let name = node["ParameterKey"]?.string else {
      throw InputError(at: node.range, message: "found an entry without \"ParameterKey\"", help: forms)
    }
    if node["UsePreviousValue"]?.scalar?.lowercased() == "true" {
      return (name, ParameterValues.Given(nil, at: node.range))
    }
    guard let given = node["ParameterValue"] else {
      throw InputError(at: node.range, message: "found no \"ParameterValue\" of parameter \(name)", help: forms)
    }
    return (name, try value(given, of: name))
  }

  private static func value(_ node: Node, of name: String) throws(InputError) -> ParameterValues.Given {
    if let text = node.scalar { return ParameterValues.Given(text, at: node.range) }
    // Lists are written with commas; some tools take them as lists too.
    if node.kind == .array {
      let texts = node.elements.map(\.scalar)
      if texts.allSatisfy({ $0 != nil }) {
        return ParameterValues.Given(texts.compactMap(\.self).joined(separator: ","), at: node.range)
      }
    }
    throw InputError(
      at: node.range, message: "found \(node.kind) as the value of parameter \(name), expected a text", help: forms)
  }

  /// `Name=Value` as its two sides; nil if it is no such thing.
  package static func split(_ text: String) -> (name: String, value: String)? {
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex else { return nil }
    return (String(text[..<sign]), String(text[text.index(after: sign)...]))
  }
}
