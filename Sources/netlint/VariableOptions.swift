import ArgumentParser
import Workspace

/// Options that give values to the variables of Terraform configurations, shared by the subcommands.
struct VariableOptions: ParsableArguments {
  @Option(
    name: .customLong("var"),
    help: ArgumentHelp("A variable of a .tf.json configuration. May be repeated.", valueName: "name=value"))
  var assignments: [String] = []

  @Option(
    name: .customLong("var-file"),
    help: ArgumentHelp("A file of variables, .tfvars or JSON. May be repeated.", valueName: "file"))
  var files: [String] = []

  var values: VariableValues { VariableValues(assignments: assignments, files: InputPaths.relative(files)) }
}
