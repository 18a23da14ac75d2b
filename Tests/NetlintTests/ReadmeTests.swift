import Documents
import Foundation
import TestSupport
import Testing
import Workspace

/// What the README shows is what the program prints.
@Suite struct ReadmeTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let command: String
    let output: String
    var testDescription: String { command }
  }

  /// The blocks that begin with a prompt: a command and all of its output.
  private static func examples() throws -> [Example] {
    let blocks = try Repository.text("README.md").components(separatedBy: "```")
    return blocks.enumerated().reduce(into: []) { all, block in
      guard block.offset % 2 == 1, block.element.hasPrefix("\n$ netlint ") else { return }
      let lines = block.element.dropFirst().split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      all.append(Example(command: String(lines[0].dropFirst("$ netlint ".count)), output: String(lines[1])))
    }
  }

  @Test func examplesPrintWhatTheyShow() throws {
    let examples = try Self.examples()
    #expect(examples.count == 6)
    for example in examples {
      let process = try NetlintProcess.run(Self.words(example.command))
      #expect(process.output == example.output, "\(example.command)")
    }
  }

  @Test(arguments: ["fail_on:", "ignore:", "inputs:"])
  func configurationIsRight(_ beginning: String) throws {
    let blocks = try Repository.text("README.md").components(separatedBy: "```yaml\n")
    let example = try #require(blocks.first { $0.hasPrefix(beginning) }?.components(separatedBy: "```").first)
    let file = SourceFile(path: "netlint.yaml", bytes: Array(example.utf8))
    #expect(ConfigurationReader.read(file).errors.map(\.description) == [])
  }

  /// Splits a command as a shell does that knows blanks and single quotes.
  private static func words(_ command: String) -> [String] {
    command.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { part in
      part.offset % 2 == 1 ? [String(part.element)] : part.element.split(separator: " ").map(String.init)
    }
  }
}
