import Foundation
import PackagePlugin

/// Compiles `rules/` into the binary: every rule is read and checked when the program is built.
@main struct RuleCatalogPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "rules")
    let files = ruleFiles(in: folder)
    let output = context.pluginWorkDirectoryURL.appending(path: "RuleRecords.swift")
    return [
      .buildCommand(
        displayName: "Compiling \(files.count) rules", executable: try context.tool(named: "RuleCompiler").url,
        arguments: [output.path, folder.path] + files.map(\.path), inputFiles: files, outputFiles: [output])
    ]
  }

  private func ruleFiles(in folder: URL) -> [URL] {
    guard let entries = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
    var files: [URL] = []
    for case let file as URL in entries where file.lastPathComponent == "rule.yaml" { files.append(file) }
    return files.sorted { $0.path < $1.path }
  }
}
