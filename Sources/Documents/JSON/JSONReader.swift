/// Reads JSON (RFC 8259, strict) onto a tape in one pass.
///
/// Numbers and strings stay as they are written; strings are found eight bytes at a time; nesting is kept on a stack of
/// its own, so depth cannot exhaust the thread's. The input must be valid UTF-8 with padding after it.
struct JSONReader: ~Copyable {
  /// Containers in containers; what other widely used parsers allow.
  static let depthLimit = 512

  private let base: UnsafePointer<UInt8>
  private let end: Int
  private var offset: Int
  private(set) var tape: Tape
  /// Tape indices of the containers that are open.
  private let open: UnsafeMutablePointer<UInt32>
  private var depth = 0
  /// Whether an escape of half a surrogate pair was seen; pairs count too.
  private(set) var sawSurrogate = false
  /// Members of the outermost object that nobody reads, by their keys.
  private let unread: [StaticString]

  init(_ bytes: ByteStorage, from start: Int, leavingOut unread: [StaticString] = []) {
    base = bytes.base
    self.unread = unread
    end = bytes.count
    offset = start
    tape = Tape(capacity: max(64, bytes.count / 8))
    open = .allocate(capacity: Self.depthLimit)
  }

  deinit { open.deallocate() }

  /// The finished tape.
  mutating func takeTape() -> Tape { tape.take() }

  /// Where the innermost container that is still open begins.
  var openContainer: Int? {
    depth > 0 ? tape.nodes[Int(open[depth - 1])].offset : nil
  }

  mutating func read() throws(JSONFailure) {
    skipSpace()
    while true {
      if try value() { continue }
      if try afterValue() { break }
    }
    guard offset == end else { throw JSONFailure(.endOfInput, at: offset) }
  }

  /// Reads one value, or the opening of a container that is not empty: then true, and its first value comes next.
  @inline(__always)
  private mutating func value() throws(JSONFailure) -> Bool {
    switch base[offset] {
    case UInt8(ascii: "\""): try string(.string)
    case UInt8(ascii: "{"):
      try openContainer(.object)
      if base[offset] == UInt8(ascii: "}") {
        closeContainer()
      } else {
        try key(.keyOrClose)
        return true
      }
    case UInt8(ascii: "["):
      try openContainer(.array)
      if base[offset] == UInt8(ascii: "]") {
        closeContainer()
      } else {
        guard startsValue(base[offset]) else { throw JSONFailure(.elementOrClose, at: offset) }
        return true
      }
    case UInt8(ascii: "t"): try literal(.true, 4, 0x6575_7274)
    case UInt8(ascii: "f"): try literal(.false, 5, 0x736c_6166)
    case UInt8(ascii: "n"): try literal(.null, 4, 0x6c6c_756e)
    default: try number()
    }
    return false
  }

