import AWSModel
import Documents
import TerraformLanguage

/// How known values and marks of unknown ones lie over each other.
///
/// Terraform leaves an unknown attribute out of `after` and writes null for an unknown element of a list; `after_unknown`
/// has `true` at those places, and nothing else says so.
extension PlanResolver {
  /// The expressions that the configuration has for a value.
  enum Source {
    /// None: the value was left out.
    case absent
    /// Of a block that is there although none is written out: a `dynamic` block, whose expressions a plan leaves out;
    /// shared, when there are several, of which each may have what the module has.
    case dynamic(isShared: Bool)
    /// Of one attribute, or of the same attribute of several blocks of which one is meant. Shared, when they are those
    /// of several elements together: an attribute that is written as blocks has the references of all in one.
    case expressions([Node], isShared: Bool)
    /// Of one of several elements together, with the marks of what is unknown in each.
    case element([Node], among: [Node])
    /// The blocks that a nested block may come from.
    case blocks([Node])

    init(_ node: Node?) {
      guard let node else {
        self = .absent
        return
      }
      switch node.kind {
      case .array: self = .blocks(node.elements.filter { $0.kind == .object })
      case .object
      where node["references"] == nil && node["constant_value"] == nil && node.members.contains { _ in true }:
        self = .blocks([node])
      case .object: self = .expressions([node], isShared: false)
      case .string, .number, .boolean, .null: self = .absent
      }
    }

    /// Whether as many blocks are written out.
    func hasBlock(at index: Int) -> Bool {
      switch self {
      case .absent, .dynamic, .expressions, .element: false
      case .blocks(let blocks): index < blocks.count
      }
    }
  }

  /// What is being resolved: the attribute, and where it stands.
  struct Position {
    let resource: PlanResource
    let scope: PlanScope
    /// The attribute of the element or block, without indices.
    var attribute: String
    var path: NodePath

    /// Whether it is a member of the resource or of a block, and not an element of a list.
    var isMember: Bool {
      if case .key? = path.components.last { true } else { false }
    }

    var kind: ResourceKind? { ResourceKind.identified(by: attribute, of: resource.type) }
  }

  /// An attribute of a resource; nil when it was left out.
  func attribute(_ key: String, of resource: PlanResource, expressions: Node?, scope: PlanScope) -> Resolved? {
    let value = resource.after?[key]
    let unknown = resource.unknown?[key]
    if value == nil, unknown == nil { return nil }
    let position = Position(resource: resource, scope: scope, attribute: key, path: path(of: key))
    guard let unknown, unknown.holdsTrue else {
      return known(value, position) { Source(expressions?[key]) }
    }
    return self.value(value, unknown: unknown, Source(expressions?[key]), position)
  }

  /// A value that is known as a whole; nil when it is not set.
  private func known(_ value: Node?, _ position: Position, _ source: () -> Source) -> Resolved? {
    // The provider writes "" for a text that is not set; in a list it would be an element.
    guard let value, !(value.isEmptyString && position.isMember) else { return nil }
    return literal(value, source, position)
  }

  /// A value of which some or all may be unknown.
  private func value(
    _ value: Node?, unknown: Node?, _ source: Source, _ position: Position
  ) -> Resolved? {
    guard let unknown, unknown.holdsTrue else { return known(value, position) { source } }
    switch unknown.kind {
    case .boolean: return wholly(unknown, source, position)
    case .array: return list(value, unknown, source, position)
    case .object: return object(value, unknown, source, position)
    case .string, .number, .null:
      context.report(
        Diagnostic(
          .unreadable, "expected true, an array or an object in after_unknown, found \(unknown.noun)", at: unknown.range
        ))
      return Resolved(
        .unknown(Unknown("\(position.resource.address).\(position.path)", .unreadable("the plan's mark of it"))),
        at: Place(range: unknown.range, path: position.path))
    }
  }

  /// A value that is unknown as a whole.
  private func wholly(_ mark: Node, _ source: Source, _ position: Position) -> Resolved? {
    let place = Place(range: mark.key?.range ?? mark.range, path: position.path)
    let isComputable = !TerraformDefaults.neverComputed(position.attribute, of: position.resource.type)
    if isComputable, isNull(source, position) { return nil }
    if position.isMember, let list = policyList(nil, source, position, at: place) { return list }
    switch source {
    case .absent:
      // Left out, so the provider or AWS supplies it; but a block cannot be computed, so that one is dynamic.
      return isComputable ? nil : Resolved(.unknown(later(position, at: place)), at: place)
    case .blocks:
      return Resolved(.unknown(later(position, at: place)), at: place)
    case .dynamic(let isShared):
      return resolveDynamic(position, isShared: isShared, at: place)
    case .expressions(let nodes, let isShared):
      return resolve(nodes, isShared: isShared, position, at: place)
    case .element(let nodes, let marks):
      // An identifier in a list of which the others are known, or that are fewer than what is referred to.
      let isShared = position.kind != nil || Self.areShared(among: marks) { $0 }
      return resolve(nodes, isShared: isShared, position, at: place)
    }
  }

