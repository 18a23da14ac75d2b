import AWSModel

/// What an argument of a resource is when it is left out, by the provider or by AWS itself.
struct ArgumentDefault: Sendable {
  enum Content: Hashable, Sendable {
    case bool(Bool)
    case number(Int)
    case text(String)
    /// It cannot be left out.
    case required
  }

  let types: [String]
  /// The argument, with the blocks that it is in: `vpc_config.endpoint_public_access`.
  let path: String
  /// With the first version of the provider for which each holds; the first holds for earlier ones too.
  let contents: [(since: Int, content: Content)]

  private init(_ path: String, of types: [String], _ contents: [(Int, Content)]) {
    self.path = path
    self.types = types
    self.contents = contents
  }

  init(_ path: String, _ value: Bool, of types: String...) { self.init(path, of: types, [(3, .bool(value))]) }
  init(_ path: String, _ value: Int, of types: String...) { self.init(path, of: types, [(3, .number(value))]) }
  init(_ path: String, _ value: String, of types: String...) { self.init(path, of: types, [(3, .text(value))]) }
  init(_ path: String, _ first: Content, since version: Int, _ later: Content, of types: String...) {
    self.init(path, of: types, [(3, first), (version, later)])
  }

  /// What it may be; empty where it cannot be left out.
  ///
  /// A version that refuses a configuration without it is not the one that a configuration without it is for.
  func contents(in versions: ProviderVersions) -> [Content] {
    versions.majors.sorted().reduce(into: []) { all, major in
      guard let content = contents.last(where: { $0.since <= major })?.content, content != .required,
        !all.contains(content)
      else { return }
      all.append(content)
    }
  }
}

extension ArgumentDefault.Content {
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  var number: Int? { if case .number(let value) = self { value } else { nil } }
  var text: String? { if case .text(let value) = self { value } else { nil } }
}
