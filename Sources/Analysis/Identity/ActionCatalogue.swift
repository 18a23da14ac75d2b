import Synchronization

/// The services and actions of AWS, from a table in the binary.
///
/// Nothing is read before the first question, and of the services only those that are asked for.
package final class ActionCatalogue: Sendable {
  /// The one that the binary carries.
  package static let builtIn = ActionCatalogue(Tables.awsActions, formats: Tables.awsResourceFormats)

  /// A service's actions, with what matching needs.
  package struct Service: Sendable {
    package let name: String
    package let actions: [CataloguedAction]
    private let derivedTexts: Derived<[[GlobPattern.Symbol]]>
    private let derivedPositions: Derived<[String: Int]>

    init(name: String, actions: [CataloguedAction]) {
      self.name = name
      self.actions = actions
      derivedTexts = Derived { actions.map(ActionCatalogue.text) }
      derivedPositions = Derived {
        let positions = actions.enumerated().map { ($0.element.name.lowercased(), $0.offset) }
        return Dictionary(positions, uniquingKeysWith: { first, _ in first })
      }
    }

    /// `s3:getobject`, in the order of `actions`.
    var texts: [[GlobPattern.Symbol]] { derivedTexts.get }

    /// Where an action stands, by its name in lower case.
    var positions: [String: Int] { derivedPositions.get }
  }

  private struct State {
    var names: [String] = []
    var ranges: [String: Range<Int>]?
    var services: [String: Service] = [:]
    var formatRanges: [String: Range<Int>]?
    var formats: [String: [String: [GlobPattern]]] = [:]
  }

  private let table: TableText
  private let formats: TableText
  private let state = Mutex(State())

  init(_ table: StaticString, formats: StaticString) {
    self.table = TableText(table)
    self.formats = TableText(formats)
  }

  /// Prefixes of the services in lower case, sorted: `a2c`, `s3`.
  package var serviceNames: [String] {
    state.withLock { state in
      index(&state)
      return state.names
    }
  }

  package func service(_ name: String) -> Service? {
    let name = name.lowercased()
    return state.withLock { state in
      if let known = state.services[name] { return known }
      index(&state)
      guard let range = state.ranges?[name], let line = table.lines(in: range).first else { return nil }
      let service = Self.service(line)
      state.services[name] = service
      return service
    }
  }

  /// What the ARNs of a type of resource that actions of a service take look like; empty if that is not known.
  func formats(ofType type: String, in service: String) -> [GlobPattern] {
    let service = service.lowercased()
    return state.withLock { state in
      if let known = state.formats[service] { return known[type] ?? [] }
      index(&state)
      let made = readFormats(of: service, &state)
      state.formats[service] = made
      return made[type] ?? []
    }
  }

  private func readFormats(of service: String, _ state: inout State) -> [String: [GlobPattern]] {
    if state.formatRanges == nil { state.formatRanges = formats.index().ranges }
    guard let types = state.ranges?[service].flatMap({ table.lines(in: $0).first }),
      let arns = state.formatRanges?[service].flatMap({ formats.lines(in: $0).first })
    else { return [:] }
    let lists = zip(types[1].split(separator: ";"), arns[1].split(separator: ";")).map { type, list in
      let patterns = list.split(separator: "|").map { GlobPattern("arn:*:" + ($0.first == ":" ? service : "") + $0) }
      return (String(type), patterns)
    }
    return Dictionary(lists, uniquingKeysWith: { first, _ in first })
  }

  /// The actions that a pattern such as `s3:Get*` covers, whatever its case, by service and name.
  package func actions(matching pattern: String) -> [CataloguedAction] {
    if pattern.contains(where: { $0 == "*" || $0 == "?" }) {
      return actions(in: PatternSet([GlobPattern(pattern, foldingCase: true)]))
    }
    // Most policies spell their actions.
    let halves = pattern.lowercased().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, let service = service(String(halves[0])) else { return [] }
    return service.positions[String(halves[1])].map { [service.actions[$0]] } ?? []
  }

  /// The actions of a set, by service and name; services that no pattern can reach are not read.
  package func actions(in set: PatternSet) -> [CataloguedAction] {
    let parts = ServiceParts(set)
    return serviceNames(in: set).flatMap { actions(of: $0, in: [parts.part(about: $0)]) }
  }

  /// The actions of one service that are in one of some sets, by name.
  func actions(of name: String, in sets: [PatternSet]) -> [CataloguedAction] {
    guard !sets.isEmpty, let service = service(name) else { return [] }
    if sets.contains(where: \.isEverything) { return service.actions }
    return zip(service.actions, service.texts).filter { _, text in sets.contains { $0.contains(text) } }.map(\.0)
  }

  /// The services that a set may hold actions of, sorted.
  ///
  /// Most patterns spell theirs; only for the others all are tried.
  func serviceNames(in set: PatternSet) -> [String] {
    let spelled = set.terms.map(\.service)
    let open = zip(set.terms, spelled).filter { $1 == nil }.map(\.0)
    let named = Set(spelled.compactMap(\.self))
    if open.isEmpty { return named.filter { service($0) != nil }.sorted() }
    return serviceNames.filter { name in
      let all = GlobPattern("\(name):*")
      return named.contains(name) || open.contains { $0.include.allSatisfy(all.intersects) }
    }
  }

  /// An action as patterns see it.
  static func text(_ action: CataloguedAction) -> [GlobPattern.Symbol] {
    "\(action.service):\(action.name)".lowercased().unicodeScalars.map(GlobPattern.Symbol.literal)
  }

  private func index(_ state: inout State) {
    guard state.ranges == nil else { return }
    let (names, ranges) = table.index()
    state.names = names
    state.ranges = ranges
  }

  private static func service(_ columns: [Substring]) -> Service {
    let name = String(columns[0])
    let types = columns[1].utf8.split(separator: UInt8(ascii: ";")).map { String(Substring($0)) }
    let actions = columns[2].utf8.split(separator: UInt8(ascii: " ")).compactMap {
      action($0, service: name, types: types)
    }
    return Service(name: name, actions: actions)
  }

  /// `WDeleteObject=4,9!`: the level, the name, and the types of resources by index.
  private static func action(
    _ word: Substring.UTF8View, service: String, types: [String]
  ) -> CataloguedAction? {
    let end = word.firstIndex(of: UInt8(ascii: "=")) ?? word.endIndex
    guard let code = word.first, let level = level(code) else { return nil }
    let resources = end == word.endIndex ? [] : word[word.index(after: end)...].split(separator: UInt8(ascii: ","))
    return CataloguedAction(
      service: service, name: String(Substring(word[..<end].dropFirst())), level: level,
      isLevelInferred: code >= UInt8(ascii: "a"),
      resourceTypes: resources.map { resource in
        let isRequired = resource.last == UInt8(ascii: "!")
        let index = Substring(isRequired ? resource.dropLast() : resource)
        let name = Int(index).flatMap { types.indices.contains($0) ? types[$0] : nil } ?? String(index)
        return CataloguedAction.ResourceType(name: name, isRequired: isRequired)
      })
  }

  private static func level(_ code: UInt8) -> AccessLevel? {
    switch code {
    case UInt8(ascii: "L"), UInt8(ascii: "l"): .list
    case UInt8(ascii: "R"), UInt8(ascii: "r"): .read
    case UInt8(ascii: "W"), UInt8(ascii: "w"): .write
    case UInt8(ascii: "P"), UInt8(ascii: "p"): .permissionsManagement
    case UInt8(ascii: "T"), UInt8(ascii: "t"): .tagging
    default: nil
    }
  }
}

extension PatternSet {
  /// Whether a pattern of it is `*`.
  fileprivate var isEverything: Bool {
    terms.contains { $0.exclude.isEmpty && $0.include.allSatisfy { $0.symbols == [.run] } }
  }
}

extension GlobPattern {
  /// The service of a pattern of actions, where no wildcard stands in it.
  var spelledService: String? {
    var name = String.UnicodeScalarView()
    for symbol in symbols {
      guard let scalar = symbol.literal else { return nil }
      if scalar == ":" { return String(name) }
      name.append(scalar)
    }
    return nil
  }
}
