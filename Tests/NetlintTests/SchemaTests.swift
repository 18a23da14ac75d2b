import Foundation
import Rules
import TestSupport
import Testing
import Workspace

/// The schemas that editors use are those of what netlint reads.
@Suite struct SchemaTests {
  private static let files = ["config": "netlint.schema.json", "rule": "rule.schema.json"]

  private static func schema(_ name: String) throws -> [String: Any] {
    let text = try NetlintProcess.run(["schema", name]).output
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test(arguments: ["config", "rule"])
  func theFileIsWhatTheProgramPrints(_ name: String) throws {
    let process = try NetlintProcess.run(["schema", name])
    #expect(process.status == 0 && process.errors == "")
    let difference = Snapshot.difference(process.output, try #require(Self.files[name]), below: "docs/schemas")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func allKeysAreThere() throws {
    let config = try Self.schema("config")
    #expect(Set(try #require(config["properties"] as? [String: Any]).keys) == Set(ConfigurationReader.keys))
    let definitions = try #require(config["definitions"] as? [String: [String: Any]])
    let rules = try #require(definitions["rules"]?["properties"] as? [String: Any])
    #expect(Set(rules.keys) == Set(Ruleset().metadata.map(\.id)))
    let rule = try Self.schema("rule")
    #expect(Set(try #require(rule["properties"] as? [String: Any]).keys) == Set(RuleReader.keys))
    #expect(Set(try #require(rule["required"] as? [String])) == Set(RuleReader.requiredKeys))
    for schema in [config, rule] { #expect(schema["additionalProperties"] as? Bool == false) }
  }
}