  /// Whether an attribute that is unknown as a whole was given null: all that its expression refers to is known, so it
  /// was known itself, and what is known and is not null is planned as it is.
  ///
  /// Modules pass on what their callers do not set: `internal = var.internal`, of which the default is null.
  private func isNull(_ source: Source, _ position: Position) -> Bool {
    guard position.isMember, case .expressions(let nodes, isShared: false) = source, !nodes.isEmpty,
      !Self.requiredTexts.contains(position.attribute)
    else { return false }
    return nodes.allSatisfy { isKnown($0, in: position.scope) }
  }

  /// Texts that a resource cannot do without: one that is unknown although all that it refers to is known holds what a
  /// function makes up when the plan is applied, such as `timestamp()`, which no plan shows.
  private static let requiredTexts: Set<String> = [
    "access_policies", "access_policy", "assume_role_policy", "container_definitions", "definition", "policy",
    "policy_document", "resource_policy", "secret_string", "user_data", "user_data_base64", "value",
  ]

  /// Why a value is unknown when nothing better can be said.
  func later(_ position: Position, at place: Place) -> Unknown {
    Unknown("\(position.resource.address).\(position.path)", .knownAfterApply, at: place.range)
  }

  private func list(_ value: Node?, _ unknown: Node, _ source: Source, _ position: Position) -> Resolved {
    let place = Place(range: value?.range ?? unknown.range, path: position.path)
    if let whole = identifiers(unknown, source, position, at: place) { return whole }
    if let list = policyList(value, source, position, at: place) { return list }
    var values = value?.elements.makeIterator()
    var elements: [Resolved] = []
    var rest: [Unknown] = []
    let shared = unknown.elements.map { $0 }
    // Of an unknown collection one element is planned; several are so many blocks.
    let standsAlone =
      shared.count == 1 || zip(value?.elements.map { $0 } ?? [], shared).filter(Self.isStandIn).count < 2
    for (index, mark) in shared.enumerated() {
      var inner = position
      inner.path = position.path.appending(index: index)
      let element = values?.next()
      if mark.kind == .object, standsAlone, !source.hasBlock(at: index), Self.isStandIn(element, mark),
        !plan.showsOnlyRealBlocks
          || TerraformDefaults.isWrittenAsBlocks(position.attribute, of: position.resource.type),
        !isWritten(mark, among: shared, source, inner)
      {
        // The one unknown element that stands for the blocks of a `dynamic` over an unknown collection.
        let why = Unknown("\(position.resource.address).\(position.path)", .knownAfterApply, at: mark.range)
        if let some = Self.standIn(element, mark, why, at: inner.path) {
          elements.append(some)
        } else {
          rest.append(why)
        }
        continue
      }
      if let resolved = self.value(
        element, unknown: mark, elementSource(source, element, at: index, among: shared, inner), inner)
      {
        elements.append(resolved)
      }
    }
    while let element = values?.next() {
      elements.append(Resolved.literal(element, path: position.path.appending(index: elements.count)))
    }
    return Resolved(.list(elements, rest: rest), at: place)
  }

  /// A list of identifiers of which each is unknown, and only their number is known: all that its expression refers to,
  /// if those are as many.
  private func identifiers(
    _ unknown: Node, _ source: Source, _ position: Position, at place: Place
  ) -> Resolved? {
    guard position.kind != nil, case .expressions(let nodes, let isShared) = source,
      unknown.elements.allSatisfy({ $0.kind == .boolean && $0.holdsTrue })
    else { return nil }
    let count = unknown.elements.reduce(0) { count, _ in count + 1 }
    let whole = resolve(nodes, isShared: isShared, count: count, position, at: place)
    guard case .list(let elements, let rest) = whole.content, rest.isEmpty, elements.count == count
    else { return nil }
    return whole
  }

