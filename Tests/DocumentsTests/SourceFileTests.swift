import Documents
import Glibc
import Testing

/// Positions, lines and excerpts of source files.
@Suite struct SourceFileTests {
  /// Every offset of texts made of awkward pieces, against a count character by character.
  @Test func positionsAgreeWithACount() {
    let pieces = ["a", "é", "€", "😀", "\n", "\r\n", "", " ", "\u{85}", "\u{2028}", "\t"]
    for seed in 0..<propertyRuns(60) {
      var generator = SeededGenerator(seed: UInt64(seed))
      let count = seed % 10 == 0 ? 5000 : 40
      var text = seed % 3 == 0 ? "\u{feff}" : ""
      for _ in 0..<count { text += pieces.randomElement(using: &generator) ?? "" }
      let file = SourceFile(path: "x", bytes: Array(text.utf8))
      var (line, column, offset) = (1, 1, 0)
      for scalar in text.unicodeScalars {
        if !file.position(at: offset).isEqual(line, column) {
          Issue.record("seed \(seed), offset \(offset): \(file.position(at: offset)) is not \(line):\(column)")
          break
        }
        offset += UTF8.width(scalar)
        if scalar == "\n" {
          (line, column) = (line + 1, 1)
        } else if offset > 3 || scalar != "\u{feff}" {
          column += UTF16.width(scalar)
        }
      }
      #expect(file.position(at: offset) == SourcePosition(line: line, column: column))
    }
  }

  @Test func lines() {
    let file = SourceFile(path: "x", bytes: Array("\u{feff}one\r\ntwo\n\nfour".utf8))
    #expect((0...5).map(file.line) == [nil, "one", "two", "", "four", nil])
    let empty = SourceFile(path: "x", bytes: [])
    #expect(empty.line(1) == "" && empty.line(2) == nil && empty.position(at: 0) == SourcePosition(line: 1, column: 1))
    #expect(SourceFile(path: "x", bytes: Array("a\n".utf8)).line(2) == "")
    #expect(empty != SourceFile(path: "x", bytes: []) && empty == empty)
  }

  @Test func bytesArePadded() {
    let file = SourceFile(path: "x", bytes: [1, 2, 3])
    let rest = file.withBytes { bytes in
      UnsafeBufferPointer(start: bytes.baseAddress.map { $0 + 3 }, count: 64).allSatisfy { $0 == 0 }
    }
    #expect(rest && file.count == 3)
  }

  @Test func excerptsAreCutToTheWidth() {
    let text = "first\r\n" + String(repeating: "é", count: 500) + "MARK" + String(repeating: "ü", count: 500) + "\nlast"
    let file = SourceFile(path: "x", bytes: Array(text.utf8))
    let mark = SourceRange(file: file, offset: 7 + 1000, length: 4)
    let excerpt = file.excerpt(around: mark, width: 61)
    #expect(excerpt.marked == "MARK" && excerpt.lineNumber == 2 && excerpt.isCutAtStart && excerpt.isCutAtEnd)
    #expect(excerpt.before.allSatisfy { $0 == "é" } && excerpt.after.allSatisfy { $0 == "ü" })
    #expect((20...65).contains((excerpt.before + excerpt.after).utf8.count))
    let whole = file.excerpt(around: SourceRange(file: file, offset: 2, length: 100), width: 80)
    #expect(
      whole.before == "fi" && whole.marked == "rst" && whole.after == "" && whole.continues && !whole.isCutAtStart)
    let long = file.excerpt(around: SourceRange(file: file, offset: 7, length: 2004), width: 40)
    #expect(long.marked == String(repeating: "é", count: 20) && long.isCutAtEnd && !long.continues)
  }

  @Test func rangesAreClampedAndOrdered() {
    let a = SourceFile(path: "a", bytes: Array("0123456789".utf8))
    let b = SourceFile(path: "b", bytes: Array("0123456789".utf8))
    #expect(SourceRange(file: a, offset: 8, length: 10).text == "89")
    #expect(SourceRange(file: a, offset: 99, length: 1).text == "")
    let ranges = [(b, 0, 1), (a, 5, 1), (a, 0, 2), (a, 0, 1)].map {
      SourceRange(file: $0.0, offset: $0.1, length: $0.2)
    }
    #expect(ranges.sorted() == [ranges[3], ranges[2], ranges[1], ranges[0]])
    #expect(SourceRange.start(of: a).description == "a:1:1")
    #expect(MemoryLayout<SourceRange>.stride == 16)
  }

  @Test func reading() throws {
    var template = Array("/tmp/netlint-documents-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
    #expect(write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
    let file = try SourceFile.read(path)
    #expect(file.path == path && file.withBytes { Array($0) } == bytes)
    #expect(truncate(path, 0) == 0)
    #expect(try SourceFile.read(path).count == 0)
    let missing = #expect(throws: InputError.self) { try SourceFile.read(path + "/none") }
    #expect(missing?.range == nil && missing?.description.hasPrefix("\(path)/none: error: ") == true)
    let directory = #expect(throws: InputError.self) { try SourceFile.read("/tmp") }
    #expect(directory?.message.contains("directory") == true)
    #expect(#expect(throws: InputError.self) { try SourceFile.read("/nowhere/x.json") }?.message == "no such file")
  }

  @Test func paths() {
    let path = NodePath().appending(key: "ingress").appending(index: 2).appending(key: "cidr_blocks").appending(
      index: 0)
    #expect(path.description == "ingress[2].cidr_blocks[0]")
    #expect(
      NodePath([.key("tags"), .key("a.b"), .key("c-d"), .key("1x"), .key("q\"")]).description
        == #"tags["a.b"].c-d["1x"]["q\""]"#)
    #expect(NodePath([.key("a b"), .index(0)]).description == #"["a b"][0]"#)
  }
}

extension SourcePosition {
  fileprivate func isEqual(_ line: Int, _ column: Int) -> Bool { self.line == line && self.column == column }
}
