import Documents

/// Something that cannot be known before deployment, or from this input alone: what it is and why.
///
/// Two unknowns are the same when they speak of the same thing for the same reason, wherever they were met, so that
/// "14 answers need parameter VpcId" can be counted. Parameters of two templates are two things, whatever they are called.
public struct Unknown: Sendable {
  package enum Reason: Hashable, Sendable {
    /// Terraform computes it while it applies the plan.
    case knownAfterApply
    /// AWS decides it while it deploys the stack.
    case knownAfterDeployment
    /// A CloudFormation parameter without a default, or whose type is looked up at deployment.
    case parameter
    /// A condition that cannot be decided; what depends on it may or may not exist.
    case condition
    /// An export, output or identifier of something that is not in the input.
    case notInInput
    /// A function, block or construct that is not evaluated; the associated text says which.
    case unsupported(String)
    /// The value was there but could not be read as what it has to be.
    case unreadable(String)
    /// AWS decides it, and documents no rule (which subnet of a group, the region's zone names).
    case decidedByAWS(String)
    /// It is to be shown nowhere: a parameter with `NoEcho`, a secret that is looked up.
    case secret

    /// Whether it is known as soon as what it is of is there.
    package var isKnownOnceThere: Bool { self == .knownAfterApply || self == .knownAfterDeployment }
  }

  /// A place in a list of which no two elements are the same: the zones of a region.
  package struct Position: Hashable, Sendable {
    /// What the list is called.
    package let list: String
    /// From 0; nil for the list itself.
    package let index: Int?

    package init(in list: String, index: Int? = nil) {
      self.list = list
      self.index = index
    }
  }

  /// Behind one reference: every value has room for an unknown, and nearly all of them are known.
  private final class Parts: Sendable {
    let subject: String
    let reason: Reason
    let place: SourceRange?
    let encoded: PartialText?
    let position: Position?
    let numbers: ClosedRange<Int>?
    let isDerived: Bool
    let isPiece: Bool

    init(
      _ subject: String, _ reason: Reason, _ place: SourceRange?, _ encoded: PartialText?, _ position: Position?,
      _ numbers: ClosedRange<Int>?, _ isDerived: Bool, _ isPiece: Bool
    ) {
      self.subject = subject
      self.reason = reason
      self.place = place
      self.encoded = encoded
      self.position = position
      self.numbers = numbers
      self.isDerived = isDerived
      self.isPiece = isPiece
    }
  }

  private let parts: Parts

  /// - Parameters:
  ///   - encoded: what it is made of, where it is another text in a form of which no part can be told.
  ///   - position: where it is in a list of things that are certainly different.
  ///   - numbers: what the number is one of that is not known because of this, and that it is itself.
  ///   - isDerived: it is what a function makes of what is not known, and not that itself.
  ///   - isPiece: it is derived, and a piece of what is not known.
  package init(
    _ subject: String, _ reason: Reason, at place: SourceRange? = nil, encoding encoded: PartialText? = nil,
    position: Position? = nil, numbers: ClosedRange<Int>? = nil, isDerived: Bool = false, isPiece: Bool = false
  ) {
    parts = Parts(subject, reason, place, encoded, position, numbers, isDerived, isPiece)
  }

  /// What is not known, in the words of the input: `parameter AdminCidr`, `aws_eip.office.public_ip`.
  package var subject: String { parts.subject }
  package var reason: Reason { parts.reason }
  /// Where it was met first.
  package var place: SourceRange? { parts.place }
  /// The text that it is in another form: what of a script is known although its Base64 is not.
  package var encoded: PartialText? { parts.encoded }
  /// Where it is in a list of things that are certainly different: two in other places of it are not the same.
  package var position: Position? { parts.position }
  /// What a number that is this and nothing else is one of: what is only chosen or made by it is not bound by that.
  package var numbers: ClosedRange<Int>? { parts.numbers }

  /// Whether it is what a function makes of what the subject names: another text, of which no more is known, and which may
  /// be what the stack creates.
  package var isDerived: Bool { parts.isDerived }

