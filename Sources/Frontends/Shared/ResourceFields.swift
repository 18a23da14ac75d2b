import AWSModel

/// A resource as its adapter gets it: who it is, and its properties.
struct ResourceFields {
  let declaration: Declaration
  let fields: Fields
  /// What a template keeps beside the properties for programs that run on what it declares.
  let metadata: ((_ key: String) -> Resolved?)?

  init(_ declaration: Declaration, _ fields: Fields, metadata: ((_ key: String) -> Resolved?)? = nil) {
    self.declaration = declaration
    self.fields = fields
    self.metadata = metadata
  }

  var id: ResourceID { declaration.id }
  /// The resource as a whole.
  var place: Place { Place(range: declaration.place) }
  var context: AdapterContext { fields.context }
}
