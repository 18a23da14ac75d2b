import ArgumentParser
import Documents
import Workspace

/// Options that say what the parameters of CloudFormation templates are, shared by the subcommands.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: .customLong("parameters"),
    help: ArgumentHelp(
      "Values of template parameters: a file as AWS's tools take it. May be repeated.", valueName: "file"))
  var files: [String] = []

  @Option(
    name: .customLong("parameter"),
    help: ArgumentHelp("The value of a template parameter. May be repeated.", valueName: "name=value"))
  var single: [String] = []

  @Flag(
    name: .customLong("no-parameter-defaults"),
    help: "Take template parameters without a given value as not known, instead of as their defaults.")
  var ignoresDefaults = false

  mutating func validate() throws {
    for text in single where ParameterFile.split(text) == nil {
      throw ValidationError("expected NAME=VALUE after --parameter, found '\(text)'")
    }
  }

  /// - Throws: unusable input, after it was said why.
  func values(_ output: OutputOptions) throws -> TemplateParameters {
    do throws(InputError) {
      return try ParameterFile.values(
        files: InputPaths.relative(files), single: single, usesDefaults: !ignoresDefaults)
    } catch {
      output.report([error])
      throw ExitCode.unusableInput
    }
  }
}