  /// The expressions of an element: those of its block, or of the blocks that agree with what is known of it.
  private func elementSource(
    _ source: Source, _ element: Node?, at index: Int, among marks: [Node], _ position: Position
  ) -> Source {
    switch source {
    case .absent, .dynamic: return .dynamic(isShared: marks.count > 1)
    case .expressions(let nodes, _), .element(let nodes, _): return .element(nodes, among: marks)
    case .blocks(let blocks):
      if blocks.count == 1 { return source }
      // As many as are written out: no `dynamic` block made any of them.
      if blocks.count == marks.count, PolicyDocumentSource.isOrdered(position.attribute, of: position.resource.type) {
        return .blocks([blocks[index]])
      }
      let matching = blocks.filter { element?.agrees(withBlock: $0) ?? true }
      return matching.isEmpty ? .dynamic(isShared: marks.count > 1) : .blocks(matching)
    }
  }

  /// Whether nothing at all is known of an element: every known value is empty, and something is unknown.
  private static func isStandIn(_ element: Node?, _ mark: Node) -> Bool {
    guard mark.holdsTrue else { return false }
    guard let element else { return true }
    return element.members.allSatisfy { $0.value.isEmptyValue }
  }

  /// What is alike in all blocks that an element stands for, of which there may be any number; nil if nothing is.
  ///
  /// Attributes that none of them sets.
  private static func standIn(_ element: Node?, _ mark: Node, _ why: Unknown, at path: NodePath) -> Resolved? {
    guard let element, element.members.contains(where: { _ in true }) else { return nil }
    let place = Place(range: element.range, path: path)
    let members = mark.members.filter { $0.value.holdsTrue }.map {
      Resolved.Member(key: $0.name, keyRange: $0.key.range, value: Resolved(.unknown(why), at: place))
    }
    return Resolved(
      .oneOf([Resolved(.object(members, rest: []), at: place), Resolved(.null, at: place)], why), at: place)
  }

  /// Whether an element of which nothing is known is a block that is written out: a plan has no references of `dynamic`
  /// blocks, so what it has are those of the others, and there are some that only this one can be made of.
  private func isWritten(_ mark: Node, among marks: [Node], _ source: Source, _ position: Position) -> Bool {
    let nodes: [Node]
    switch source {
    case .absent, .dynamic, .blocks: return false
    case .expressions(let expressions, _), .element(let expressions, _): nodes = expressions
    }
    let type = position.resource.type
    func content(_ attribute: String) -> Set<String> { ResourceKind.identified(by: attribute, of: type)?.types ?? [] }
    func isSet(_ member: Node.Member) -> Bool { member.value.holdsTrue }
    let mentions = nodes.flatMap { ReferenceList($0).mentions }
    return mark.members.filter(isSet).allSatisfy { member in
      let needed = marks.reduce(0) { count, other in
        count + other.members.filter { isSet($0) && content($0.name) == content(member.name) }.count
      }
      return mentions.count { isSource($0, of: member.name, position) } >= needed
    }
  }

  /// Whether a reference is to something that can be the value of an attribute: an address, if it takes no identifier.
  private func isSource(_ reference: Traversal, of attribute: String, _ position: Position) -> Bool {
    let kind = ResourceKind.identified(by: attribute, of: position.resource.type)
    let found = evaluate(
      reference, selecting: false, in: position.scope, Wanted(attribute: attribute, kind: kind))
    return found.holes.contains { kind != nil || ResourceKind.isAddress($0.1) }
  }

  private func object(_ value: Node?, _ unknown: Node, _ source: Source, _ position: Position) -> Resolved {
    let place = Place(range: value?.range ?? unknown.range, path: position.path)
    var members: [Resolved.Member] = []
    for member in value?.members.map({ $0 }) ?? [] {
      let key = member.name
      var inner = position
      inner.attribute = key
      inner.path = position.path.appending(key: key)
      let mark = unknown[key]
      if let resolved = self.value(member.value, unknown: mark, memberSource(source, key), inner) {
        members.append(Resolved.Member(key: key, keyRange: member.key.range, value: resolved))
      }
    }
    for member in unknown.members where value?[member.name] == nil && member.value.holdsTrue {
      let key = member.name
      var inner = position
      inner.attribute = key
      inner.path = position.path.appending(key: key)
      if let resolved = self.value(nil, unknown: member.value, memberSource(source, key), inner) {
        members.append(Resolved.Member(key: key, keyRange: member.key.range, value: resolved))
      }
    }
    return Resolved(.object(members, rest: []), at: place)
  }

  /// Whether the same expressions are those of several elements.
  private static func areShared(among marks: [Node], _ part: (Node) -> Node?) -> Bool {
    marks.reduce(0) { $0 + (part($1)?.holdsTrue == true ? 1 : 0) } > 1
  }

