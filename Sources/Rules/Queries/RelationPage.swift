import AWSModel
import CEL

/// What there is to know of a relation, or of a type that its fields lead to.
package struct RelationPage: Sendable {
  package struct Field: Sendable {
    /// With the types of its parameters, of a method.
    package let name: String
    package let type: String
    package let doc: String
    /// The attributes that say it, each with the resource type: `aws_s3_bucket versioning.enabled`.
    package let terraform: [String]
    package let cloudFormation: [String]
  }

  package let name: String
  package let doc: String
  /// Whether rules can be written for it; else fields lead to it.
  package let isRelation: Bool
  /// By name; the methods last.
  package let fields: [Field]

  /// All relations by name, then all other types by name.
  package static var all: [RelationPage] {
    let relations = Set(Relations.all.map(\.name))
    return Relations.schemas.map { RelationPage($0, isRelation: relations.contains($0.name)) }.sorted { a, b in
      a.isRelation == b.isRelation ? a.name < b.name : a.isRelation
    }
  }

  private init(_ schema: ObjectSchema, isRelation: Bool) {
    name = schema.name
    doc = schema.doc
    self.isRelation = isRelation
    let settings = SettingKind.named(schema.name)
    let fields = schema.fields.sorted { $0.key < $1.key }.map { name, field in
      let source = settings?.settings.first { $0.name == name }
      return Field(
        name: name, type: "\(field.type)", doc: field.doc,
        terraform: source?.terraform.map(Self.words) ?? FieldSources.terraform(schema.name, name),
        cloudFormation: source?.cloudFormation.map(Self.words) ?? FieldSources.cloudFormation(schema.name, name))
    }
    var methods = schema.methods.map { Self.method($0, $1.parameters, $1.result, $1.doc) }
    for function in NetworkFunctions.all where function.receiver == .object(schema.name) {
      methods.append(Self.method(function.name, function.parameters, function.result, function.doc))
    }
    self.fields = fields + methods.sorted { $0.name < $1.name }
  }

  private static func method(_ name: String, _ parameters: [CELType], _ result: CELType, _ doc: String) -> Field {
    let types = parameters.map(\.description).joined(separator: ", ")
    return Field(name: "\(name)(\(types))", type: "\(result)", doc: doc, terraform: [], cloudFormation: [])
  }

  private static func words(_ source: Setting.Source) -> String {
    let key = source.key.map { "[\($0)]" } ?? ""
    return source.types.isEmpty ? source.path + key : "\(source.types.joined(separator: ", ")) \(source.path)\(key)"
  }
}
