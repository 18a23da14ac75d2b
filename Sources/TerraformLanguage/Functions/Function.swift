import Documents

/// A function of the Terraform language.
struct Function: Sendable {
  /// How many arguments it takes.
  let count: ClosedRange<Int>
  let body: @Sendable (Arguments) throws(Obstacle) -> TerraformValue

  init(_ count: ClosedRange<Int>, _ body: @escaping @Sendable (Arguments) throws(Obstacle) -> TerraformValue) {
    self.count = count
    self.body = body
  }

  init(_ count: Int, _ body: @escaping @Sendable (Arguments) throws(Obstacle) -> TerraformValue) {
    self.init(count...count, body)
  }

  init(from least: Int, _ body: @escaping @Sendable (Arguments) throws(Obstacle) -> TerraformValue) {
    self.init(least...Int.max, body)
  }

  static let table: [String: Function] = [
    numeric, strings, collections, mappings, encoding, network, types, dates, regularExpressions, paths, characterSets,
    templates,
  ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

  /// Functions whose result the configuration does not decide, and why.
  static let impure: [String: String] = {
    let groups: [(String, [String])] = [
      (
        "functions that read files",
        [
          "abspath", "file", "fileexists", "fileset", "filebase64", "templatefile", "pathexpand", "filebase64sha256",
          "filebase64sha512", "filemd5", "filesha1", "filesha256", "filesha512",
        ]
      ),
      ("the clock and chance", ["timestamp", "plantimestamp", "uuid", "bcrypt"]),
      (
        "hashes and keys",
        ["base64sha256", "base64sha512", "md5", "sha1", "sha256", "sha512", "uuidv5", "rsadecrypt", "base64gzip"]
      ),
    ]
    return groups.reduce(into: [:]) { all, group in for name in group.1 { all[name] = group.0 } }
  }()
}

/// What a function is called with.
struct Arguments {
  let values: [TerraformValue]
  /// The call.
  let range: SourceRange
  let evaluator: Evaluator

  subscript(_ index: Int) -> TerraformValue { values[index] }
  var count: Int { values.count }

  func text(_ index: Int) throws(Obstacle) -> String { try values[index].text() }
  func number(_ index: Int) throws(Obstacle) -> Number { try values[index].number() }
  func whole(_ index: Int) throws(Obstacle) -> Int { try values[index].wholeNumber() }
  func bool(_ index: Int) throws(Obstacle) -> Bool { try values[index].bool() }
  func list(_ index: Int) throws(Obstacle) -> [TerraformValue] { try values[index].allElements() }

  /// Texts of a list, all of them known.
  func texts(_ index: Int) throws(Obstacle) -> [String] {
    var texts: [String] = []
    for element in try list(index) { texts.append(try element.text()) }
    return texts
  }

  func numbers(from first: Int = 0) throws(Obstacle) -> [Number] {
    var numbers: [Number] = []
    for value in values[first...] { numbers.append(try value.number()) }
    return numbers
  }

  // MARK: Results

  func result(_ content: TerraformValue.Content) -> TerraformValue { TerraformValue(content, at: range) }
  func result(_ text: String) -> TerraformValue { result(.text(text.isEmpty ? [] : [.literal(text)])) }
  func result(_ value: Bool) -> TerraformValue { result(.bool(value)) }
  func result(_ value: Int) -> TerraformValue { result(.number(Number(value))) }
  func result(_ elements: [TerraformValue], rest: [Gap] = []) -> TerraformValue { result(.list(elements, rest: rest)) }
  func result(_ texts: [String]) -> TerraformValue { result(texts.map { result($0) }) }

  func result(_ number: Number?) throws(Obstacle) -> TerraformValue {
    if let number { return result(.number(number)) }
    throw .unknown(Gap(range.text, .unsupported("numbers of more than 128 bits"), at: range))
  }

  /// A set has to be bounded in the work that it makes.
  func take(_ steps: Int) throws(Obstacle) {
    if !evaluator.scope.take(steps) { throw .unknown(Gap(range.text, .unsupported("too many elements"), at: range)) }
  }
}
