import AWSModel
import ArgumentParser
import Documents
import Reporting

/// Options that say how output looks, shared by the subcommands.
struct OutputOptions: ParsableArguments {
  @Flag(name: .customLong("no-color"), help: "Never colour the output (NO_COLOR in the environment does the same).")
  var isPlain = false

  var appearance: Appearance { Appearance(isPlain: isPlain) }

  func style(for descriptor: Int32) -> Style { appearance.style(for: descriptor) }

  func report(_ failures: [InputError]) { appearance.report(failures) }

  func report(_ note: Diagnostic?, _ redaction: Redaction = Redaction([])) {
    guard let note else { return }
    let place = note.place.map { " --> \($0)" } ?? ""
    let help = note.help.map { "\n  help: \($0)" } ?? ""
    Output.error(redaction.applied(to: "note: \(note.message)\(place)\(help)\n"))
  }
}
