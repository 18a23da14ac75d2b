import Documents
import Frontends

/// Reads one file as far as the resources of its stack.
enum InputReader {
  enum Outcome: Sendable {
    case stack(any StackReader)
    /// A file of a Terraform configuration, which may need others.
    case configuration(Document)
    case failure(InputError)
    /// Of no known format, though readable or not: the error says so where the file has to be usable.
    case unrecognized(InputError)
  }

  static func read(_ path: String, _ moment: StackMoment = .planned) -> Outcome {
    do throws(InputError) {
      let file = try SourceFile.read(path)
      return read(file, moment)
    } catch {
      return .failure(error)
    }
  }

  static func read(_ file: SourceFile, _ moment: StackMoment = .planned) -> Outcome {
    if let refusal = refusal(of: file) { return .unrecognized(refusal) }
    do throws(InputError) {
      let documents =
        Document.looksLikeJSON(file) ? [try Document.json(file, leavingOut: Frontend.unread)] : try Document.yaml(file)
      return try outcome(of: documents, in: file, moment)
    } catch {
      // Something that is not even meant to be a template need not be well-formed (a chart with {{ }} in it, say).
      return TemplateMarks.areIn(file) ? .failure(error) : .unrecognized(error)
    }
  }

  private static func outcome(
    of documents: [Document], in file: SourceFile, _ moment: StackMoment
  ) throws(InputError) -> Outcome {
    if moment == .planned, documents.count == 1, ConfigurationFiles.holds(documents[0]) {
      return .configuration(documents[0])
    }
    var readers: [(document: Document, reader: any StackReader)] = []
    for document in documents {
      if let reader = try Frontend.reader(for: document, moment) { readers.append((document, reader)) }
    }
    if documents.count == 1, let only = readers.first { return .stack(only.reader) }
    guard let first = readers.first, let second = documents.first(where: { $0 !== first.document }) else {
      return .unrecognized(unknownFormat(documents, in: file))
    }
    return .failure(
      InputError(
        at: second.root.range, message: "found \(documents.count) YAML documents in one file, expected one template",
        help: "write each document to a file of its own"))
  }

  // MARK: What cannot be a template

  private static func refusal(of file: SourceFile) -> InputError? {
    file.withBytes { bytes -> InputError? in
      if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) {
        return InputError(
          at: .start(of: file),
          message: "found a binary Terraform plan (or another zip archive), expected JSON or YAML",
          help: "write the plan as JSON: terraform show -json \(file.path) > plan.json")
      }
      if bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0d).contains($0) }) {
        return InputError(
          at: .start(of: file), message: "the file is empty, expected a template or a plan",
          help: "check how the file was written")
      }
      if bytes.starts(with: "{\"@level\":".utf8) {
        return InputError(
          at: .start(of: file), message: "found the messages of terraform plan -json, expected a plan as JSON",
          help: "terraform plan -out plan.bin && terraform show -json plan.bin > plan.json")
      }
      if file.path.hasSuffix(".tf") {
        return InputError(
          at: .start(of: file), message: "found Terraform's native syntax, expected a plan as JSON",
          help: "terraform plan -out plan.bin && terraform show -json plan.bin > plan.json")
      }
      return nil
    }
  }

  private static func unknownFormat(_ documents: [Document], in file: SourceFile) -> InputError {
    let root = documents.first?.root
    let found = root.map(inWords) ?? "nothing"
    return InputError(
      at: .start(of: file),
      message: "unknown format: found \(found); expected a Terraform plan (resource_changes), "
        + "a Terraform configuration (resource) or a CloudFormation template (Resources)",
      help: "netlint reads plans and states of Terraform, .tf.json files and CloudFormation templates")
  }

  private static func inWords(_ root: Node) -> String {
    switch root.kind {
    case .object:
      let keys = root.members.map(\.name)
      if keys.isEmpty { return "an object without members" }
      let listed = keys.prefix(6).joined(separator: ", ")
      return "the top-level keys \(listed)" + (keys.count > 6 ? " and \(keys.count - 6) more" : "")
    case .array: return "a list"
    case .string: return "a text"
    case .number: return "a number"
    case .boolean: return "a boolean"
    case .null: return "nothing but null"
    }
  }
}
