import RegularExpressions

/// Checked expressions in the binary: what a build has checked need not be parsed and checked in every run.
extension CheckedExpression {
  /// Writes the expression; false, and nothing that can be read, if it calls functions of the host, which a record
  /// cannot hold.
  package func write(to writer: inout RecordWriter) -> Bool {
    writer.write(program.root)
    writer.write(program.ranges.count)
    for (operation, range) in zip(program.operations, program.ranges) {
      writer.write(range.lowerBound)
      writer.write(range.count)
      guard operation.write(to: &writer) else { return false }
    }
    return true
  }

  /// Reads what `write` wrote; nil if it is something else.
  package init?(_ reader: inout RecordReader) {
    guard let root = reader.number(), let count = reader.number(), root < count else { return nil }
    var operations: [Program.Operation] = []
    var ranges: [Range<Int>] = []
    operations.reserveCapacity(count)
    ranges.reserveCapacity(count)
    for _ in 0..<count {
      guard let begin = reader.number(), let length = reader.number(), length >= 0,
        let operation = Program.Operation(&reader)
      else { return nil }
      operations.append(operation)
      ranges.append(begin..<(begin + length))
    }
    self.init(program: Program(operations: operations, ranges: ranges, root: root))
  }
}

extension CheckedTemplate {
  /// Writes the template; false if one of its expressions cannot be written.
  package func write(to writer: inout RecordWriter) -> Bool {
    writer.write(parts.count)
    for part in parts {
      switch part {
      case .text(let text):
        writer.write(0)
        writer.write(text)
      case .interpolation(let expression):
        writer.write(1)
        guard expression.write(to: &writer) else { return false }
      }
    }
    return true
  }

  /// Reads what `write` wrote; nil if it is something else.
  package init?(_ reader: inout RecordReader) {
    let parts = reader.list { reader -> Part? in
      switch reader.number() {
      case 0: reader.text().map(Part.text)
      case 1: CheckedExpression(&reader).map(Part.interpolation)
      default: nil
      }
    }
    guard let parts else { return nil }
    self.init(parts: parts)
  }
}

extension Program.Operation {
  /// What an operation is, before its operands in a record.
  private enum Kind: Int {
    case constant, variable, local, field, presence, index, not, negate, binary, and, or, conditional
    case standard, matches, method, list, map, comprehension
  }

  fileprivate func write(to writer: inout RecordWriter) -> Bool {
    func write(_ kind: Kind, _ numbers: Int...) {
      writer.write(kind.rawValue)
      for number in numbers { writer.write(number) }
    }
    switch self {
    case .constant(let value):
      write(.constant)
      return value.write(to: &writer)
    case .variable(let name):
      write(.variable)
      writer.write(name)
    case .local(let slot): write(.local, slot)
    case .field(let operand, let name):
      write(.field, operand)
      writer.write(name)
    case .presence(let operand, let name):
      write(.presence, operand)
      writer.write(name)
    case .index(let container, let position): write(.index, container, position)
    case .not(let operand): write(.not, operand)
    case .negate(let operand): write(.negate, operand)
    case .binary(let symbol, let left, let right):
      write(.binary, left, right)
      writer.write(symbol.rawValue)
    case .and(let left, let right): write(.and, left, right)
    case .or(let left, let right): write(.or, left, right)
    case .conditional(let condition, let first, let second): write(.conditional, condition, first, second)
    case .standard(let function, let operands):
      write(.standard)
      writer.write(function.rawValue)
      writer.write(operands) { $0.write($1) }
    case .matches(let operand, let expression):
      write(.matches, operand)
      writer.write(expression.pattern)
    case .custom: return false
    case .method(let call):
      guard call.custom.isEmpty else { return false }
      write(.method, call.receiver, call.isStrict ? 1 : 0)
      writer.write(call.name)
      writer.write(call.standard?.rawValue ?? "")
      writer.write(call.arguments) { $0.write($1) }
    case .list(let elements):
      write(.list)
      writer.write(elements) { $0.write($1) }
    case .map(let items):
      write(.map)
      writer.write(items) { $0.write($1) }
    case .comprehension(let own):
      write(.comprehension, own.range, own.slot, own.filter ?? -1, own.body)
      writer.write(own.macro.rawValue)
      writer.write(own.constants) { $0.write($1) }
    }
    return true
  }

  fileprivate init?(_ reader: inout RecordReader) {
    guard let kind = reader.number().flatMap(Kind.init), let operation = Self.read(kind, &reader) else { return nil }
    self = operation
  }

