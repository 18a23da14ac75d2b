import AWSModel
import Reporting
@testable import Rules
import TestSupport
import Testing

/// What is said of relations is true of them, and the page in the documentation says the same.
@Suite struct RelationPageTests {
  @Test func thePageIsWhatTheProgramKnows() {
    let difference = Snapshot.difference(RelationMarkdown(RelationPage.all).text, "relations.md", below: "docs")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func everySourceIsOfAFieldThatIsThereAndIsRead() throws {
    let fields = Dictionary(RelationPage.all.map { ($0.name, $0.fields.map(\.name)) }, uniquingKeysWith: { a, _ in a })
    let sources = try Repository.files(below: "Sources/Frontends", suffix: ".swift").map(Repository.text).joined()
    for (relation, sourcesOfFields) in FieldSources.all {
      for (field, (terraform, cloudFormation)) in sourcesOfFields {
        #expect(fields[relation]?.contains(field) == true, "\(relation).\(field)")
        #expect(SettingKind.named(relation)?.position(of: field) == nil, "\(relation).\(field) is a setting")
        // Which of the two blocks it is the adapter decides.
        let names = (terraform + cloudFormation).flatMap({ $0.split(whereSeparator: { " .".contains($0) }) })
        for name in names where name != "ingress" && name != "egress" {
          #expect(
            sources.contains("\"\(name)") || sources.contains(".\(name)\""), "\(relation).\(field): \(name)")
        }
      }
    }
  }

  @Test func settingsNameTheirAttributes() throws {
    let bucket = try #require(RelationPage.all.first { $0.name == "bucket" })
    let versions = try #require(bucket.fields.first { $0.name == "is_versioned" })
    #expect(
      versions.terraform == ["versioning.enabled", "aws_s3_bucket_versioning versioning_configuration.status"])
    #expect(versions.cloudFormation == ["VersioningConfiguration.Status"])
    #expect(bucket.isRelation && RelationPage.all.contains { !$0.isRelation && $0.name == "traffic" })
  }
}
