import Documents
import Frontends

/// Values that the command line gives to variables of Terraform configurations.
package struct VariableValues: Sendable {
  /// In the order of the command line: later ones count.
  let given: [GivenVariable]
  let failures: [InputError]

  package static let none = VariableValues(given: [], failures: [])

  private init(given: [GivenVariable], failures: [InputError]) {
    self.given = given
    self.failures = failures
  }

  /// - Parameters:
  ///   - assignments: `NAME=VALUE`; one without `=` is a failure.
  ///   - files: files of variables, which count less than assignments.
  package init(assignments: [String], files: [String]) {
    var given: [GivenVariable] = []
    var failures: [InputError] = []
    for path in files {
      do throws(InputError) {
        given += try GivenVariable.all(in: try SourceFile.read(path))
      } catch {
        failures.append(error)
      }
    }
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else {
        failures.append(
          InputError(
            path: "--var", message: "expected NAME=VALUE, found \(assignment)",
            help: "for example --var region=eu-central-1"))
        continue
      }
      let name = String(assignment[..<equals])
      let value = String(assignment[assignment.index(after: equals)...])
      let file = SourceFile(path: "--var \(name)", bytes: Array(value.utf8))
      given.append(GivenVariable(name, .text(Text(verbatim: SourceRange(file: file, offset: 0, length: file.count)))))
    }
    self.given = given
    self.failures = failures
  }

  /// Variables that no configuration has: a mistyped one must not be left out in silence.
  func unknown(to configurations: [TerraformConfiguration]) -> [InputError] {
    Set(given.map(\.name)).sorted().filter { name in !configurations.contains { $0.declares(name) } }.map { name in
      InputError(
        path: "--var", message: "no configuration has a variable \(name)",
        help: configurations.isEmpty
          ? "values of variables are for .tf.json configurations; a plan has its own"
          : "only variables of root modules can be given a value")
    }
  }
}
