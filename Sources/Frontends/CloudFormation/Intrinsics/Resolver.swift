import AWSModel
import Documents
import NetSpace

/// Resolves the values of one template as CloudFormation would when it deploys it, as far as that can be known before.
///
/// What cannot be known is unknown with its reason; what is wrong is a diagnostic and unknown, and the rest goes on.
final class Resolver {
  /// The resource of another stack that nests this one.
  struct Parent {
    unowned let resolver: Resolver
    let declared: TemplateSections.Declared
  }

  let sections: TemplateSections
  unowned let world: StackWorld
  /// The number of the root that this belongs to.
  let root: Int
  /// The name of that root.
  let stack: String
  let deployment: Deployment
  let parent: Parent?
  /// The nested stacks that lead here, in front of names: `Network.`, or nothing.
  let prefix: String

  /// What is taken as true or false while a part is resolved that is there only then.
  var scope = ConditionScope()
  /// What the variables of loops stand for.
  var bindings: [String: String] = [:]
  /// Conditions that are being evaluated: one that comes up again is defined by itself.
  var evaluating: Set<String> = []
  /// Attributes that are the value of a property, by `LogicalId.Property`.
  var attributes: [String: Resolved] = [:]
  /// Attributes that are being resolved.
  var resolving: Set<String> = []
  /// Files that are being included.
  var including: Set<String> = []
  /// The conditions that loops make and macros include, by name.
  private(set) var madeConditions: [String: DeclaredCondition] = [:]
  /// The stacks that this one nests, by logical id.
  var children: [String: Resolver] = [:]
  /// In declaration order, with what loops make.
  private(set) var resources: [TemplateSections.Declared]
  /// The place of a logical id in `resources`.
  private(set) var index: [String: Int]
  /// In declaration order, with what loops make.
  private(set) var outputs: [Output] = []
  private var assumed: Set<String> = []
  private var depth = 0

  /// Levels of nested values and followed references: more than a document may nest, less than a thread's stack holds.
  private static let depthLimit = 600

  init(
    _ sections: TemplateSections, in world: StackWorld, root: Int, stack: String, deployment: Deployment,
    parent: Parent? = nil
  ) {
    self.sections = sections
    self.world = world
    self.root = root
    self.stack = stack
    self.deployment = deployment
    self.parent = parent
    prefix = parent.map { "\($0.resolver.prefix)\($0.declared.logicalID)." } ?? ""
    resources = sections.resources
    index = sections.index
    for maker in sections.conditionMakers { madeConditions.merge(madeConditions(maker)) { _, last in last } }
    for maker in sections.makers {
      for declared in maker.name == "Fn::Transform" ? includedResources(maker) : looped(maker) {
        if let earlier = index[declared.logicalID] {
          resources[earlier] = declared
        } else {
          index[declared.logicalID] = resources.count
          resources.append(declared)
        }
      }
    }
    outputs = outputs(sections.members("Outputs"))
  }

  /// The identity of a resource of this stack.
  func id(of declared: TemplateSections.Declared) -> ResourceID { id(declared.logicalID) }

  func id(_ logicalID: String) -> ResourceID {
    if let path = sections.constructPaths[logicalID] { return ResourceID(stack: stack, address: path) }
    return ResourceID(stack: stack, address: prefix + logicalID)
  }

  // MARK: Values

  /// The value that a node stands for.
  ///
  /// - Parameter ignoringTag: for the argument of a call in the short form, which is the tagged node itself.
  func resolve(_ node: Node, path: NodePath, ignoringTag: Bool = false) -> Resolved {
    depth += 1
    defer { depth -= 1 }
    let place = Place(range: node.range, path: path)
    guard depth <= Self.depthLimit else { return tooDeep(place) }
    if let call = Intrinsic(node, ignoringTag: ignoringTag) { return evaluate(call, at: place) }
    switch node.kind {
    case .null: return Resolved(.null, at: place)
    case .boolean: return Resolved(.bool(node.bool ?? false), at: place)
    case .number: return Resolved(.number(node.scalar ?? ""), at: place)
    case .string: return text(node, at: place)
    case .array: return list(node, at: place)
    case .object: return object(node, at: place)
    }
  }

