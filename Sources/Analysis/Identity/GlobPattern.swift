import AWSModel

/// A pattern of action names or ARNs: characters, `?`, `*` and the parts that only AWS knows.
///
/// `*` stands for any run of characters, the empty one included, and `?` for exactly one; nothing else is special.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
package struct GlobPattern: Hashable, Sendable {
  /// In one form for each language of wildcards: in a row of wildcards the `?` come first and there is one `*`.
  package let symbols: [Symbol]

  package init(_ symbols: [Symbol]) {
    var canonical: [Symbol] = []
    canonical.reserveCapacity(symbols.count)
    for symbol in symbols {
      guard canonical.last == .run, symbol.isWildcard else {
        canonical.append(symbol)
        continue
      }
      if symbol == .one { canonical.insert(.one, at: canonical.count - 1) }
    }
    self.symbols = canonical
  }

  /// The pattern that a text spells; case is folded for actions, whose names have none.
  package init(_ text: String, foldingCase: Bool = false) {
    self.init(Self.symbols(of: text, foldingCase: foldingCase, expandingVariables: false))
  }

  /// The pattern that a text of known and unknown parts spells.
  ///
  /// Policy variables are variables only from version 2012-10-17 on, and never in an action.
  package init(_ text: PartialText, foldingCase: Bool = false, expandingVariables: Bool = false) {
    self.init(
      text.parts.flatMap { part -> [Symbol] in
        switch part {
        case .literal(let text):
          Self.symbols(of: text, foldingCase: foldingCase, expandingVariables: expandingVariables)
        case .attribute(let id, let name): [.hole(.fixed(id, name))]
        case .unknown(let why): [.hole(.unknown(why))]
        }
      })
  }

  /// Matches every text.
  package static let everything = GlobPattern([.run])

  /// The text itself, in which nothing is a wildcard.
  package init(spelling text: String) { self.init(text.unicodeScalars.map(Symbol.literal)) }

  init(spelling text: PartialText) {
    self.init(
      text.parts.flatMap { part -> [Symbol] in
        switch part {
        case .literal(let text): text.unicodeScalars.map(Symbol.literal)
        case .attribute(let id, let name): [.hole(.fixed(id, name))]
        case .unknown(let why): [.hole(.unknown(why))]
        }
      })
  }

  /// With any text in place of each part that is not known, the names of resources included.
  var withoutHoles: GlobPattern {
    GlobPattern(
      symbols.map { symbol in
        symbol.hole == nil ? symbol : .run
      })
  }

  package var isEverything: Bool { symbols == [.run] }
  package var hasWildcards: Bool { symbols.contains(where: \.isWildcard) }

  package var hasOpenHoles: Bool {
    symbols.contains { $0.hole?.isOpen ?? false }
  }

  /// What of it is not known.
  package var unknowns: [Unknown] {
    symbols.compactMap { symbol in
      if case .unknown(let why)? = symbol.hole { why } else { nil }
    }
  }

  /// Everything that it may match: an open hole may be any text.
  package var widened: GlobPattern {
    guard hasOpenHoles else { return self }
    return GlobPattern(
      symbols.map { symbol in
        symbol.hole?.isOpen ?? false ? .run : symbol
      })
  }

  private static func symbols(of text: String, foldingCase: Bool, expandingVariables: Bool) -> [Symbol] {
    var symbols: [Symbol] = []
    let scalars = Array((foldingCase ? text.lowercased() : text).unicodeScalars)
    var i = 0
    while i < scalars.count {
      if expandingVariables, let (symbol, length) = variable(in: scalars, at: i) {
        symbols.append(symbol)
        i += length
        continue
      }
      switch scalars[i] {
      case "*": symbols.append(.run)
      case "?": symbols.append(.one)
      case let other: symbols.append(.literal(other))
      }
      i += 1
    }
    return symbols
  }

  /// `${aws:username}`, or an escape: `${*}`, `${?}`, `${$}`.
  private static func variable(in scalars: [Unicode.Scalar], at start: Int) -> (symbol: Symbol, length: Int)? {
    guard scalars[start] == "$", start + 1 < scalars.count, scalars[start + 1] == "{",
      let end = scalars[(start + 2)...].firstIndex(of: "}")
    else { return nil }
    let name = scalars[(start + 2)..<end]
    let length = end + 1 - start
    if name.count == 1, let only = name.first, ["*", "?", "$"].contains(only) { return (.literal(only), length) }
    return (.hole(.variable(String(String.UnicodeScalarView(name)))), length)
  }
}

extension GlobPattern: CustomStringConvertible {
  package var description: String { symbols.map(\.description).joined() }
}
