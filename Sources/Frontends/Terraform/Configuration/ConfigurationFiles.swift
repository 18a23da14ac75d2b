import Documents

/// The files of a directory of a Terraform configuration: a module.
package struct ConfigurationFiles: Sendable {
  package let directory: String
  /// `*.tf.json`, by name.
  package let documents: [Document]
  /// Of `terraform.tfvars`, `*.auto.tfvars` and their forms in JSON: later ones count.
  package let values: [GivenVariable]
  /// Whether there are files in native syntax beside them, which are not read.
  package let hasNative: Bool

  /// `.terraform.lock.hcl`, which says the versions of providers.
  package let lock: SourceFile?

  package init(
    directory: String, documents: [Document], values: [GivenVariable] = [], hasNative: Bool = false,
    lock: SourceFile? = nil
  ) {
    self.directory = directory
    self.documents = documents
    self.values = values
    self.hasNative = hasNative
    self.lock = lock
  }

  /// Whether a document is a configuration in JSON.
  package static func holds(_ document: Document) -> Bool { TerraformConfiguration.isConfiguration(document.root) }

  /// The directories of the modules that are called from here by a path.
  package var calledDirectories: [String] {
    documents.flatMap { LabelledBlocks($0.root["module"], labels: 1).blocks }.reduce(into: []) { all, block in
      guard let source = block.body["source"]?.string, Self.isLocal(source) else { return }
      all.append(Self.path(source, from: directory))
    }
  }

  /// Whether the source of a module is a path.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/modules/sources#local-paths
  static func isLocal(_ source: String) -> Bool { source.hasPrefix("./") || source.hasPrefix("../") }

  /// The directory that a path leads to from another.
  static func path(_ source: String, from directory: String) -> String {
    var parts = directory == "." ? [] : directory.split(separator: "/", omittingEmptySubsequences: true)
    for part in source.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    let joined = parts.joined(separator: "/")
    if directory.hasPrefix("/") { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }
}
