import AWSModel
import Documents
import Testing

@testable import Frontends

/// A CloudFormation template in a test: read, and what the model has of it.
struct TemplateUnderTest {
  let template: CloudFormationTemplate
  let infrastructure: Infrastructure

  /// Reads a template written in YAML, or in JSON if it begins with a brace.
  init(_ text: String) throws {
    let file = SourceFile(path: "template", bytes: Array(text.utf8))
    let document = Document.looksLikeJSON(file) ? try Document.json(file) : try #require(try Document.yaml(file).first)
    template = try #require(try CloudFormationTemplate(document))
    infrastructure = template.infrastructure(identifiers: template.identifiers)
  }

  func id(_ address: String) -> ResourceID { ResourceID(stack: "template", address: address) }

  var messages: [String] { infrastructure.diagnostics.map(\.message) }
  var mistakes: [String] {
    infrastructure.diagnostics.filter { $0.kind == .unreadable }.map(\.message)
  }

  func group(_ address: String) throws -> SecurityGroup {
    try #require(infrastructure.securityGroups.first { $0.id.address == address })
  }

  func bucketName(_ address: String = "B") throws -> Attribute<PartialText> {
    let bucket = try #require(infrastructure.buckets.first { $0.id.address == address })
    return try #require(bucket.name)
  }
}

extension TemplateUnderTest {
  /// What a bucket's name is when it is written as this, in a template with these other sections.
  static func name(_ value: String, with sections: String = "") throws -> TemplateUnderTest {
    try TemplateUnderTest(
      """
      AWSTemplateFormatVersion: "2010-09-09"
      \(sections)
      Resources:
        Vpc:
          Type: AWS::EC2::VPC
          Properties: {CidrBlock: 10.0.0.0/16}
        Other:
          Type: AWS::S3::Bucket
        B:
          Type: AWS::S3::Bucket
          Properties:
            BucketName: \(value)
      """)
  }
}

extension Attribute<PartialText> {
  /// The text as a template would write it, the candidates in brackets, or why it is not known.
  var shown: String {
    switch value {
    case .known(let text): "\(text)"
    case .oneOf(let texts, let why): "[\(texts.map { "\($0)" }.joined(separator: " | "))] by \(why.subject)"
    case .unknown(let why): "? \(why.subject)"
    }
  }
}

extension Node {
  /// The node as JSON, with each tag as the function that it stands for.
  var asJSON: String {
    guard let tag else { return withoutTag }
    switch tag {
    case "Ref", "Condition": return "{\"\(tag)\": \(withoutTag)}"
    case "GetAtt":
      guard let text = string, let (id, attribute) = text.splitAtFirstDot else { break }
      return "{\"Fn::GetAtt\": [\(Self.quoted(id)), \(Self.quoted(attribute))]}"
    default: break
    }
    return "{\"Fn::\(tag)\": \(withoutTag)}"
  }

  private var withoutTag: String {
    switch kind {
    case .null: "null"
    case .boolean, .number: scalar ?? ""
    case .string: Self.quoted(string ?? "")
    case .array: "[\(elements.map(\.asJSON).joined(separator: ", "))]"
    case .object: "{\(members.map { "\(Self.quoted($0.name)): \($0.value.asJSON)" }.joined(separator: ", "))}"
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n"))\""
  }
}