  private static func read(_ kind: Kind, _ reader: inout RecordReader) -> Self? {
    switch kind {
    case .constant: return Value(&reader).map(Self.constant)
    case .variable: return reader.text().map(Self.variable)
    case .not: return reader.number().map(Self.not)
    case .negate: return reader.number().map(Self.negate)
    case .local: return reader.number().map(Self.local)
    case .list: return reader.list { $0.number() }.map(Self.list)
    case .map: return reader.list { $0.number() }.map(Self.map)
    case .standard:
      guard let function = reader.text().flatMap(StandardFunction.init), let operands = reader.list({ $0.number() })
      else { return nil }
      return .standard(function, operands)
    case .field, .presence, .index, .and, .or, .binary, .conditional, .matches, .method, .comprehension:
      guard let first = reader.number() else { return nil }
      return read(kind, first, &reader)
    }
  }

  /// The operations that begin with the position of an operand.
  private static func read(_ kind: Kind, _ first: Int, _ reader: inout RecordReader) -> Self? {
    switch kind {
    case .field: return reader.text().map { .field(first, $0) }
    case .presence: return reader.text().map { .presence(first, $0) }
    case .index: return reader.number().map { .index(first, $0) }
    case .and: return reader.number().map { .and(first, $0) }
    case .or: return reader.number().map { .or(first, $0) }
    case .binary:
      guard let right = reader.number(), let symbol = reader.text().flatMap(BinaryOperator.init) else { return nil }
      return .binary(symbol, first, right)
    case .conditional:
      guard let left = reader.number(), let right = reader.number() else { return nil }
      return .conditional(first, left, right)
    case .matches:
      guard let pattern = reader.text(), let expression = try? RegularExpression(pattern) else { return nil }
      return .matches(first, expression)
    case .method:
      guard let isStrict = reader.number(), let name = reader.text(), let standard = reader.text(),
        let arguments = reader.list({ $0.number() })
      else { return nil }
      return .method(
        Program.MethodCall(
          name: name, receiver: first, arguments: arguments, isStrict: isStrict == 1,
          standard: StandardFunction(rawValue: standard), custom: []))
    case .comprehension:
      guard let slot = reader.number(), let filter = reader.number(), let body = reader.number(),
        let macro = reader.text().flatMap(Macro.init), let constants = reader.list({ $0.number() })
      else { return nil }
      return .comprehension(
        Program.Comprehension(
          macro: macro, range: first, slot: slot, filter: filter < 0 ? nil : filter, body: body, constants: constants))
    case .constant, .variable, .local, .not, .negate, .standard, .list, .map: return nil
    }
  }
}

extension Value {
  /// Writes a constant; false for what no expression can spell.
  fileprivate func write(to writer: inout RecordWriter) -> Bool {
    func write(_ kind: String, _ text: String = "") {
      writer.write(kind)
      writer.write(text)
    }
    switch self {
    case .null: write("null")
    case .bool(let value): write("bool", String(value))
    case .int(let value): write("int", String(value))
    case .uint(let value): write("uint", String(value))
    case .double(let value): write("double", String(value.bitPattern))
    case .string(let value): write("string", value)
    case .type(let name): write("type", name)
    case .bytes(let bytes):
      write("bytes")
      writer.write(bytes) { $0.write(Int($1)) }
    case .list(let list):
      guard list.isDefinite else { return false }
      write("list", String(list.elements.count))
      return list.elements.allSatisfy { $0.value.write(to: &writer) }
    case .map, .object, .unknown, .error: return false
    }
    return true
  }

  fileprivate init?(_ reader: inout RecordReader) {
    guard let kind = reader.text(), let text = reader.text() else { return nil }
    let value: Value? =
      switch kind {
      case "null": .null
      case "bool": .bool(text == "true")
      case "int": Int(text).map(Value.int)
      case "uint": UInt(text).map(Value.uint)
      case "double": UInt64(text).map { .double(Double(bitPattern: $0)) }
      case "string": .string(text)
      case "type": .type(text)
      case "bytes": reader.list { $0.number().flatMap(UInt8.init(exactly:)) }.map(Value.bytes)
      case "list": Self.elements(Int(text), &reader).map { .list($0) }
      default: nil
      }
    guard let value else { return nil }
    self = value
  }

  private static func elements(_ count: Int?, _ reader: inout RecordReader) -> [Value]? {
    guard let count else { return nil }
    var elements: [Value] = []
    for _ in 0..<count {
      guard let next = Value(&reader) else { return nil }
      elements.append(next)
    }
    return elements
  }
}
