import Documents
import TerraformLanguage

/// A value that the command line, or a file of variables, gives to a variable.
package struct GivenVariable: Sendable {
  package let name: String
  package let value: Given

  package enum Given: Sendable {
    /// As written on the command line: of a variable that is a text itself, of others an expression.
    case text(Text)
    /// As written in a file in JSON, where strings are no templates.
    case node(Node)
    /// As written in a file in native syntax.
    case expression(Text)
  }

  package init(_ name: String, _ value: Given) {
    self.name = name
    self.value = value
  }

  /// Those of a file of variables, in JSON or in native syntax.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
  package static func all(in file: SourceFile) throws(InputError) -> [GivenVariable] {
    if file.path.hasSuffix(".tfvars") { return try native(file) }
    let root = try Document.json(file).root
    guard root.kind == .object else {
      throw InputError(
        at: root.range, message: "expected an object of variables", help: "for example {\"region\": \"eu-central-1\"}")
    }
    return root.members.map { GivenVariable($0.name, .node($0.value)) }
  }

  private static func native(_ file: SourceFile) throws(InputError) -> [GivenVariable] {
    let body = try SourceBody(file)
    if let block = body.blocks.first {
      throw InputError(
        at: block.header, message: "expected values of variables, found a block",
        help: "for example region = \"eu-central-1\"")
    }
    return body.arguments.map { GivenVariable($0.name, .expression(Text(verbatim: $0.value))) }
  }
}