  /// The argument of a function that takes one.
  func argument(of call: Intrinsic, path: NodePath) -> Resolved {
    resolve(call.argument, path: path, ignoringTag: call.isShort)
  }

  private func text(_ node: Node, at place: Place) -> Resolved {
    let string = bound(node.string ?? "")
    let mayBeDocument = string.utf8.first { $0 != 0x20 && $0 != 0x0a && $0 != 0x0d && $0 != 0x09 } == UInt8(ascii: "{")
    guard !string.utf8.opensDynamicReference else {
      return Resolved(.text(DynamicReference.replaced(in: string, at: place.range)), at: place)
    }
    return Resolved(.text(PartialText(string)), at: place, source: mayBeDocument ? node.text : nil)
  }

  private func list(_ node: Node, at place: Place) -> Resolved {
    var elements: [Resolved] = []
    for (offset, element) in node.elements.enumerated() {
      elements.append(resolve(element, path: place.path.appending(index: offset)))
    }
    return Resolved(.list(elements, rest: []), at: place)
  }

  private func object(_ node: Node, at place: Place) -> Resolved {
    var members: [Resolved.Member] = []
    var rest: [Unknown] = []
    for member in node.members {
      let name = bound(member.name)
      if name.utf8.starts(with: "Fn::ForEach::".utf8) {
        append(loop: member, to: &members, &rest, path: place.path)
        continue
      }
      if name == "Fn::Transform", let root = included(member.value, at: member.key.range) {
        defer { endInclusion(root) }
        if case .object(let others, let more) = resolve(root, path: place.path).content {
          members += others
          rest += more
        }
        continue
      }
      if name.utf8.starts(with: "Fn::".utf8) {
        // A macro or loop makes members of its own beside the written ones; any other function stands alone.
        rest.append(unevaluated(name, at: member.key.range))
        continue
      }
      let value = resolve(member.value, path: place.path.appending(key: name))
      members.append(Resolved.Member(key: name, keyRange: member.key.range, value: value))
    }
    return Resolved(.object(members, rest: rest), at: place)
  }

  private func tooDeep(_ place: Place) -> Resolved {
    unreadable("it is nested, or refers to values that refer to others, more than \(Self.depthLimit) times", at: place)
  }

  // MARK: What is not known

  /// Something is wrong with what is written: a diagnostic, and unknown.
  func unreadable(_ message: String, help: String? = nil, at place: Place) -> Resolved {
    Resolved(.unknown(mistake(message, help: help, at: place.range)), at: place)
  }

  /// Reports a mistake; the unknown that stands for what it would have been.
  func mistake(_ message: String, help: String? = nil, at range: SourceRange) -> Unknown {
    world.report(Diagnostic(.unreadable, message, help: help, at: range))
    return Unknown(range.text.firstLine, .unreadable(message), at: range)
  }

  /// A function that is understood to be there but not evaluated.
  func unevaluated(_ name: String, at range: SourceRange) -> Unknown {
    world.report(Diagnostic(.unsupported, "\(name) is not evaluated", at: range, group: name))
    return Unknown(name, .unsupported(name), at: range)
  }

  /// Says once that something is taken as what it may not be.
  func assume(_ name: String, _ message: String, at range: SourceRange, group: String) {
    guard assumed.insert(name).inserted else { return }
    world.report(Diagnostic(.assumed, message, at: range, group: group))
  }
}

extension String {
  /// What a message can quote: the first line, and of that the first sixty characters.
  fileprivate var firstLine: String {
    let line = prefix { $0 != "\n" && $0 != "\r\n" }
    return line.count <= 60 ? String(line) : line.prefix(60) + "…"
  }
}
