import AWSModel
import Analysis
import Documents
import Frontends

/// What the inputs of a run declare, all stacks together, and what became of each file.
package struct Workspace: Sendable {
  /// A file that was understood.
  package struct Input: Hashable, Sendable {
    package let path: String
    package let format: InputFormat
  }

  package let inputs: [Input]
  /// Files that had to be usable and are not; the rest is there all the same.
  package let failures: [InputError]
  /// Files of no known format that nobody named.
  package let skipped: [InputError]
  package let infrastructure: Infrastructure
  /// The stacks; nil if nothing was read.
  let derived: DerivedStacks?
  /// Other names of resources that were synthesized from constructs: their paths, or logical ids where the path is the
  /// address.
  package let constructPaths: [ResourceID: String]
  /// Texts of the inputs that no output may show.
  package let sensitiveTexts: Set<String>
  /// What was read as it was written, and may say something to netlint beside what is to be deployed.
  let sources: [Document]

  /// Nothing was read.
  static let empty = Workspace(
    inputs: [], failures: [], skipped: [], infrastructure: Infrastructure(), derived: nil,
    constructPaths: [:], sensitiveTexts: [], sources: [])

  /// Reads files, and what is in directories, into one infrastructure.
  ///
  /// The result does not depend on the order of the arguments.
  ///
  /// - Parameters:
  ///   - skipsUnrecognized: a named file of no known format is skipped like one that was found in a directory; for
  ///     callers who name every file that could be a template, as pre-commit does.
  ///   - exclusion: what a project leaves out of directories, and of what such callers name.
  ///   - moment: what will be there, or what was there before.
  ///   - parameters: what is said about the parameters of CloudFormation templates.
  ///   - variables: values for the variables of Terraform configurations.
  package static func load(
    _ arguments: [String], skipsUnrecognized: Bool = false, without exclusion: PathPatterns = PathPatterns(),
    at moment: StackMoment = .planned, parameters: ParameterValues = ParameterValues(),
    variables: VariableValues = .none
  ) -> Workspace {
    let paths = InputPath.all(from: arguments, without: exclusion, excludesNamed: skipsUnrecognized)
    let (files, emptyDirectories) = (paths.files, paths.emptyDirectories)
    let outcomes = inParallel(files) { InputReader.read($0.path, moment) }
    var readers: [any StackReader] = []
    var templates: [CloudFormationTemplate] = []
    var inputs: [Input] = []
    var failures = paths.failures
    var skipped: [InputError] = []
    var parts: [ConfigurationLoader.File] = []
    var sources: [Document] = []
    for (file, outcome) in zip(files, outcomes) {
      switch outcome {
      case .stack(let reader):
        if let template = reader as? CloudFormationTemplate {
          templates.append(template)
        } else {
          readers.append(reader)
        }
        inputs.append(Input(path: file.path, format: reader.format))
        failures += reader.errors
      case .configuration(let document):
        let isNamed = file.isNamed && !skipsUnrecognized
        parts.append(ConfigurationLoader.File(path: file.path, document: document, isNamed: isNamed))
        inputs.append(Input(path: file.path, format: .terraformConfiguration))
      case .failure(let error): failures.append(error)
      case .unrecognized(let error):
        if file.isNamed && !skipsUnrecognized { failures.append(error) } else { skipped.append(error) }
      }
    }
    if !parts.isEmpty || !variables.given.isEmpty || !variables.failures.isEmpty {
      let roots = arguments.map(InputPath.normalized).filter(Discovery.isDirectory)
      let loader = ConfigurationLoader(
        parts, roots: roots, unreadable: Set((failures + skipped).map(\.path)), variables: variables)
      readers += loader.configurations
      sources += loader.documents
      inputs += loader.others.map { Input(path: $0, format: .terraformConfiguration) }
      failures += loader.failures
    }
    if !skipsUnrecognized {
      failures += emptyDirectories.map(noCandidates)
      if inputs.isEmpty, failures.isEmpty { failures.append(nothingRecognized(arguments, skipped)) }
    }
    let nested = NestedTemplates(templates, below: InputPath.directories(of: arguments))
    inputs += nested.found.map { Input(path: $0.name, format: $0.format) }
    failures += nested.failures
    sources += (templates + nested.found).map(\.document)
    let stacks = CloudFormationStacks(
      nested.roots, nested: nested.nested, snippets: nested.snippets, parameters: parameters,
      deployments: paths.deployments)
    // A template that cannot be read may have any parameter.
    if failures.isEmpty { failures += unknownNames(parameters, stacks) }
    let derived = DerivedStacks(readers, stacks)
    let infrastructure = derived.infrastructure
    return Workspace(
      inputs: inputs, failures: failures, skipped: skipped, infrastructure: infrastructure, derived: derived,
      constructPaths: readers.reduce(into: stacks.logicalIDs) { all, reader in
        for (address, path) in reader.constructPaths { all[ResourceID(stack: reader.name, address: address)] = path }
      },
      sensitiveTexts: sensitiveTexts(of: readers, inputs, infrastructure), sources: sources)
  }

  /// The texts that no output may show; what is a part of a path or an address is known to who can read the input.
  private static func sensitiveTexts(
    of readers: [any StackReader], _ inputs: [Input], _ infrastructure: Infrastructure
  ) -> Set<String> {
    let all = readers.reduce(into: Set<String>()) { $0.formUnion($1.sensitiveTexts) }
    if all.isEmpty { return [] }
    let names = inputs.map(\.path) + infrastructure.allResources.map(\.id.address)
    return all.filter { text in !names.contains { $0.contains(text) } }
  }

  /// Values for parameters that no template has: a name that is written wrongly must not pass in silence.
  private static func unknownNames(_ parameters: ParameterValues, _ stacks: CloudFormationStacks) -> [InputError] {
    if parameters.given.isEmpty { return [] }
    let names = stacks.parameterNames
    return parameters.given.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }.map { name, given in
      let message = "no template of the input has a parameter \"\(name)\""
      let near = Spelling.nearest(to: name, among: names.sorted(), limit: 1).first
      let help =
        near.map { "did you mean \($0)?" } ?? "the parameters of nested templates are given by those that nest them"
      // Without the line of the file: a secret may be in it.
      return InputError(path: given.place.map { "\($0)" } ?? "--parameter", message: message, help: help)
    }
  }

  private static func noCandidates(in directory: String) -> InputError {
    InputError(
      path: directory, message: "found no file here that could be a template or a plan",
      help: "netlint looks for .json, .yaml, .yml and .template files, hidden folders left out; "
        + "of native Terraform it reads the plan: terraform show -json plan.bin > plan.json")
  }

  private static func nothingRecognized(_ arguments: [String], _ skipped: [InputError]) -> InputError {
    let place = arguments.count == 1 ? InputPath.normalized(arguments[0]) : "inputs"
    let count = skipped.count == 1 ? "the one file" : "none of the \(skipped.count) files"
    let verb = skipped.count == 1 ? "is not of a known format" : "is of a known format"
    let first = skipped.first.map { "; \($0.path): \($0.message)" } ?? ""
    return InputError(
      path: place, message: "no input was recognized: \(count) found here \(verb)\(first)",
      help: skipped.first?.help ?? "")
  }
}
