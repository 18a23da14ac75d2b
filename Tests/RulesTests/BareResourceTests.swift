import AWSModel
import Documents
import Rules
import TestSupport
import Testing

@testable import Frontends

/// A resource of which nothing is written is read, and judged by every rule, without anything going wrong.
@Suite struct BareResourceTests {
  private static let rules = Run.catalogue()

  private static var options: LintOptions {
    var options = LintOptions()
    options.only = Set(rules.map(\.id))
    return options
  }

  /// What a rule asks of a field that a resource of this type never has is an error of the rule, and loses its findings.
  private static func failures(_ text: String, path: String) throws -> [String] {
    let file = SourceFile(path: path, bytes: Array(text.utf8))
    return try Run.lint(file, rules, options: options).diagnostics.map(\.message)
  }

  @Test func inCloudFormation() throws {
    let types = Set(CloudFormationAdapters.table.keys).union(SettingKind.typesByName.flatMap(\.types))
    for type in types.sorted() where type.hasPrefix("AWS::") {
      let found = try Self.failures("Resources: {It: {Type: '\(type)', Properties: {}}}", path: "template.yaml")
      #expect(found == [], "\(type)")
    }
  }

  @Test func inTerraform() throws {
    let types = Set(TerraformAdapters.table.keys).union(SettingKind.typesByName.flatMap(\.types))
    for type in types.sorted() where type.hasPrefix("aws_") {
      let found = try Self.failures(#"{"resource": {"\#(type)": {"it": {}}}}"#, path: "main.tf.json")
      #expect(found == [], "\(type)")
    }
  }
}
