/// The code points of a Unicode general category, as in `\p{Lu}`, or of a group of them, as in `\p{L}`.
struct CategorySet: Sendable {
  private let categories: Set<Unicode.GeneralCategory>
  private let isNegated: Bool

  /// Nil if there is no category of that name.
  init?(_ name: String, isNegated: Bool) {
    let named = name == "Any" ? Self.byName : Self.byName.filter { $0.key == name || $0.key.prefix(1) == name }
    guard !named.isEmpty else { return nil }
    categories = Set(named.values)
    self.isNegated = isNegated
  }

  func contains(_ scalar: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(scalar) else { return false }
    return categories.contains(scalar.properties.generalCategory) != isNegated
  }

  /// By the short names of https://www.unicode.org/reports/tr44/#General_Category_Values.
  private static let byName: [String: Unicode.GeneralCategory] = [
    "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter, "Lm": .modifierLetter, "Lo": .otherLetter,
    "Mn": .nonspacingMark, "Mc": .spacingMark, "Me": .enclosingMark,
    "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber,
    "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Ps": .openPunctuation, "Pe": .closePunctuation,
    "Pi": .initialPunctuation, "Pf": .finalPunctuation, "Po": .otherPunctuation,
    "Sm": .mathSymbol, "Sc": .currencySymbol, "Sk": .modifierSymbol, "So": .otherSymbol,
    "Zs": .spaceSeparator, "Zl": .lineSeparator, "Zp": .paragraphSeparator,
    "Cc": .control, "Cf": .format, "Cs": .surrogate, "Co": .privateUse, "Cn": .unassigned,
  ]
}
