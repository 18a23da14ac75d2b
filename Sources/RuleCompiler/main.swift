import Documents
import Glibc
import Rules

// Checks the rule files of the catalogue and writes them into a Swift file: `RuleCompiler OUTPUT FOLDER FILE…`.
// Run by the build: a rule that cannot be used fails the build at its place.

/// Ends the build with these messages.
func fail(_ messages: [String], status: Int32 = 1) -> Never {
  let text = messages.map { $0 + "\n" }.joined()
  _ = text.utf8CString.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count - 1) }
  exit(status)
}

guard CommandLine.arguments.count >= 3 else {
  fail(["usage: RuleCompiler OUTPUT FOLDER FILE…"], status: 64)
}
let output = CommandLine.arguments[1]
let folder = CommandLine.arguments[2]
let files = CommandLine.arguments.dropFirst(3).filter { $0.hasSuffix("/rule.yaml") }.sorted()

let (rules, errors) = RuleFolder.read(files: files, below: folder)
guard errors.isEmpty else { fail(errors.map(\.description)) }
let source = CatalogueWriter(rules: rules, folder: folder).source
guard let stream = fopen(output, "w") else {
  fail(["\(output): error: cannot write the file: \(String(cString: strerror(errno)))"])
}
let isWritten = fputs(source, stream) >= 0
guard fclose(stream) == 0, isWritten else {
  fail(["\(output): error: cannot write the file"])
}