  private func memberSource(_ source: Source, _ key: String) -> Source {
    switch source {
    case .absent, .dynamic, .expressions: return source
    case .element(let nodes, let marks):
      return .expressions(nodes, isShared: Self.areShared(among: marks) { $0[key] })
    case .blocks(let blocks):
      let nodes = blocks.reduce(into: [Node]()) { if let node = $1[key] { $0.append(node) } }
      guard let first = nodes.first else { return .absent }
      if nodes.count == 1 { return Source(first) }
      // Several blocks could be this one: its value comes from any of them.
      if case .blocks = Source(first) {
        return .blocks(nodes.reduce(into: []) { if case .blocks(let inner) = Source($1) { $0 += inner } })
      }
      return .expressions(nodes, isShared: false)
    }
  }

  /// A value that is wholly known; the name of a resource of the plan becomes a reference to it.
  private func literal(_ node: Node, _ source: () -> Source, _ position: Position) -> Resolved {
    if let kind = position.kind, kind.nameAttribute != nil { return name(node, kind, source, position) }
    return members(node, position)
  }

  /// Known values below an object may be names as well.
  private func members(_ node: Node, _ position: Position) -> Resolved {
    switch node.kind {
    case .null, .boolean, .number, .string: return Resolved.literal(node, path: position.path)
    case .array:
      var index = -1
      let elements = node.elements.map { element in
        index += 1
        var inner = position
        inner.path = position.path.appending(index: index)
        return members(element, inner)
      }
      return Resolved(.list(elements, rest: []), at: Place(range: node.range, path: position.path))
    case .object:
      let members = node.members.filter { !$0.value.isEmptyString }.map { member in
        let key = member.name
        var inner = position
        inner.attribute = key
        inner.path = position.path.appending(key: key)
        return Resolved.Member(
          key: key, keyRange: member.key.range, value: literal(member.value, { .absent }, inner))
      }
      return Resolved(.object(members, rest: []), at: Place(range: node.range, path: position.path))
    }
  }

  private func name(_ node: Node, _ kind: ResourceKind, _ source: () -> Source, _ position: Position) -> Resolved {
    if node.kind == .array {
      var index = -1
      let elements = node.elements.map { element in
        index += 1
        var inner = position
        inner.path = position.path.appending(index: index)
        return name(element, kind, { .absent }, inner)
      }
      return Resolved(.list(elements, rest: []), at: Place(range: node.range, path: position.path))
    }
    guard node.kind == .string, let text = node.string else { return members(node, position) }
    let place = Place(range: node.range, path: position.path)
    let ids = named(text, kind)
    guard let first = ids.first else { return Resolved.literal(node, path: position.path) }
    if ids.count == 1 { return Resolved(.text(PartialText([.attribute(first, "name")])), at: place) }
    // Several have that name (in other regions, say): the configuration may tell which one.
    if case .expressions(let nodes, let isShared) = source() {
      let resolved = resolve(nodes, isShared: isShared, position, at: place)
      if case .text = resolved.content { return resolved }
    }
    let texts = ids.map { Resolved(.text(PartialText([.attribute($0, "name")])), at: place) }
    return Resolved(
      .oneOf(texts, Unknown("which resource \"\(text)\" names", .unsupported("several have that name"))), at: place)
  }
}

extension Node {
  /// Whether it is `true` or holds one: something is unknown.
  var holdsTrue: Bool {
    switch kind {
    case .boolean: bool == true
    case .array: elements.contains { $0.holdsTrue }
    case .object: members.contains { $0.value.holdsTrue }
    case .string, .number: true
    case .null: false
    }
  }

  fileprivate var isEmptyString: Bool { kind == .string && string?.isEmpty == true }

  /// Null, false, or without content.
  var isEmptyValue: Bool {
    switch kind {
    case .null: true
    case .boolean: bool == false
    case .string: string?.isEmpty ?? true
    case .array: !elements.contains { _ in true }
    case .object: members.allSatisfy { $0.value.isEmptyValue }
    case .number: false
    }
  }

  /// Whether a nested block of the configuration can be where this element comes from: no constant in it differs.
  fileprivate func agrees(withBlock block: Node) -> Bool {
    block.members.allSatisfy { member in
      guard let constant = member.value.planConstant, let own = self[member.name] else { return true }
      switch constant.kind {
      case .object: return true
      // Sets are in an order of their own.
      case .array: return own.kind != .array || Set(own.elements.map(\.scalar)) == Set(constant.elements.map(\.scalar))
      default: return own.scalar == constant.scalar
      }
    }
  }
}
