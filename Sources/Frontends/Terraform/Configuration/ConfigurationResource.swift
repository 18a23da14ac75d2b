import AWSModel
import Documents
import TerraformLanguage

/// One resource or data block of a configuration.
struct ConfigurationResource: Sendable {
  let type: String
  let name: String
  let isData: Bool
  /// The label that names it: what stands for the resource as a whole.
  let range: SourceRange
  var body: Body

  /// A backend that keeps the state of a configuration: no resource, but it has arguments as one has.
  static let backendType = "terraform.backend"

  /// `aws_subnet.private`, `data.aws_vpc.main`, `terraform.backend.s3`.
  var address: String { isData ? "data.\(type).\(name)" : "\(type).\(name)" }
}

extension ConfigurationResource {
  init(backend block: LabelledBlocks.Block) {
    self.init(
      type: Self.backendType, name: block.labels[0], isData: false, range: block.range, body: Body(block.body))
  }

  /// Why arguments that are left out may have a value: a backend without its bucket or its key gets arguments from the
  /// command line or from a file, and nothing says which.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/backend#partial-configuration
  func doubt(aboutAbsent argument: String) -> Unknown? {
    guard type == Self.backendType, ["bucket", "key"].contains(where: { body[$0] == nil }) else { return nil }
    return Unknown("\(argument) of \(address)", .unsupported("init may get it with -backend-config"), at: range)
  }
}

/// Finds labelled blocks in JSON, where each level may be an object or an array of objects.
///
/// Source: https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping
struct LabelledBlocks {
  struct Block {
    let labels: [String]
    /// Of the last label.
    let range: SourceRange
    let body: Node
  }

  private(set) var blocks: [Block] = []
  /// Values that are neither an object nor an array where there has to be one.
  private(set) var malformed: [Node] = []

  init(_ node: Node?, labels: Int) {
    if let node { collect(node, labels: [], depth: labels, range: node.range) }
  }

  private mutating func collect(_ node: Node, labels: [String], depth: Int, range: SourceRange) {
    switch node.kind {
    case .array:
      for element in node.elements { collect(element, labels: labels, depth: depth, range: range) }
    case .object where depth == 0: blocks.append(Block(labels: labels, range: range, body: node))
    case .object:
      for member in node.members where member.name != "//" {
        collect(member.value, labels: labels + [member.name], depth: depth - 1, range: member.key.range)
      }
    case .null: return
    case .string, .number, .boolean: malformed.append(node)
    }
  }
}
