import Foundation
import TestSupport
import Testing

/// Fixtures of which some values are taken away, doubled or replaced by others of any type: what is left of them is
/// checked, and each that cannot be used is named; nothing crashes.
@Suite struct MutatedInputTests {
  private static let filesPerRun = 20
  private static let fixtures = ["terraform", "terraform-inputs", "cloudformation", "templates"].flatMap { kind in
    [".json", ".tfstate", ".yaml"].flatMap { Repository.files(below: "Tests/Fixtures/\(kind)", suffix: $0) }
  }

  @Test(arguments: propertySeeds(default: 1)) func nothingCrashes(_ seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    for number in 0..<Self.filesPerRun {
      let fixture = try #require(Self.fixtures.randomElement(using: &generator))
      let text = try Repository.text(fixture)
      if text.utf8.count > 200_000 { continue }
      // Each in a folder of its own: files of one folder may be one configuration.
      let name = "\(number)/" + (fixture as NSString).lastPathComponent
      try folder.write(name, Array(try Self.mutated(text, isYAML: fixture.hasSuffix(".yaml"), &generator)))
    }
    let run = try NetlintProcess.run(["check", folder.path, "--fail-on", "critical"])
    #expect([0, 1, 2].contains(run.status), "seed \(seed): \(run.errors)")
  }

  private static func mutated(_ text: String, isYAML: Bool, _ generator: inout SeededGenerator) throws -> Data {
    if isYAML { return Data(mutatedLines(text, &generator).utf8) }
    guard var value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) else { return Data(text.utf8) }
    for _ in 0..<Int.random(in: 1...6, using: &generator) { value = Self.changed(value, &generator) }
    return try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
  }

  private static let values: [any Sendable] = [
    NSNull(), true, -1, 7, 65_536, 1.5, 99_999_999_999_999_999, "", "*", "0.0.0.0/0", "10.0.0.0/33", "${", "${var.x}",
    "65536", "arn:aws:::", [NSNull()], [[String]()], [String: String](), ["Ref": "X"], ["Fn::Sub": ["${"]],
    ["Fn::GetAtt": "A"], [["a": [[String: String]()]]],
  ]

  /// The same with one value changed, anywhere in it.
  private static func changed(_ value: Any, _ generator: inout SeededGenerator) -> Any {
    // Some way down, or here.
    if Int.random(in: 0..<9, using: &generator) > 0 {
      if var object = value as? [String: Any], let key = object.keys.sorted().randomElement(using: &generator) {
        if Int.random(in: 0..<40, using: &generator) == 0 {
          object[key] = nil
        } else {
          object[key] = object[key].map { changed($0, &generator) }
        }
        return object
      }
      if var list = value as? [Any], !list.isEmpty {
        let index = Int.random(in: list.indices, using: &generator)
        if Int.random(in: 0..<40, using: &generator) == 0 {
          list.append(list[index])
        } else {
          list[index] = changed(list[index], &generator)
        }
        return list
      }
    }
    return values.randomElement(using: &generator) ?? NSNull()
  }

  private static let scalars = [
    "~", "true", "-1", "65536", "''", "'*'", "[]", "{}", "[~]", "!Ref X", "!GetAtt A", "!Sub '${'", "!If [A, 1, 2]",
    "!Select [-1, []]", "!Join [1, 2]", "!FindInMap [A, B, C]", "!Cidr [10.0.0.0/33, 300, 40]", "&a [*a]", "|", "\t",
  ]

  private static func mutatedLines(_ text: String, _ generator: inout SeededGenerator) -> String {
    var lines = text.components(separatedBy: "\n")
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let index = Int.random(in: lines.indices, using: &generator)
      guard let colon = lines[index].range(of: ": ") else { continue }
      lines[index] = lines[index][..<colon.upperBound] + (scalars.randomElement(using: &generator) ?? "~")
    }
    return lines.joined(separator: "\n")
  }
}
