import AWSModel
import Documents
import Rules
import TestSupport
import Testing

/// The table of settings, and what a part that is declared apart does to them.
@Suite struct SettingTests {
  @Test func theTypesOfEachKindAreThoseOfItsSources() throws {
    #expect(SettingKind.typesByName.map(\.name).sorted() == SettingKind.names)
    for (name, types) in SettingKind.typesByName {
      let kind = try #require(SettingKind.named(name))
      #expect(kind.types == Set(types), "\(name)")
      #expect(kind.types.count == types.count, "\(name)")
      for type in types { #expect(SettingKind.of(type: type) === kind) }
    }
  }

  @Test func everySettingIsSaidWhereItIsWrittenInBothTools() throws {
    for kind in SettingKind.names.compactMap(SettingKind.named) {
      for setting in kind.settings {
        #expect(!setting.terraform.isEmpty && !setting.cloudFormation.isEmpty, "\(kind.name).\(setting.name)")
        #expect(setting.doc.hasSuffix("."))
      }
      #expect(Set(kind.settings.map(\.name)).count == kind.settings.count)
    }
  }
}
