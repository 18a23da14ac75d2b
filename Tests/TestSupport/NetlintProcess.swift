import Foundation

/// A run of the built binary, as a user starts it.
package struct NetlintProcess: Sendable {
  package let status: Int32
  package let output: String
  package let errors: String

  package struct CannotRun: Error, CustomStringConvertible {
    package let description: String
  }

  /// Runs netlint with an environment of its own, so that nothing of the machine's gets into the output.
  ///
  /// - Parameter input: the path of what it gets as its standard input; nil: nothing.
  package static func run(
    _ arguments: [String], in folder: String = Repository.root, environment: [String: String] = [:],
    input: String? = nil
  ) throws -> NetlintProcess {
    let scratch = try TemporaryFolder()
    let output = "\(scratch.path)/stdout"
    let errors = "\(scratch.path)/stderr"
    let status = try spawn(try binary(), arguments, folder, environment, input: input, output: output, errors: errors)
    return NetlintProcess(
      status: status, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  /// The binary beside the test bundle.
  package static func binary() throws -> String {
    let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let beside = (bundle as NSString).deletingLastPathComponent + "/netlint"
    let candidates = [beside, Repository.path(".build/debug/netlint")]
    guard let found = candidates.first(where: FileManager.default.isExecutableFile) else {
      throw CannotRun(description: "found no binary at \(candidates.joined(separator: " or "))")
    }
    return found
  }

  private static func spawn(
    _ binary: String, _ arguments: [String], _ folder: String, _ environment: [String: String], input: String?,
    output: String, errors: String
  ) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: binary)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    process.standardInput = try input.map { try FileHandle(forReadingFrom: URL(fileURLWithPath: $0)) } ?? .nullDevice
    process.standardOutput = try handle(output)
    process.standardError = try handle(errors)
    try process.run()
    process.waitUntilExit()
    // Ended by a signal: what a shell would show.
    return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }

  private static func handle(_ path: String) throws -> FileHandle {
    guard FileManager.default.createFile(atPath: path, contents: nil) else {
      throw CannotRun(description: "cannot write \(path)")
    }
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }
}
