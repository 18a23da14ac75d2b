import ArgumentParser
import Glibc
import Reporting
import Rules
import Workspace

/// `netlint relations`: what rules and queries can ask about.
struct RelationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relations", _superCommandName: Netlint.name,
    abstract: "List what rules and queries can ask about, or show the fields of one.")

  @Argument(help: "The name of a relation, or of a type that its fields lead to.")
  var name: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let pages = RelationPage.all
    let text = RelationText(style: output.style(for: STDOUT_FILENO))
    guard let name else { return Output.standard(text.list(pages)) }
    guard let page = pages.first(where: { $0.name == name }) else {
      let near = Spelling.nearest(to: name, among: pages.map(\.name), limit: 1).first
      throw ValidationError("there is no relation '\(name)'" + (near.map { "; did you mean \($0)?" } ?? ""))
    }
    Output.standard(text.page(page))
  }
}
