import Foundation

// Turns tables of text into Swift source: `TableCompiler OUTPUT.swift TABLE…`.
//
// Each table becomes a `StaticString` constant of `enum Tables`, named for its file. A static string costs nothing at
// start-up and little to compile, and the binary stays in one piece wherever it is copied.

/// `aws-managed-policies.tsv` as a Swift name: `awsManagedPolicies`.
func constantName(of path: String) -> String {
  let stem = (path as NSString).lastPathComponent.split(separator: ".").first.map(String.init) ?? "table"
  let words = stem.split(separator: "-")
  return words.enumerated().map { $0 == 0 ? $1.lowercased() : $1.capitalized }.joined()
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard let output = arguments.first, arguments.count > 1 else {
  FileHandle.standardError.write(Data("usage: TableCompiler OUTPUT.swift TABLE…\n".utf8))
  exit(64)
}

do {
  var source = "// Made by TableCompiler; not for editing.\n\nenum Tables {\n"
  for path in arguments.dropFirst().sorted() {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    source += "  static let \(constantName(of: path)): StaticString = ####\"\"\"\n\(text)\n\"\"\"####\n"
  }
  source += "}\n"
  try source.write(toFile: output, atomically: true, encoding: .utf8)
} catch {
  FileHandle.standardError.write(Data("error: \(error)\n".utf8))
  exit(1)
}
