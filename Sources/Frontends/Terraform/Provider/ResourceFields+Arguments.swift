import AWSModel

/// Arguments with what the provider or AWS supplies for them when they are left out.
///
/// A path names the blocks that an argument is in; `fields` are those of the innermost one, where there are several.
extension ResourceFields {
  func bool(_ path: String, in fields: Fields? = nil) -> Attribute<Bool> {
    argument(path, fields, \.bool, written: { $0.bool($1) }, or: { $0.bool($1, default: $2) })
  }

  func string(_ path: String, in fields: Fields? = nil) -> Attribute<String> {
    argument(path, fields, \.text, written: { $0.string($1) }, or: { $0.string($1, default: $2) })
  }

  func int(_ path: String) -> Attribute<Int> {
    argument(path, nil, \.number, written: { $0.int($1) }, or: { $0.int($1, default: $2) })
  }

  func choice<T: RawRepresentable<String> & Hashable & Sendable>(_ path: String, of type: T.Type) -> Attribute<T> {
    fields.choice(string(path), as: path, of: type)
  }

  /// What transit gateways call on and off.
  func isEnabled(_ path: String) -> Attribute<Bool> { fields.isEnabled(path) ?? string(path).map { $0 == "enable" } }

  /// Whether a network type or address type includes IPv6.
  func isDualStack(_ path: String) -> Attribute<Bool> { string(path).map(Fields.includesIPv6) }

  private func argument<T>(
    _ path: String, _ innermost: Fields?, _ content: (ArgumentDefault.Content) -> T?,
    written: (Fields, String) -> Attribute<T>?, or: (Fields, String, T) -> Attribute<T>
  ) -> Attribute<T> {
    let names = path.split(separator: ".").map(String.init)
    let key = names[names.count - 1]
    guard let holder = innermost ?? names.dropLast().reduce(fields, { $0?.block($1) }) else {
      return standard(path, content)
    }
    guard holder.has(key) else { return standard(path, content) }
    // What may be left out is the default then, if there is one.
    if let usual = standard(path, content).known { return or(holder, key, usual) }
    return written(holder, key) ?? standard(path, content)
  }

  /// What an argument is when it is left out, by the versions of the provider that the input may be meant for.
  private func standard<T>(_ path: String, _ content: (ArgumentDefault.Content) -> T?) -> Attribute<T> {
    guard let argument = TerraformDefaults.argument(path, of: declaration.type) else {
      assertionFailure("no default of \(path) of \(declaration.type)")
      return Attribute(.unknown(Unknown("\(id.address).\(path)", .unsupported("its default"))), place: place)
    }
    let values = argument.contents(in: context.providerVersions).compactMap(content)
    if values.isEmpty {
      return Attribute(.unknown(Unknown("\(id.address).\(path)", .unreadable("missing"))), place: place)
    }
    let why = Unknown("\(id.address).\(path)", .decidedByAWS("depends on the version of the AWS provider"))
    return Attribute(.either(values, why), origin: .default, place: fields.place)
  }
}
