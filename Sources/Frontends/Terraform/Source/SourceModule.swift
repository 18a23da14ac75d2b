import Documents
import TerraformLanguage

/// The blocks of a directory of configuration, in native syntax or in JSON: where the resources of a module are declared.
package struct SourceModule: Sendable {
  /// `aws_vpc.main`, `data.aws_ami.linux`, `module.network`, `var.name`, `output.id`; overrides before what they override.
  private let declarations: [String: [SourceBlock]]
  package let files: [SourceFile]
  /// Of files that could not be read as configuration.
  package let errors: [InputError]

  /// - Parameter files: of one directory, by name.
  package init(_ files: [SourceFile]) {
    var declarations: [String: [SourceBlock]] = [:]
    var errors: [InputError] = []
    for file in files.filter({ !Self.isOverride($0) }) + files.filter(Self.isOverride) {
      do throws(InputError) {
        for block in try Self.body(of: file).blocks {
          declarations[Self.address(block.type, block.labels), default: []].insert(block, at: 0)
        }
      } catch {
        errors.append(error)
      }
    }
    self.files = files
    self.declarations = declarations
    self.errors = errors
  }

  private static func body(of file: SourceFile) throws(InputError) -> SourceBody {
    file.path.hasSuffix(".json") ? SourceBody(json: try Document.json(file).root) : try SourceBody(file)
  }

  /// Whether what a file declares is merged into what others do.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/files/override
  private static func isOverride(_ file: SourceFile) -> Bool {
    let name = file.path.split(separator: "/").last?.split(separator: ".").first ?? ""
    return name == "override" || name.hasSuffix("_override")
  }

  private static func address(_ block: String, _ labels: [String]) -> String {
    let prefix =
      switch block {
      case "resource": [String]()
      case "variable": ["var"]
      default: [block]
      }
    return (prefix + labels).joined(separator: ".")
  }

  package func declares(_ address: String) -> Bool { declarations[address] != nil }

  /// The place of the innermost thing that is written of what is looked for; nil if its block is not in this module.
  func place(of origin: PlanOrigin) -> SourceRange? {
    let blocks = declarations[Self.address(origin.block, origin.labels)] ?? []
    guard let declared = blocks.last else { return nil }
    return blocks.lazy.compactMap { Self.place(of: origin.steps[...], in: $0.body) }.first ?? declared.header
  }

  /// The place of a call; nil if it is not in this module.
  func place(ofCall name: String) -> SourceRange? { declarations["module.\(name)"]?.last?.header }

  /// The place of the innermost step that is written; nil if not even the first is, or which it is cannot be told.
  private static func place(of steps: ArraySlice<PlanOrigin.Step>, in body: SourceBody) -> SourceRange? {
    switch steps.first {
    case nil: return nil
    case .argument(let name)?:
      // What is one block in the values may be told of as an argument.
      return body.argument(name) ?? (body.blocks(name) + body.generators(of: name)).only?.header
    case .block(let type, let occurrence)?:
      if let argument = body.argument(type) { return argument }
      let block: SourceBlock?
      switch occurrence {
      case .written(let index):
        let written = body.blocks(type)
        block = index < written.count ? written[index] : nil
      case .like(let element): block = body.block(type, like: element)
      }
      guard let block else { return nil }
      return place(of: steps.dropFirst(), in: block.body) ?? block.header
    }
  }
}
