import AWSModel
import Documents
import Rules
import TestSupport
import Testing

/// The table of settings, and what a part that is declared apart does to them.
@Suite struct SettingTests {
  @Test func theTypesOfEachKindAreThoseOfItsSources() throws {
    let parts = Set(SettingKind.names.filter { SettingKind.named($0)?.isPart == true })
    #expect(SettingKind.typesByName.map(\.name).sorted() == SettingKind.names.filter { !parts.contains($0) })
    for (name, types) in SettingKind.typesByName {
      let kind = try #require(SettingKind.named(name))
      #expect(kind.types == Set(types), "\(name)")
      #expect(kind.types.count == types.count, "\(name)")
      for type in types { #expect(SettingKind.of(type: type).contains { $0 === kind }) }
    }
  }

  @Test func whatStandsAloneIsKnownWithoutMakingIt() {
    #expect(SettingKind.standAloneNames == SettingKind.names.filter { SettingKind.named($0)?.standsAlone == true })
  }

  /// What only one of the tools has: templates have canned access lists alone, and no backend.
  private static let ofOneTool: Set = [
    "bucket.acl_grants", "acl_grant.group", "acl_grant.account", "acl_grant.permissions", "secret.is_of_database",
    "secret_version.value", "snapshot.shared_with",
    "state_backend.bucket", "state_backend.lock_table", "state_backend.locks_file",
  ]

  @Test func partsAreOfKindsThatThereAre() throws {
    for kind in SettingKind.names.compactMap(SettingKind.named) {
      for setting in kind.settings {
        guard case .parts(let name) = setting.form else { continue }
        let part = try #require(SettingKind.named(name), "\(kind.name).\(setting.name)")
        #expect(part.isPart && part.standsAlone)
        // What has such parts is among what they are declared for.
        #expect(part.whole.map { SettingKind.named($0) != nil } ?? true)
      }
    }
  }

  @Test func everySettingIsSaidWhereItIsWrittenInBothTools() throws {
    for kind in SettingKind.names.compactMap(SettingKind.named) {
      for setting in kind.settings {
        let name = "\(kind.name).\(setting.name)"
        let isOfBoth = !setting.terraform.isEmpty && !setting.cloudFormation.isEmpty
        #expect(isOfBoth != Self.ofOneTool.contains(name), "\(name)")
        #expect(setting.doc.hasSuffix("."))
      }
      #expect(Set(kind.settings.map(\.name)).count == kind.settings.count)
      // Every resource has these, and the first of two fields of one name counts.
      #expect(kind.settings.allSatisfy { !["address", "type", "is_declared", kind.whole ?? ""].contains($0.name) })
    }
  }
}
