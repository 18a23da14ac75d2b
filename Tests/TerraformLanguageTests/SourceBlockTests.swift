import Documents
import TestSupport
import Testing

@testable import TerraformLanguage

/// Blocks and arguments are found in native syntax, whatever stands between them.
@Suite struct SourceBlockTests {
  private func read(_ source: String) throws -> SourceBody {
    try SourceBody(SourceFile(path: "main.tf", bytes: Array(source.utf8)))
  }

  /// `type labels { arguments… blocks… }`, with the line of each name.
  private func outline(_ body: SourceBody) -> String {
    let arguments = body.arguments.map { "\($0.name)@\($0.range.start)" }
    let blocks = body.blocks.map { block in
      ([block.type] + block.labels).joined(separator: " ") + "@\(block.header.start) { \(outline(block.body)) }"
    }
    return (arguments + blocks).joined(separator: " ")
  }

  private static let sources: [(String, String)] = [
    ("", ""), ("a = 1", "a@1:1"), ("a = 1\nb=2", "a@1:1 b@2:1"),
    ("a = 1 # b = 2\n// c = 3\n/* d = 4\n */ e = 5", "a@1:1 e@4:5"),
    ("x \"a\" \"b\" {}", "x a b@1:1 {  }"), ("x a {\n}\ny {\n}", "x a@1:1 {  } y@3:1 {  }"),
    ("x { a = 1 }", "x@1:1 { a@1:5 }"),
    ("x {\n  a = [\n    1, # ]\n    { b = \"}\" }\n  ]\n  c = 2\n}", "x@1:1 { a@2:3 c@6:3 }"),
    ("a = \"} ${x[\"}\"]} %{ if true }{%{ endif } \\\" $${ %%{\"\nb = 1", "a@1:1 b@2:1"),
    ("a = <<EOF\nb = 1\n  EOF2\n${ [\nEOF\n] }\n  EOF\nc = 1", "a@1:1 c@8:1"),
    ("a = f(<<-E\n  }\n  E\n  , 2)\nb = 1", "a@1:1 b@5:1"), ("a = x == y ? 1 : 2\nb = 1", "a@1:1 b@2:1"),
    ("\u{feff}a = 1\r\nb = 2\r\n", "a@1:1 b@2:1"),
    ("dynamic \"in\" {\n content {\n a = 1\n }\n}", "dynamic in@1:1 { content@2:2 { a@3:2 } }"),
    ("naïve-name_2 = 1\nb = 2", "naïve-name_2@1:1 b@2:1"),
    ("x {}\nx {}\nx { y {} }", "x@1:1 {  } x@2:1 {  } x@3:1 { y@3:5 {  } }"),
    ("a = b\n  /* 1 */\nc = {\n  d = 1\n}\n", "a@1:1 c@3:1"),
  ]

  @Test(arguments: sources) func blocksAreFound(_ source: String, _ expected: String) throws {
    #expect(try outline(read(source)) == expected)
  }

  private static let broken: [(String, String)] = [
    ("x {", "main.tf:1:1"), ("x \"a {\n}", "main.tf:1:3"), ("}", "main.tf:1:1"), ("a = [1\n", "main.tf:1:5"),
    ("a = \"b\nc = 1", "main.tf:1:5"), ("a = <<EOF\nb\n", "main.tf:1:5"), ("/* a", "main.tf:1:1"),
    ("a = )", "main.tf:1:5"),
    ("a = (}", "main.tf:1:6"), ("1 = 2", "main.tf:1:1"), ("x y z", "main.tf:1:6"), ("a = \"${b\"", "main.tf:1:9"),
    ("<<<<<<< HEAD\na = 1", "main.tf:1:1"),
  ]

  @Test(arguments: broken) func whatIsNoConfigurationIsAnErrorWithAPlace(_ source: String, _ place: String) throws {
    let error = try #require(throws: InputError.self) { try read(source) }
    #expect(error.range.map { "\($0)" } == place, "\(error)")
  }

  @Test func depthHasALimit() throws {
    for open in ["a = " + String(repeating: "[", count: 100_000), String(repeating: "x {\n", count: 100_000)] {
      let error = try #require(throws: InputError.self) { try read(open) }
      #expect(error.message.contains("in one another"))
    }
  }

  /// Whatever is cut off or changed, the scan ends, and what it finds lies in the file.
  @Test(arguments: propertySeeds(default: 300)) func mutatedFilesEnd(_ seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    var bytes = Array(try Repository.text("Tests/Fixtures/terraform/native-sources/main.tf").utf8)
    if seed % 2 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
    for _ in 0..<Int.random(in: 0...8, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      bytes[place] = Array("{}[]()\"$%<\n#/*=-EO \\\u{ff}".utf8).randomElement(using: &random) ?? 0
    }
    let file = SourceFile(path: "main.tf", bytes: bytes)
    guard let body = try? SourceBody(file) else { return }
    for block in body.blocks { #expect(block.header.text.hasPrefix(block.type)) }
    for argument in body.arguments { #expect(argument.range.text == argument.name) }
  }

  @Test func literalsAreRead() throws {
    let body = try read(
      """
      a = "tcp" # text
      b = [ "x", 2, -1, true, null ]
      c = var.x
      d = "${x}"
      e = null
      """)
    #expect(body.arguments.map(\.literal) == [["tcp"], ["x", "2", "-1", "true"], nil, nil, []])
  }
}
