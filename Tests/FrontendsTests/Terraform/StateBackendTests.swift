import AWSModel
import Documents
import Testing

@testable import Frontends

/// The backend that keeps the state of a configuration.
@Suite struct StateBackendTests {
  /// The bucket and the lock of the backends of a module, and what was said of them.
  private static func read(_ files: (name: String, text: String)...) throws -> (backends: [String], said: [String]) {
    let documents = try files.map { file in
      try Document.json(SourceFile(path: "live/\(file.name)", bytes: Array(file.text.utf8)))
    }
    let configuration = TerraformConfiguration(root: ConfigurationFiles(directory: "live", documents: documents))
    let model = configuration.infrastructure(identifiers: [:])
    let backends = model.settings.filter { $0.kind.name == "state_backend" }.map { backend in
      let table = backend.value(of: "lock_table")?.text?.known?.literal ?? "none"
      return "\(backend.id.address):\(backend.declaration.place.start.line) \(table)"
    }
    return (backends, model.diagnostics.map(\.message))
  }

  private static func backend(_ kind: String, _ table: String) -> String {
    "{\"terraform\": [{\"required_version\": \">= 1.0\"},\n"
      + " {\"backend\": {\"\(kind)\": {\"bucket\": \"b\", \"key\": \"k\", \"dynamodb_table\": \"\(table)\"}}}]}"
  }

  @Test func theBackendOfTheRootModuleIsRead() throws {
    let (backends, said) = try Self.read(("main.tf.json", Self.backend("s3", "locks")))
    #expect(backends == ["terraform.backend.s3:2 locks"])
    #expect(said.isEmpty)
  }

  @Test func anOverrideReplacesItWhole() throws {
    let main = ("main.tf.json", Self.backend("s3", "locks"))
    #expect(
      try Self.read(main, ("a_override.tf.json", Self.backend("s3", "other"))).backends
        == ["terraform.backend.s3:2 other"])
    #expect(try Self.read(main, ("override.tf.json", Self.backend("gcs", "none"))).backends.isEmpty)
  }

  @Test func ofTwoTheFirstCountsAndTheSecondIsReported() throws {
    let (backends, said) = try Self.read(
      ("a.tf.json", Self.backend("s3", "first")), ("b.tf.json", Self.backend("s3", "second")))
    #expect(backends == ["terraform.backend.s3:2 first"])
    #expect(said == ["a second backend; the one at line 2 is used"])
  }
}
