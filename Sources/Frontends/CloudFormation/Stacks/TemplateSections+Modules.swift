/// Names of resources that modules bring, which are in the registry and not in the template.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/module-ref-resources.html
extension TemplateSections {
  /// The module that a resource called so would be of: its name begins with that of the module, with or without a period
  /// behind it.
  func module(bringing name: String) -> String? {
    resources.lazy.filter(\.isModule).map(\.logicalID).first { module in
      let own = name.hasPrefix(module) ? name.dropFirst(module.count) : ""
      return !own.isEmpty && own != "."
    }
  }
}

extension TemplateSections.Declared {
  var isModule: Bool { type.hasSuffix("::MODULE") }
}
