import AWSModel
import Documents

extension Resolver {
  /// What a function call stands for.
  func evaluate(_ call: Intrinsic, at place: Place) -> Resolved {
    guard let function = call.function else {
      if call.name == "Fn::Transform" || call.name == "!Transform",
        let root = included(call.argument, at: call.range)
      {
        defer { endInclusion(root) }
        return Resolved(resolve(root, path: place.path).content, at: place)
      }
      return Resolved(.unknown(unevaluated(call.name, at: call.range)), at: place)
    }
    switch function {
    case .ref: return ref(call, at: place)
    case .getAtt: return getAtt(call, at: place)
    case .sub: return sub(call, at: place)
    case .join: return join(call, at: place)
    case .split: return split(call, at: place)
    case .select: return select(call, at: place)
    case .length: return length(call, at: place)
    case .cidr: return cidr(call, at: place)
    case .getAZs: return availabilityZones(call, at: place)
    case .findInMap: return findInMap(call, at: place)
    case .if: return choose(call, at: place)
    case .importValue: return importValue(call, at: place)
    case .base64: return base64(call, at: place)
    case .toJSONString: return jsonString(call, at: place)
    case .condition, .and, .or, .not, .equals:
      return unreadable("\(call.name) stands outside of \"Conditions\"", at: place)
    }
  }

  /// The arguments of a call that takes a list of so many; a diagnostic and nil if there are fewer or more.
  func arguments(_ call: Intrinsic, _ count: ClosedRange<Int>, _ expected: String) -> [Node]? {
    if let arguments = call.arguments, count.contains(arguments.count) { return arguments }
    let found = call.arguments.map { "\($0.count) of them" } ?? call.argument.noun
    report(wrong: call, expected: expected, found: found)
    return nil
  }

  /// Reports the wrong number or type of arguments.
  @discardableResult
  func report(wrong call: Intrinsic, expected: String, found: String) -> Unknown {
    mistake("\(call.name) takes \(expected), found \(found)", at: call.range)
  }

  /// What stands for a call whose arguments are wrong; the mistake is reported already.
  func wrong(_ call: Intrinsic, at place: Place) -> Resolved {
    Resolved(.unknown(Unknown(call.name, .unreadable("wrong arguments"), at: call.range)), at: place)
  }

  // MARK: Mappings

  /// Evaluates `Fn::FindInMap`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html
  private func findInMap(_ call: Intrinsic, at place: Place) -> Resolved {
    guard let arguments = arguments(call, 3...4, "a map and two keys") else { return wrong(call, at: place) }
    let names = arguments.prefix(3).map { texts(resolve($0, path: place.path)) }
    let fallback = arguments.count == 4 ? arguments[3]["DefaultValue"].map { resolve($0, path: place.path) } : nil
    if arguments.count == 4, fallback == nil {
      report(wrong: call, expected: "a map, two keys and {\"DefaultValue\": …}", found: arguments[3].noun)
    }
    guard names[0].options.count == 1, let map = names[0].options[0].literal else {
      return Resolved(.unknown(names[0].reason(at: place).derived), at: place)
    }
    guard let mapping = mapping(map) else {
      return fallback ?? unreadable("there is no mapping \"\(map)\"", at: place)
    }
    let origin = names[1].origin.combined(with: names[2].origin)
    var options: [Resolved] = []
    var missing: [String] = []
    for row in entries(of: mapping, names[1]) {
      for cell in row.node.map({ entries(of: $0, names[2]) }) ?? [row] {
        if let node = cell.node {
          options.append(.literal(node, allAt: place, origin: origin))
        } else {
          missing.append(cell.key)
          // Without one the deployment fails, so that the entries that exist are all there is.
          if let fallback { options.append(fallback) }
        }
      }
    }
    if let fallback, missing.isEmpty, names[1].isOpen || names[2].isOpen { options.append(fallback) }
    if options.count == 1 { return options[0] }
    // A pseudo parameter is a text with a hole: open, but not one of several.
    let undecided = names.dropFirst().first { $0.isOpen || $0.why != nil }
    guard let why = undecided?.reason(at: place), !options.isEmpty else {
      let keys = missing.map { "\"\($0)\"" }.joined(separator: ", ")
      return unreadable("there is no \(keys.isEmpty ? "entry" : keys) in the mapping \"\(map)\"", at: place)
    }
    return Resolved(.oneOf(options, why), at: place, origin: origin)
  }

  /// A mapping, which may be included, or all of whose entries may.
  private func mapping(_ name: String) -> Node? {
    if let own = sections.mappings[name] { return own["Fn::Transform"].flatMap(contents) ?? own }
    return sections.mappings["Fn::Transform"].flatMap(contents)?[name]
  }

  private func contents(_ inclusion: Node) -> Node? {
    let root = included(inclusion, at: inclusion.range)
    if let root { endInclusion(root) }
    return root
  }

  /// The entries of a mapping under a key: one, one for each candidate, or all when the key is not known; without a
  /// node for a key that is not there.
  private func entries(of node: Node, _ key: Texts) -> [(key: String, node: Node?)] {
    if key.isOpen { return node.members.map { ($0.name, $0.value) } }
    return key.options.map { option in
      let name = option.literal ?? ""
      return (name, node[name])
    }
  }
}

extension Origin {
  /// Of a value made of two.
  func combined(with other: Origin) -> Origin {
    switch (self, other) {
    case (.parameterDefault, _), (_, .parameterDefault): .parameterDefault
    case (.usual, _), (_, .usual): .usual
    case (.default, .default): .default
    case (.explicit, _), (_, .explicit): .explicit
    }
  }
}

extension Resolved {
  /// A part of a document that counts as written elsewhere: a mapping's entry where it is looked up.
  static func literal(_ node: Node, allAt place: Place, origin: Origin) -> Resolved {
    let content: Content =
      switch node.kind {
      case .null: .null
      case .boolean: .bool(node.bool ?? false)
      case .number: .number(node.scalar ?? "")
      case .string: .text(DynamicReference.replaced(in: node.string ?? "", at: place.range))
      case .array: .list(node.elements.map { literal($0, allAt: place, origin: origin) }, rest: [])
      case .object:
        .object(
          node.members.map {
            Member(
              key: $0.name, keyRange: place.range, value: literal($0.value, allAt: place, origin: origin))
          }, rest: [])
      }
    return Resolved(content, at: place.defined(at: node.range), origin: origin)
  }
}