  /// Whether it holds nothing that is not in what the subject names, or in one of several that are taken together: what
  /// a function composes of it may have quotes between them.
  package var isPiece: Bool { !isDerived || parts.isPiece }

  /// The same for what a function makes of it.
  package var derived: Unknown {
    Unknown(subject, reason, at: place, encoding: encoded, position: position, isDerived: true)
  }

  /// The same for a piece that a function cuts out of it.
  package var piece: Unknown {
    Unknown(subject, reason, at: place, encoding: encoded, position: position, isDerived: true, isPiece: isPiece)
  }

  /// The same where a number is nothing else than this.
  package func within(_ numbers: ClosedRange<Int>) -> Unknown {
    Unknown(subject, reason, at: place, encoding: encoded, position: position, numbers: numbers)
  }

  /// An export of a stack that is not in the input.
  package static func export(_ name: String, at place: SourceRange) -> Unknown {
    Unknown(exportWord + name, .notInInput, at: place)
  }

  private static let exportWord = "export "

  /// Whether this is an export of a stack that is not in the input, which was there before the stack that imports it.
  package var isImport: Bool { reason == .notInInput && subject.hasPrefix(Self.exportWord) }

  /// Whether this is what a parameter or an import of a stack stands for: what was there before the stack, and is none
  /// of what the stack creates.
  ///
  /// - Parameter stack: a template or plan by its file, a configuration by the directory of its root module.
  package func isParameter(of stack: String) -> Bool {
    guard reason == .parameter || isImport, !isDerived, let path = place?.file.path else { return false }
    return path == stack || Self.directory(of: path) == stack
  }

  private static func directory(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  /// Whether two parameters of one name are of one stack: a template is one, a directory with a configuration too.
  private func isOfSameStack(as other: Unknown) -> Bool {
    guard reason == .parameter, let path = place?.file.path, let another = other.place?.file.path, path != another
    else {
      return true
    }
    let isConfiguration = path.hasSuffix(".tf.json") && another.hasSuffix(".tf.json")
    return isConfiguration && Self.directory(of: path) == Self.directory(of: another)
  }

  /// An attribute of a resource that only AWS knows, in the words of the language that names it.
  package init(attribute name: String, of resource: ResourceID, at place: SourceRange? = nil) {
    let reason: Reason = name.isCapitalized ? .knownAfterDeployment : .knownAfterApply
    self.init("\(resource.address).\(name)", reason, at: place)
  }
}

extension String {
  /// Whether an attribute is one of CloudFormation, which begins their names with a capital letter as Terraform's
  /// providers never do.
  var isCapitalized: Bool { utf8.first.map { (0x41...0x5a).contains($0) } ?? false }
}

extension Unknown: Hashable {
  public static func == (a: Unknown, b: Unknown) -> Bool {
    a.parts === b.parts
      || a.subject == b.subject && a.reason == b.reason && a.encoded == b.encoded && a.isOfSameStack(as: b)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(subject)
    hasher.combine(reason)
  }
}

extension Unknown: Comparable {
  public static func < (a: Unknown, b: Unknown) -> Bool {
    a.subject != b.subject ? a.subject < b.subject : a.explanation < b.explanation
  }
}

extension Unknown: CustomStringConvertible {
  /// Why it is not known, as the end of a sentence that begins with the subject.
  private var explanation: String {
    switch reason {
    case .knownAfterApply: "is known only after apply"
    case .knownAfterDeployment: "is known only after deployment"
    case .parameter: "has no value"
    case .condition: "cannot be decided"
    case .notInInput: "is not in the input"
    case .unsupported(let what): "is not evaluated (\(what))"
    case .unreadable(let what): "cannot be read (\(what))"
    case .decidedByAWS(let what): what
    case .secret: "is secret"
    }
  }

  public var description: String { "\(subject) \(explanation)" }
}

extension Array where Element == Unknown {
  /// The same unknowns without repetition, in the order of their text: what a report prints.
  ///
  /// Most lists are so already, because they are made of such.
  package var distinct: [Unknown] {
    let isOrdered = indices.dropFirst().allSatisfy { self[$0 - 1] < self[$0] }
    return isOrdered ? self : Set(self).sorted()
  }
}
