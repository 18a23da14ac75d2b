import AWSModel
import Documents
import Glibc
import Testing

@testable import Frontends

/// Plans of which some values are replaced by others of any type are read, or rejected with a message; nothing crashes.
@Suite struct TerraformMutationTests {
  /// SplitMix64: the same plans in every run.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }

  private static let runs = getenv("NETLINT_PROPERTY_RUNS").flatMap { Int(String(cString: $0)) } ?? 20
  private static let replacements = ["null", "true", "7", "\"x\"", "[]", "{}", "[null]", "[[1]]", "{\"id\": [true]}"]

  @Test(arguments: ["references", "cidr-known-after-apply", "existing-resources"])
  func mutatedPlansAreReadOrRejected(name: String) throws {
    let path = "\(TerraformFixture.root)/Tests/Fixtures/terraform/\(name)/plan.json"
    let document = try Document.json(try SourceFile.read(path))
    let source = Array(document.root.range.text.utf8)
    let start = document.root.range.offset
    var places: [Range<Int>] = []
    for key in ["resource_changes", "configuration", "prior_state", "variables"] {
      if let node = document.root[key] { collect(node, into: &places) }
    }
    var generator = Generator(state: 1)
    for _ in 0..<Self.runs {
      var bytes = source
      // From the end, so that the places before stay where they are.
      let chosen = (0..<5).map { _ in places.randomElement(using: &generator) ?? 0..<0 }.sorted {
        $0.lowerBound > $1.lowerBound
      }
      var end = Int.max
      for place in chosen where place.upperBound <= end {
        let replacement = Self.replacements.randomElement(using: &generator) ?? "null"
        bytes.replaceSubrange((place.lowerBound - start)..<(place.upperBound - start), with: Array(replacement.utf8))
        end = place.lowerBound
      }
      let mutated = try Document.json(SourceFile(path: "plan.json", bytes: bytes))
      do {
        let plan = try TerraformPlan(mutated)
        let model = plan.map { $0.infrastructure(identifiers: $0.identifiers) }
        #expect(model.map { !$0.allResources.isEmpty || !$0.diagnostics.isEmpty } ?? true)
      } catch {
        #expect(error.range != nil && !error.message.isEmpty)
      }
    }
  }

  /// The index of an instance need not be one of a list that its neighbours make.
  @Test(arguments: ["65536", "-1"]) func instancesBeyondTheirCount(index: String) throws {
    let path = "\(TerraformFixture.root)/Tests/Fixtures/terraform/list-orders/plan.json"
    let text = try Document.json(try SourceFile.read(path)).root.range.text
    let mutated = text.replacing("\"index\":1", with: "\"index\":\(index)")
    #expect(mutated != text)
    let plan = try #require(
      try TerraformPlan(try Document.json(SourceFile(path: "plan.json", bytes: Array(mutated.utf8)))))
    #expect(!plan.infrastructure(identifiers: plan.identifiers).allResources.isEmpty)
  }

  private func collect(_ node: Node, into places: inout [Range<Int>]) {
    places.append(node.range.bytes)
    for member in node.members { collect(member.value, into: &places) }
    for element in node.elements { collect(element, into: &places) }
  }
}
