import AWSModel
import Documents
import NetSpace
import Testing

@testable import Frontends

/// Plans that real Terraform wrote, kept beside their configuration in `Tests/Fixtures/terraform`.
enum TerraformFixture {
  static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

  static func plan(_ name: String) throws -> Infrastructure {
    try infrastructure("\(root)/Tests/Fixtures/terraform/\(name)/plan.json")
  }

  static func sample(_ name: String) throws -> Infrastructure {
    try infrastructure("\(root)/samples/\(name)/plan.json")
  }

  private static func infrastructure(_ path: String) throws -> Infrastructure {
    let plan = try #require(try TerraformPlan(try Document.json(try SourceFile.read(path))))
    return plan.infrastructure(identifiers: plan.identifiers)
  }

  static func reader(_ json: String, path: String = "plan.json") throws -> TerraformPlan? {
    try TerraformPlan(try Document.json(SourceFile(path: path, bytes: Array(json.utf8))))
  }

  /// The model of a `.tf.json` file.
  static func configuration(_ json: String) throws -> Infrastructure {
    let document = try Document.json(SourceFile(path: "main.tf.json", bytes: Array(json.utf8)))
    let configuration = try #require(TerraformConfiguration(document))
    return configuration.infrastructure(identifiers: configuration.identifiers)
  }
}

extension Array where Element: Resource {
  /// The resource with that address.
  func at(_ address: String) throws -> Element {
    try #require(first { $0.id.address == address }, "no \(Element.self) \(address)")
  }
}

extension Reference {
  /// Short, for comparison: the address, `a|b`, or a name in quotes.
  var short: String {
    switch self {
    case .resource(let id): id.address
    case .oneOf(let ids, _): ids.map(\.address).joined(separator: "|") + "?"
    case .external(let name): "\"\(name)\""
    case .unknown(let why): "unknown: \(why)"
    }
  }
}

extension PartialList where Element == Link {
  var short: [String] { elements.map(\.target.short) + rest.map { "rest: \($0)" } }
}

extension RulePeer {
  var short: String {
    switch kind {
    case .block(let block): block.prefix.known.map { "\($0)" } ?? "block: \(block.prefix.unknown.map { "\($0)" } ?? "")"
    case .prefixList(let reference), .group(let reference): reference.short
    case .unknown(let why): "unknown: \(why)"
    }
  }
}

extension SecurityGroupRule {
  var short: String {
    let all = peers.elements.map(\.short) + peers.rest.map { "rest: \($0)" }
    return "\(direction) \(traffic.bounds) \(all.joined(separator: ", "))"
  }
}

extension Array where Element == Diagnostic {
  /// What stands where each of them is.
  var texts: [String] { map { $0.place?.text ?? "" } }
}
