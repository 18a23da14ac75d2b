import Documents
import Testing

/// Damaged templates: an error with a place or a tree whose places hold together, never a crash.
@Suite struct YAMLPropertyTests {
  static let template = """
    AWSTemplateFormatVersion: 2010-09-09
    Description: >-
      Some é text
      in lines
    Parameters: {Env: {Type: String, Default: 'it''s'}}
    Resources:
      Group: &group
        Type: AWS::EC2::SecurityGroup
        Properties: !If
          - IsProd
          - SecurityGroupIngress:
              - {CidrIp: 0.0.0.0/0, FromPort: 22, ToPort: 022}
          - !Ref "AWS::NoValue"
      Other: *group
      Policy:
        Document: |
          {"Statement": [{"Action": "*"}]}
        Name: !Sub "${AWS::StackName}-\\u00e9\\
          joined"
      # comment
      ? key
      : !GetAtt [A, B]

    """

  static let interesting = Array(":-?[]{},#&*!|>'\"%@` \n\t\r\\.0~<".utf8) + [0, 0x85, 0xc2, 0xe2, 0xff]

  @Test func damagedTemplates() {
    let bytes = Array(Self.template.utf8)
    for seed in 0..<propertyRuns(400) {
      var generator = SeededGenerator(seed: UInt64(seed))
      check(mutated(bytes, interesting: Self.interesting, using: &generator), seed: seed)
    }
  }

  @Test func truncatedTemplates() throws {
    let bytes = Array(Self.template.utf8)
    for count in stride(from: 0, through: bytes.count, by: 3) { check(Array(bytes[..<count]), seed: count) }
    #expect(yamlError(bytes) == nil)
  }

  @Test func shortInputs() {
    for first in Self.interesting {
      for second in Self.interesting {
        check([first, second], seed: 0)
        check(Array("a: ".utf8) + [first, second, 0x62], seed: 1)
        check(Array("- |\n ".utf8) + [first, second] + Array("\n x".utf8), seed: 2)
        check(Array("[\"a".utf8) + [first, second] + Array("\"]".utf8), seed: 3)
      }
    }
  }

  private func check(_ bytes: [UInt8], seed: Int) {
    do throws(InputError) {
      for document in try Document.yaml(SourceFile(path: "random.yaml", bytes: bytes)) {
        check(document.root, seed: seed)
        _ = document.warnings
      }
    } catch {
      let isSound =
        error.range != nil && !error.message.isEmpty && !error.help.isEmpty && error.description.utf8.count < 500
      #expect(isSound, "seed \(seed): \(error)")
    }
  }

  private func check(_ node: Node, seed: Int) {
    let outer = node.valueRange.bytes
    func holds(_ inner: Node) -> Bool {
      outer.lowerBound <= inner.range.offset && inner.range.bytes.upperBound <= outer.upperBound
    }
    for member in node.members {
      #expect(holds(member.key) && holds(member.value), "seed \(seed): \(member.name) in \(node.range.text)")
      check(member.value, seed: seed)
    }
    for element in node.elements {
      #expect(holds(element), "seed \(seed): \(element.range.text) in \(node.range.text)")
      check(element, seed: seed)
    }
    guard let text = node.text else { return }
    var last = 0
    for index in 0..<text.count {
      let place = text.range(of: index..<(index + 1))
      #expect(place.offset >= last, "seed \(seed)")
      last = place.offset
    }
    #expect(text.range.offset >= outer.lowerBound, "seed \(seed)")
    _ = try? Document.json(text)
  }
}
