import Documents

/// What the names in an expression stand for.
package protocol Scope: AnyObject {
  /// What a reference begins with, and how many of its attributes that takes: of `var.name.port` the variable takes one.
  ///
  /// - Returns: nil if there is no such name.
  func value(of root: String, _ attributes: [String], at range: SourceRange) -> (value: TerraformValue, used: Int)?
  /// An attribute of a resource instance.
  func attribute(_ name: String, of symbol: Symbol, at range: SourceRange) -> TerraformValue
  /// Why it is not known how many instances there are, when one stands for all of them.
  func doubt(aboutNumberOf symbol: Symbol) -> Gap?
  /// Takes note of a mistake in the configuration.
  func report(_ message: String, at range: SourceRange)
  /// Whether there is time for so many steps more.
  func take(_ steps: Int) -> Bool
  /// How many evaluations are under way, within each other.
  var depth: Int { get set }
}
