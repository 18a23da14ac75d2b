import AWSModel

/// A resource as its adapter gets it: who it is, and its properties.
struct ResourceFields {
  let declaration: Declaration
  let fields: Fields

  init(_ declaration: Declaration, _ fields: Fields) {
    self.declaration = declaration
    self.fields = fields
  }

  var id: ResourceID { declaration.id }
  /// The resource as a whole.
  var place: Place { Place(range: declaration.place) }
  var context: AdapterContext { fields.context }
}
