import ArgumentParser
import Documents
import Rules
import Workspace

/// What a run of the rules takes, shared by the subcommands that have one.
struct RunOptions: ParsableArguments {
  @OptionGroup var rules: RuleOptions

  @OptionGroup var project: ConfigurationOptions

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var variables: VariableOptions

  @OptionGroup var sources: SourceOptions

  /// - Throws: unusable input or a usage error, after it was said why.
  func options(_ appearance: OutputOptions) throws -> Run.Options {
    var options = try rules.runOptions(project, appearance)
    options.configuration = try project.path(appearance)
    options.variables = variables.values
    options.sourceRoot = sources.root
    options.parameters = try parameters.values(appearance)
    options.today = Today.date
    return options
  }

  /// The project's configuration; nil if there is none.
  ///
  /// - Throws: unusable input, after it was said why.
  func configuration(_ appearance: OutputOptions) throws -> ProjectConfiguration? {
    try project.configuration(appearance, folders: rules.folders)
  }
}