  /// Reads what follows a value, closing containers; true at the end of the outermost one.
  @inline(__always)
  private mutating func afterValue() throws(JSONFailure) -> Bool {
    while true {
      skipSpace()
      if _slowPath(depth == 0) { return true }
      let container = Int(open[depth &- 1])
      let isObject = tape.nodes[container].kindAndPayload >> 28 == TapeNode.Kind.object.rawValue
      let byte = base[offset]
      if byte == UInt8(ascii: ",") {
        offset &+= 1
        skipSpace()
        if isObject {
          try key(.keyAfterComma)
        } else if _slowPath(!startsValue(base[offset])) {
          throw JSONFailure(.elementAfterComma, at: offset)
        }
        return false
      }
      guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
        throw JSONFailure(.commaOrClose(isObject: isObject), at: offset)
      }
      let nodes = tape.count &- container &- 1
      if _slowPath(nodes > TapeNode.largestPayload) {
        throw JSONFailure(.smallerValue, at: tape.nodes[container].offset)
      }
      tape.setPayload(nodes, at: container)
      closeContainer()
      if _slowPath(depth == 1) { leaveOut(container) }
    }
  }

  @inline(__always)
  private mutating func openContainer(_ kind: TapeNode.Kind) throws(JSONFailure) {
    guard depth < Self.depthLimit else { throw JSONFailure(.lessDepth, at: offset) }
    open[depth] = UInt32(truncatingIfNeeded: tape.count)
    depth &+= 1
    tape.append(TapeNode(kind, offset: offset, payload: 0))
    offset &+= 1
    skipSpace()
  }

  @inline(__always)
  private mutating func closeContainer() {
    offset &+= 1
    depth &-= 1
  }

  /// Takes a member's value off the tape again if nobody reads it: a null as long as it is stands in its place.
  @inline(never)
  private mutating func leaveOut(_ container: Int) {
    guard !unread.isEmpty, tape.nodes[Int(open[0])].kind == .object else { return }
    let key = tape.nodes[container - 1]
    let name = UnsafeBufferPointer(start: base + key.offset, count: key.payload)
    guard unread.contains(where: { $0.withUTF8Buffer { $0.elementsEqual(name) } }) else { return }
    let start = tape.nodes[container].offset
    let length = min(offset - start, TapeNode.largestPayload)
    tape.replace(from: container, with: [TapeNode(.null, offset: start, payload: length)])
  }

  /// Reads a key and the colon after it, up to its value.
  @inline(__always)
  private mutating func key(_ expected: JSONFailure.Expectation) throws(JSONFailure) {
    guard base[offset] == UInt8(ascii: "\"") else { throw JSONFailure(expected, at: offset) }
    try string(.key)
    skipSpace()
    guard base[offset] == UInt8(ascii: ":") else { throw JSONFailure(.colon, at: offset) }
    offset &+= 1
    skipSpace()
  }

  @inline(__always)
  private mutating func string(_ plain: TapeNode.Kind) throws(JSONFailure) {
    let start = offset &+ 1
    var kind = plain
    offset = scanString(start)
    while _slowPath(base[offset] != UInt8(ascii: "\"")) {
      guard base[offset] == UInt8(ascii: "\\") else { throw JSONFailure(.stringContent, at: offset) }
      kind = plain == .key ? .escapedKey : .escapedString
      try escape()
      offset = scanString(offset)
    }
    if _slowPath(offset &- start > TapeNode.largestPayload) { throw JSONFailure(.smallerValue, at: start &- 1) }
    tape.append(TapeNode(kind, offset: start, payload: offset &- start))
    offset &+= 1
  }

  @inline(never)
  private mutating func escape() throws(JSONFailure) {
    switch base[offset + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset += 2
    case UInt8(ascii: "u"):
      for digit in 2..<6 where hexValue(base[offset + digit]) == nil {
        throw JSONFailure(.hexDigit, at: offset + digit)
      }
      if base[offset + 2] | 0x20 == UInt8(ascii: "d"), base[offset + 3] >= UInt8(ascii: "8") { sawSurrogate = true }
      offset += 6
    default: throw JSONFailure(.escape, at: offset + 1)
    }
  }

  /// The offset of the next quote, backslash or control character; the padding counts as one.
  @inline(__always)
  private func scanString(_ start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = UnsafeRawPointer(base)
    var index = start
    while true {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5c)
      // Borrows go upwards only: the lowest hit is a true one.
      let hits =
        (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word))
        & 0x8080_8080_8080_8080
      if hits != 0 { return index &+ (hits.trailingZeroBitCount >> 3) }
      index &+= 8
    }
  }

  @inline(__always)
  private mutating func number() throws(JSONFailure) {
    let start = offset
    if base[offset] == UInt8(ascii: "-") { offset &+= 1 }
    if base[offset] == UInt8(ascii: "0") {
      offset &+= 1
    } else {
      guard isDigit(base[offset]) else { throw JSONFailure(offset == start ? .value : .digit, at: offset) }
      skipDigits()
    }
    if base[offset] == UInt8(ascii: ".") {
      offset &+= 1
      guard isDigit(base[offset]) else { throw JSONFailure(.digit, at: offset) }
      skipDigits()
    }
    if base[offset] | 0x20 == UInt8(ascii: "e") {
      offset &+= 1
      if base[offset] == UInt8(ascii: "+") || base[offset] == UInt8(ascii: "-") { offset &+= 1 }
      guard isDigit(base[offset]) else { throw JSONFailure(.digit, at: offset) }
      skipDigits()
    }
    if _slowPath(offset &- start > TapeNode.largestPayload) { throw JSONFailure(.smallerValue, at: start) }
    tape.append(TapeNode(.number, offset: start, payload: offset &- start))
  }

  /// Reads `true`, `false` or `null`; `word` holds its first four bytes.
  @inline(__always)
  private mutating func literal(_ kind: TapeNode.Kind, _ length: Int, _ word: UInt32) throws(JSONFailure) {
    let found = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    guard UInt32(littleEndian: found) == word, length == 4 || base[offset + 4] == UInt8(ascii: "e") else {
      throw JSONFailure(.literal, at: offset)
    }
    tape.append(TapeNode(kind, offset: offset, payload: length))
    offset &+= length
  }

  @inline(__always)
  private mutating func skipSpace() {
    while true {
      let byte = base[offset]
      if byte > 0x20 { return }
      guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return }
      offset &+= 1
    }
  }

  @inline(__always)
  private mutating func skipDigits() {
    while isDigit(base[offset]) { offset &+= 1 }
  }

  /// Whether a value can begin with `byte`; what cannot is reported against the bracket or comma before it.
  @inline(__always)
  private func startsValue(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "]") && byte != UInt8(ascii: "}") && byte != UInt8(ascii: ",")
  }
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

@inline(__always)
func hexValue(_ byte: UInt8) -> UInt32? {
  if isDigit(byte) { return UInt32(byte) - 0x30 }
  let lower = byte | 0x20
  return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f") ? UInt32(lower) - 0x57 : nil
}
