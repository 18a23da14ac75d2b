/// A kind of resource with its settings: a relation of its own, or further fields of one that the engines know.
package final class SettingKind: Sendable {
  /// Of the relation: `trail`.
  package let name: String
  package let doc: String
  /// Whether nothing but its settings is known of it.
  package let standsAlone: Bool
  package let settings: [Setting]
  /// By resource type, with the positions of their settings.
  private let sources: [String: [(setting: Int, source: Setting.Source)]]

  /// - Parameter doc: nil: further fields of a kind that the engines know.
  init(_ name: String, _ doc: String? = nil, terraform: [String], cloudFormation: [String], _ settings: [Setting]) {
    self.name = name
    self.doc = doc ?? ""
    standsAlone = doc != nil
    self.settings = settings
    var sources: [String: [(setting: Int, source: Setting.Source)]] = [:]
    for type in terraform + cloudFormation { sources[type] = [] }
    for (i, setting) in settings.enumerated() {
      for (source, types) in setting.terraform.map({ ($0, terraform) })
        + setting.cloudFormation.map({ ($0, cloudFormation) })
      {
        for type in source.types.isEmpty ? types : source.types { sources[type, default: []].append((i, source)) }
      }
    }
    self.sources = sources
  }

  /// The resource types that declare one or add to one.
  package var types: Set<String> { Set(sources.keys) }

  /// What a resource type says of the kind.
  package func sources(of type: String) -> [(setting: Int, source: Setting.Source)] { sources[type] ?? [] }

  package func position(of setting: String) -> Int? { settings.firstIndex { $0.name == setting } }
}
