import Documents

@testable import TerraformLanguage

/// A scope with a few names of its own.
final class EmptyScope: Scope {
  var variables: [String: TerraformValue] = [:]
  var mistakes: [(message: String, place: String)] = []
  var depth = 0
  private var steps = 100_000

  func value(of root: String, _ attributes: [String], at range: SourceRange) -> (value: TerraformValue, used: Int)? {
    if root == "var", let name = attributes.first { return variables[name].map { ($0, 1) } }
    if root == "aws_vpc", let name = attributes.first {
      return (TerraformValue(.resource(Symbol("aws_vpc.\(name)")), at: range), 1)
    }
    return nil
  }

  func attribute(_ name: String, of symbol: Symbol, at range: SourceRange) -> TerraformValue {
    TerraformValue(.attribute(symbol, name), at: range)
  }

  func doubt(aboutNumberOf symbol: Symbol) -> Gap? { nil }
  func report(_ message: String, at range: SourceRange) { mistakes.append((message, range.text)) }

  func take(_ count: Int) -> Bool {
    steps -= count
    return steps > 0
  }
}

extension Text {
  /// A text that is a file by itself.
  init(_ source: String) {
    let file = SourceFile(path: "t", bytes: Array(source.utf8))
    self.init(verbatim: SourceRange(file: file, offset: 0, length: file.count))
  }
}
