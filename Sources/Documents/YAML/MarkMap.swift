import CYaml

/// Turns libyaml's marks, which count characters, into byte offsets.
///
/// Lines and columns of marks are not used: YAML 1.1 breaks lines where editors do not (U+0085, U+2028).
struct MarkMap {
  private let file: SourceFile
  private let isASCII: Bool
  // The mark asked for last: the next one is near.
  private var index = 0
  private var offset: Int

  init(_ file: SourceFile) {
    self.file = file
    offset = file.byteOrderMarkLength
    isASCII = firstNonASCII(file.storage.buffer) == nil
  }

  mutating func offset(_ mark: yaml_mark_t) -> Int {
    let wanted = Int(mark.index)
    if isASCII { return min(wanted, file.count) }
    let base = file.storage.base
    let start = file.byteOrderMarkLength
    while index < wanted, offset < file.count {
      offset += 1
      while offset < file.count, base[offset] & 0xc0 == 0x80 { offset += 1 }
      index += 1
    }
    while index > wanted, offset > start {
      offset -= 1
      while offset > start, base[offset] & 0xc0 == 0x80 { offset -= 1 }
      index -= 1
    }
    return offset
  }
}
