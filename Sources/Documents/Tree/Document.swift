import Synchronization

/// One JSON or YAML document: a tree over the source bytes, every key and value with its place.
package final class Document: @unchecked Sendable {
  /// How tape offsets and node numbers map to the source.
  enum Places {
    /// Tape offsets are offsets in the file.
    case file
    /// Tape offsets are offsets in a decoded text.
    case text(Text)
    /// Tape offsets are offsets in a buffer of decoded scalars; places are kept per node.
    case yaml(YAMLPlaces)
  }

  package let file: SourceFile
  /// What the tape's offsets refer to.
  let bytes: ByteStorage
  let places: Places
  let tape: Tape
  /// Found while reading.
  let readingWarnings: [DocumentWarning]
  let mayHoldLoneSurrogates: Bool
  private let allWarnings = Mutex<[DocumentWarning]?>(nil)

  init(
    file: SourceFile, bytes: ByteStorage, places: Places, tape: consuming Tape, warnings: [DocumentWarning] = [],
    mayHoldLoneSurrogates: Bool = false
  ) {
    self.file = file
    self.bytes = bytes
    self.places = places
    self.tape = tape
    readingWarnings = warnings
    self.mayHoldLoneSurrogates = mayHoldLoneSurrogates
  }

  package var root: Node { Node(document: self, index: 0) }

  /// Whether it is what a file of JSON says as a whole, and could be read again from there.
  package var isFileOfJSON: Bool { if case .file = places { true } else { false } }

  /// Duplicate keys and other things that readers of the format may take differently, in order of place.
  ///
  /// Looked for at the first question: it takes a pass over all keys.
  package var warnings: [DocumentWarning] {
    allWarnings.withLock { stored in
      if let stored { return stored }
      let found = collectWarnings(in: root)
      stored = found
      return found
    }
  }

  /// The warnings within one node: when only a part of a large document is used.
  package func warnings(in node: Node) -> [DocumentWarning] {
    node.index == 0 ? warnings : collectWarnings(in: node)
  }
}

/// Something in a document that is accepted but that readers may take differently.
package struct DocumentWarning: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case duplicateKey
    /// A `\ud800`…`\udfff` escape without its other half, read as U+FFFD.
    case loneSurrogate
    /// A YAML `<<` key, which CloudFormation does not merge.
    case mergeKey
    /// A YAML tag such as `!!set` that CloudFormation does not know.
    case unsupportedTag
    /// An unquoted YAML number such as `012345670123`, which CloudFormation reads as another number.
    case leadingZero
  }

  package let kind: Kind
  package let range: SourceRange
  /// The other place: for a duplicate key the one before it.
  package let related: SourceRange?
  package let message: String
}
