import Documents

/// What a block of Terraform has, and where: the places of names, not what the values mean.
///
/// Source: https://developer.hashicorp.com/terraform/language/syntax/configuration
package struct SourceBlock: Sendable {
  package struct Argument: Sendable {
    package let name: String
    /// Of the name.
    package let range: SourceRange
    /// Of the expression.
    package let value: SourceRange

    package init(name: String, range: SourceRange, value: SourceRange) {
      self.name = name
      self.range = range
      self.value = value
    }

    /// The scalars of a literal, or of a list of literals, without what is null; nil for what has to be evaluated.
    ///
    /// Read when asked for.
    package var literal: [String]? { Expression.expression(Text(verbatim: value)).literal }
  }

  /// `resource`, `ingress`, `dynamic`.
  package let type: String
  package let labels: [String]
  /// From the type to the last label.
  package let header: SourceRange
  /// From the type to the brace that closes it; of one in JSON the same as its header.
  package let whole: SourceRange
  package let body: SourceBody

  package init(type: String, labels: [String], header: SourceRange, whole: SourceRange? = nil, body: SourceBody) {
    self.type = type
    self.labels = labels
    self.header = header
    self.whole = whole ?? header
    self.body = body
  }
}

/// Arguments and nested blocks in the order in which they are written: of a block, or of a whole file.
package struct SourceBody: Sendable {
  package internal(set) var arguments: [SourceBlock.Argument] = []
  package internal(set) var blocks: [SourceBlock] = []
  /// All comments of a file; those within a block are its file's.
  package internal(set) var comments: [SourceComment] = []

  /// Reads a file in native syntax.
  ///
  /// - Throws: `InputError` at the first thing that can neither begin an argument nor a block, and for what never ends.
  package init(_ file: SourceFile) throws(InputError) {
    self = try BlockScanner.scan(file)
  }

  package init(arguments: [SourceBlock.Argument] = [], blocks: [SourceBlock] = []) {
    self.arguments = arguments
    self.blocks = blocks
  }

  /// The outermost block of which the header begins on a line.
  package func block(onLine line: Int) -> SourceBlock? {
    for block in blocks {
      if block.header.start.line == line { return block }
      if let inner = block.body.block(onLine: line) { return inner }
    }
    return nil
  }

  package func argument(_ name: String) -> SourceRange? { arguments.first { $0.name == name }?.range }
  package func blocks(_ type: String) -> [SourceBlock] { blocks.filter { $0.type == type && $0.labels.isEmpty } }
  /// The `dynamic` blocks that generate blocks of a type.
  package func generators(of type: String) -> [SourceBlock] {
    blocks.filter { $0.type == "dynamic" && $0.labels == [type] }
  }
}

extension Expression {
  fileprivate var literal: [String]? {
    switch content {
    case .null: return []
    case .bool(let value): return ["\(value)"]
    case .number(let number): return number.text.map { [$0] }
    case .negative(let operand): return operand.literal.map { $0.map { "-\($0)" } }
    case .text(let text): return [text]
    case .tuple(let elements):
      var all: [String] = []
      for element in elements {
        guard let literal = element.literal else { return nil }
        all += literal
      }
      return all
    case .template, .fragment, .json, .variable, .attribute, .index, .splat, .splatElement, .call, .not, .binary,
      .conditional, .object, .forTuple, .forObject, .malformed:
      return nil
    }
  }
}
