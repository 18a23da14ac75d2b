import ArgumentParser
import Documents
import Workspace

/// Options that say which configuration a run has, shared by the subcommands.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The project's configuration, in place of netlint.yaml or .netlint.yaml.", valueName: "file"))
  var config: String?

  @Flag(name: .customLong("no-config"), help: "Use no configuration.")
  var isWithout = false

  mutating func validate() throws {
    if isWithout, config != nil { throw ValidationError("--config and --no-config contradict each other") }
  }

  /// The configuration's path; nil if there is none.
  ///
  /// - Throws: unusable input, after it was said why.
  func path(_ output: OutputOptions) throws -> String? {
    if isWithout { return nil }
    if let config { return InputPaths.relative([config])[0] }
    return try Self.found(output.appearance)
  }

  /// The path of the configuration in the working directory; nil if there is none.
  ///
  /// - Throws: unusable input, after it was said why.
  static func found(_ appearance: Appearance) throws -> String? {
    do throws(InputError) {
      return try ConfigurationFile.find()
    } catch {
      appearance.report([error])
      throw ExitCode.unusableInput
    }
  }

  /// The configuration, read; nil if there is none.
  ///
  /// - Parameter folders: of rules that it may speak of beside the built-in ones and those of its own folders.
  /// - Throws: unusable input, after it was said why.
  func configuration(_ output: OutputOptions, folders: [String] = []) throws -> ProjectConfiguration? {
    guard let path = try path(output) else { return nil }
    let read = ConfigurationReader.read(path, folders: folders)
    output.report(read.errors)
    guard let configuration = read.configuration else { throw ExitCode.unusableInput }
    return configuration
  }

  /// The rules: the built-in ones, those of the configuration's folders, and those of some more.
  func ruleset(_ output: OutputOptions, folders: [String]) throws -> Ruleset {
    try path(output).map { ConfigurationReader.read($0, folders: folders).ruleset } ?? Ruleset(folders: folders)
  }
}
