import Documents

/// What an expression comes to, as far as it is known.
package struct TerraformValue: Sendable {
  package indirect enum Content: Sendable {
    case null
    case bool(Bool)
    case number(Number)
    case text([TextPart])
    /// A tuple or list; with a rest there may be more elements, anywhere in it.
    case list([TerraformValue], rest: [Gap])
    /// Without duplicates; with a rest there may be more elements.
    case set([TerraformValue], rest: [Gap])
    /// An object or map, in order of the keys; with a rest there may be more members.
    case map([Member], rest: [Gap])
    /// The text of a value as JSON.
    case json(TerraformValue)
    /// A resource instance as a whole.
    case resource(Symbol)
    /// An attribute of a resource instance, whose value only the provider knows.
    case attribute(Symbol, String)
    case oneOf([TerraformValue], Gap)
    case unknown(Gap)
  }

  package struct Member: Sendable {
    package let key: String
    package let keyRange: SourceRange
    package let value: TerraformValue

    package init(key: String, keyRange: SourceRange, value: TerraformValue) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  package let content: Content
  /// Where it was written, or the expression that makes it.
  package let range: SourceRange
  /// The attribute of a resource instance that it is the value of.
  package let alias: Alias?
  /// Whether it must not be shown.
  package let isSensitive: Bool
  /// Whether it is the default of a variable: an assumption.
  package let isDefault: Bool
  /// How many values it is made of, the same ones counted each time.
  let weight: Int

  package struct Alias: Hashable, Sendable {
    package let symbol: Symbol
    package let attribute: String

    package init(symbol: Symbol, attribute: String) {
      self.symbol = symbol
      self.attribute = attribute
    }
  }

  package init(
    _ content: Content, at range: SourceRange, alias: Alias? = nil, isSensitive: Bool = false, isDefault: Bool = false
  ) {
    self.content = content
    self.range = range
    self.alias = alias
    self.isSensitive = isSensitive
    self.isDefault = isDefault
    weight = Self.weight(of: content)
  }

  package static func unknown(_ gap: Gap, at range: SourceRange) -> TerraformValue {
    TerraformValue(.unknown(gap), at: range)
  }

  private static func weight(of content: Content) -> Int {
    func sum(_ values: [Int]) -> Int { values.reduce(1) { min($0 + $1, 1 << 40) } }
    switch content {
    case .null, .bool, .number, .resource, .attribute, .unknown: return 1
    case .text(let parts):
      return 1 + parts.reduce(0) { if case .literal(let text) = $1 { $0 + text.utf8.count / 32 } else { $0 + 1 } }
    case .list(let elements, _), .set(let elements, _), .oneOf(let elements, _): return sum(elements.map(\.weight))
    case .map(let members, _): return sum(members.map(\.value.weight))
    case .json(let value): return value.weight
    }
  }

  package func aliased(_ alias: Alias) -> TerraformValue {
    TerraformValue(content, at: range, alias: alias, isSensitive: isSensitive, isDefault: isDefault)
  }

  package func sensitive(_ isSensitive: Bool = true) -> TerraformValue {
    if !isSensitive || self.isSensitive { return self }
    return TerraformValue(content, at: range, alias: alias, isSensitive: true, isDefault: isDefault)
  }

  /// The value as the default of a variable.
  package func asDefault() -> TerraformValue {
    TerraformValue(content, at: range, alias: alias, isSensitive: isSensitive, isDefault: true)
  }

  package var isNull: Bool { if case .null = content { true } else { false } }
}

/// A resource instance, by its address: `module.app["eu"].aws_subnet.private[0]`.
package struct Symbol: Hashable, Sendable {
  package let address: String

  package init(_ address: String) { self.address = address }
}

/// A part of a text.
package enum TextPart: Hashable, Sendable {
  case literal(String)
  case attribute(Symbol, String)
  case unknown(Gap)
}

/// Something that is not known, and why.
package struct Gap: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case knownAfterApply
    /// A variable that was given no value.
    case noValue
    /// It refers to what is not there.
    case notDeclared
    /// It depends on a condition that is not known.
    case undecided
    /// It is understood, and cannot be told from the configuration alone.
    case unsupported(String)
    /// It is a mistake.
    case invalid(String)
  }

  package let subject: String
  package let reason: Reason
  package let range: SourceRange?
  /// Whether it is what an operation makes of what the subject names, or chooses because of it: another value, and not
  /// the one that the subject stands for.
  package let isDerived: Bool

  package init(_ subject: String, _ reason: Reason, at range: SourceRange? = nil, isDerived: Bool = false) {
    self.subject = subject
    self.reason = reason
    self.range = range
    self.isDerived = isDerived
  }

  /// The same for what an operation makes of it.
  var derived: Gap { isDerived ? self : Gap(subject, reason, at: range, isDerived: true) }

  /// Why a part of it is not known: of a variable another value than the whole, and than another part.
  func part(_ step: String) -> Gap {
    reason == .noValue ? Gap(subject + step, reason, at: range, isDerived: isDerived) : self
  }

  package static func == (a: Gap, b: Gap) -> Bool {
    a.subject == b.subject && a.reason == b.reason && a.isDerived == b.isDerived
  }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(subject)
    hasher.combine(reason)
  }
}

extension Array where Element == TextPart {
  /// Neighbouring literals as one, without empty ones.
  package var merged: [TextPart] {
    reduce(into: []) { parts, part in
      guard case .literal(let text) = part else {
        parts.append(part)
        return
      }
      if text.isEmpty { return }
      if case .literal(let before)? = parts.last {
        parts[parts.count - 1] = .literal(before + text)
      } else {
        parts.append(part)
      }
    }
  }

  /// The text, if all of it is known.
  package var literal: String? {
    var text = ""
    for part in self {
      guard case .literal(let piece) = part else { return nil }
      text += piece
    }
    return text
  }

  /// Why it is not known; nil if it is.
  package var gap: Gap? {
    for part in self {
      switch part {
      case .literal: continue
      case .attribute(let symbol, let name): return Gap("\(symbol.address).\(name)", .knownAfterApply)
      case .unknown(let gap): return gap
      }
    }
    return nil
  }
}

extension String {
  /// The order of Terraform: by code points.
  static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}
