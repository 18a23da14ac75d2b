extension Node {
  /// Where the node was written: quotes, brackets and a YAML tag included.
  ///
  /// An alias has the place of the alias; what is below it that of the anchor.
  package var range: SourceRange { document.range(at: index) }

  /// Where the value was written, without a YAML tag or anchor; of an alias that of the anchored value.
  package var valueRange: SourceRange {
    switch document.places {
    case .file, .text: range
    case .yaml(let places): places.valueRange(at: index, in: document.file)
    }
  }

  /// The local tag of a YAML node without its `!`, such as "Ref" or "GetAtt".
  package var tag: String? {
    switch document.places {
    case .file, .text: nil
    case .yaml(let places): places.tag(at: index)
    }
  }

  /// The text of a string; nil for anything else.
  package var string: String? {
    switch tapeNode.kind {
    case .string, .key: rawText
    case .escapedString, .escapedKey: String(decoding: decodeJSON(document.bytes.base, rawRange), as: UTF8.self)
    case .object, .array, .number, .true, .false, .null: nil
    }
  }

  /// Whether the node is the string `text`: as `string == text`, without making a string.
  package func isString(_ text: String) -> Bool {
    guard kind == .string else { return false }
    var text = text
    return text.withUTF8 { document.string(at: index, equals: $0) }
  }

  /// A string, number or boolean as text, for readers that coerce: a number as written, a boolean as true or false.
  package var scalar: String? {
    switch tapeNode.kind {
    case .string, .escapedString, .key, .escapedKey: string
    case .number: rawText
    case .true: "true"
    case .false: "false"
    case .object, .array, .null: nil
    }
  }

  /// A scalar as written, without quotes: of the YAML boolean `yes` "yes", of `~` "~"; nil for containers.
  package var literal: String? {
    switch tapeNode.kind {
    case .string, .escapedString, .key, .escapedKey: string
    case .number, .true, .false, .null: rawText
    case .object, .array: nil
    }
  }

  package var isNull: Bool { tapeNode.kind == .null }

  package var bool: Bool? {
    switch tapeNode.kind {
    case .true: true
    case .false: false
    case .object, .array, .string, .escapedString, .number, .null, .key, .escapedKey: nil
    }
  }

  /// The number if it is a whole one in the range of Int, in whichever form it is written: 1, 1.0, 1e3.
  package var int: Int? {
    guard tapeNode.kind == .number else { return nil }
    return NumberText(document.bytes, rawRange, isYAML: isYAML).int
  }

  package var double: Double? {
    guard tapeNode.kind == .number else { return nil }
    return NumberText(document.bytes, rawRange, isYAML: isYAML).double
  }

  /// The decoded text of a string with its map to the source; nil for anything else.
  package var text: Text? {
    switch tapeNode.kind {
    case .string, .escapedString, .key, .escapedKey: document.text(at: index)
    case .object, .array, .number, .true, .false, .null: nil
    }
  }

  private var isYAML: Bool {
    switch document.places {
    case .file, .text: false
    case .yaml: true
    }
  }

  var rawRange: Range<Int> { tapeNode.offset..<(tapeNode.offset + tapeNode.payload) }
  private var rawText: String { document.bytes.string(rawRange) }
}
