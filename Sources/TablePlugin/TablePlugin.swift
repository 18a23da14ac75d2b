import Foundation
import PackagePlugin

/// Compiles the tables of a target (`Identity/Data/*.tsv`) into constants of `enum Tables`.
@main struct TablePlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = target.directoryURL.appending(path: "Identity/Data")
    let tables = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "tsv" }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "Tables.swift")
    return [
      .buildCommand(
        displayName: "Compiling \(tables.count) tables of \(target.name)",
        executable: try context.tool(named: "TableCompiler").url, arguments: [output.path] + tables.map(\.path),
        inputFiles: tables, outputFiles: [output])
    ]
  }
}
