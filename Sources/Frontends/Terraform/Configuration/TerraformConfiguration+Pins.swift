import AWSModel
import TerraformLanguage

/// Variables without a value of which every value can be tried: those that are true or false.
///
/// What depends on one variable at several places is then the same everywhere: with `count` and a conditional of one
/// variable, a resource that is there only if it is true never has what it would have if it were false.
extension TerraformConfiguration {
  package func domains(deciding unknowns: [Unknown]) -> [Pins.Variable: Pins.Domain] {
    unknowns.reduce(into: [:]) { all, why in
      guard why.reason == .parameter, why.subject.hasPrefix("var.") else { return }
      let name = String(why.subject.dropFirst("var.".count))
      guard let declared = root.variables[name], isUndecidedTruth(name, declared),
        declared.range.file.path == why.place?.file.path
      else { return }
      all[Pins.Variable(stack: self.name, name: why.subject)] = [.truth(true), .truth(false)]
    }
  }

  package func pinned(_ pins: Pins) -> any StackReader {
    var values = given
    for (name, declared) in root.variables {
      guard case .truth(let truth)? = pins.pins[Pins.Variable(stack: self.name, name: "var.\(name)")] else { continue }
      values[name] = Expression(.bool(truth), at: declared.range)
    }
    return with(values)
  }

  private func isUndecidedTruth(_ name: String, _ declared: ConfigurationModule.Declared) -> Bool {
    given[name] == nil && declared.body["default"] == nil
      && ["bool", "${bool}"].contains(declared.body["type"]?.string)
  }
}
