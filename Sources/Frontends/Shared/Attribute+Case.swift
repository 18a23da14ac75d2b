import AWSModel

extension Attribute<String> {
  /// A name of which the case does not matter, in lower case.
  var lowercased: Attribute<String> { map { $0.lowercased() } }
}
