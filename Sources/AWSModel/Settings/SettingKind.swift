/// A kind of resource with its settings: a relation of its own, or further fields of one that the engines know.
package final class SettingKind: Sendable {
  /// Of the relation: `trail`.
  package let name: String
  package let doc: String
  /// Whether nothing but its settings is known of it.
  package let standsAlone: Bool
  /// The kind of resource that it is a part of, where it is one of a single kind.
  package let whole: String?
  /// Whether it is a part of a resource, and none itself.
  package let isPart: Bool
  package let settings: [Setting]
  /// By resource type, with the positions of their settings.
  private let sources: [String: [(setting: Int, source: Setting.Source)]]
  /// By resource type.
  private let ownerNames: [String: String]

  /// - Parameters:
  ///   - doc: nil: further fields of a kind that the engines know.
  ///   - whole: the kind that it is a part of; the types are then those of the resources that have such parts.
  init(
    _ name: String, _ doc: String? = nil, partOf whole: String? = nil, isPart: Bool = false, terraform: [String],
    cloudFormation: [String], _ settings: [Setting]
  ) {
    self.name = name
    self.whole = whole
    self.isPart = isPart || whole != nil
    self.doc = doc ?? ""
    standsAlone = doc != nil
    self.settings = settings
    var sources: [String: [(setting: Int, source: Setting.Source)]] = [:]
    var ownerNames: [String: String] = [:]
    for type in terraform + cloudFormation { sources[type] = [] }
    for (i, setting) in settings.enumerated() {
      for (source, types) in setting.terraform.map({ ($0, terraform) })
        + setting.cloudFormation.map({ ($0, cloudFormation) })
      {
        if let name = source.ownerName { for type in types { ownerNames[type] = name } }
        for type in source.types.isEmpty ? types : source.types { sources[type, default: []].append((i, source)) }
      }
    }
    self.sources = sources
    self.ownerNames = ownerNames
  }

  /// The resource types that declare one or add to one.
  package var types: Set<String> { Set(sources.keys) }

  /// What a resource type says of the kind.
  package func sources(of type: String) -> [(setting: Int, source: Setting.Source)] { sources[type] ?? [] }

  /// The attribute of a resource of this kind that holds the name by which other resources name it as the owner of what
  /// they set; nil if none does.
  package func ownerName(of type: String) -> String? { ownerNames[type] }

  package func position(of setting: String) -> Int? { settings.firstIndex { $0.name == setting } }
}
