import CYaml

/// Turns libyaml's events into documents on tapes.
///
/// Events only: composing a tree in the library would lose ends and alias places, and expands aliases without a limit.
struct YAMLReader: ~Copyable {
  /// Containers in containers, as for JSON; libyaml stops at 1000.
  static let depthLimit = 512
  /// What aliases may add to a document: this many times its own nodes and bytes of text, and `freeExpansion` anyway.
  static let expansionFactor = 10
  static let freeExpansion = 100_000

  /// A container that is open.
  struct Frame {
    let index: Int
    let isMapping: Bool
    let isFlow: Bool
    var expectsKey: Bool
    /// Levels of containers below.
    var height = 0
    var lastEnd: Int
    /// Whether a plain `<<` is among the keys.
    var hasMergeKey = false
    let anchor: String?
  }

  /// A node that aliases can refer to.
  struct Anchor {
    let index: Int
    /// Levels of containers, itself included; nil while the node is open.
    var height: Int?
  }

  let file: SourceFile
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  var marks: MarkMap

  // Of the document being read.
  var tape = Tape(capacity: 1024)
  var places = YAMLPlaces()
  var scalars: [UInt8] = []
  var frames: [Frame] = []
  var anchors: [String: Anchor] = [:]
  var tagNumbers: [String: Int] = [:]
  var expandedNodes = 0
  var expandedText = 0
  var warnings: [DocumentWarning] = []

  private init(_ file: SourceFile) {
    self.file = file
    marks = MarkMap(file)
    parser = .allocate(capacity: 1)
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    let start = file.byteOrderMarkLength
    yaml_parser_set_input_string(parser, file.storage.base + start, file.count - start)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// All documents of the file.
  static func documents(of file: SourceFile) throws(InputError) -> [Document] {
    let bytes = file.storage.buffer
    if let offset = firstInvalidUTF8(bytes) {
      throw Document.invalidUTF8(bytes, at: offset) { SourceRange(file: file, offset: $0.lowerBound, length: $0.count) }
    }
    var reader = YAMLReader(file)
    return try reader.documents()
  }

  private mutating func documents() throws(InputError) -> [Document] {
    var documents: [Document] = []
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw YAMLDiagnosis(parser, file, marks).error }
      defer { yaml_event_delete(&event) }
      switch event.type {
      case YAML_DOCUMENT_END_EVENT: documents.append(finishDocument())
      case YAML_SCALAR_EVENT: try scalar(event)
      case YAML_SEQUENCE_START_EVENT:
        let data = event.data.sequence_start
        try open(
          .array, event, anchor: data.anchor, tag: data.tag, isFlow: data.style == YAML_FLOW_SEQUENCE_STYLE)
      case YAML_MAPPING_START_EVENT:
        let data = event.data.mapping_start
        try open(.object, event, anchor: data.anchor, tag: data.tag, isFlow: data.style == YAML_FLOW_MAPPING_STYLE)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try close(event)
      case YAML_ALIAS_EVENT: try alias(event)
      case YAML_STREAM_END_EVENT:
        guard !documents.isEmpty else {
          throw InputError(
            at: SourceRange.start(of: file), message: "the file is empty, expected a YAML document",
            help: "check how the file was written")
        }
        return documents
      default: break
      }
    }
  }

  private mutating func finishDocument() -> Document {
    let document = Document(
      file: file, bytes: ByteStorage(scalars), places: .yaml(places), tape: tape.take(), warnings: warnings)
    places = YAMLPlaces()
    scalars = []
    anchors = [:]
    tagNumbers = [:]
    expandedNodes = 0
    expandedText = 0
    warnings = []
    return document
  }

  func range(_ start: Int, _ end: Int) -> SourceRange {
    SourceRange(file: file, offset: start, length: end - start)
  }
}

extension Document {
  /// Reads all documents of a YAML file (YAML 1.1 as CloudFormation takes it).
  ///
  /// Unquoted scalars are null, booleans and numbers by the rules of YAML 1.1, except that dates (`2012-10-17`) and base
  /// 60 numbers (`22:22`) are strings. Keys are always strings. Aliases are expanded, and `<<` is merged with a warning:
  /// CloudFormation supports neither
  /// (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html), but the AWS CLI writes
  /// both out when it packages a template.
  package static func yaml(_ file: SourceFile) throws(InputError) -> [Document] {
    try YAMLReader.documents(of: file)
  }
}
