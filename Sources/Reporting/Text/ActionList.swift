import Analysis

/// Actions as a table: name, access level, the types of resources that they can be confined to.
package struct ActionList {
  private let actions: [CataloguedAction]
  private let style: Style

  package init(_ actions: [CataloguedAction], style: Style) {
    self.actions = actions
    self.style = style
  }

  /// Empty for no actions.
  package var text: String {
    if actions.isEmpty { return "" }
    let rows = actions.map { action in
      [action.description, Self.level(of: action), action.resourceTypes.map(Self.words).joined(with: ", ")]
    }
    let table = TextTable(
      columns: [.init("ACTION"), .init("LEVEL"), .init("RESOURCES", isBreakable: true)], rows: rows, width: 120,
      style: style)
    return table.lines.map { $0 + "\n" }.joined()
  }

  package var json: String {
    let values = actions.map { action -> JSONValue in
      let types = action.resourceTypes.map { type -> JSONValue in
        .object(["type": .string(type.name), "required": .bool(type.isRequired)])
      }
      return .object([
        "action": .string(action.description), "level": .string(action.level.rawValue),
        "level_is_inferred": action.isLevelInferred ? .bool(true) : nil, "resources": .array(types),
      ])
    }
    return JSONValue.array(values).text
  }

  private static func level(of action: CataloguedAction) -> String {
    action.level.rawValue + (action.isLevelInferred ? " (by its name)" : "")
  }

  private static func words(_ type: CataloguedAction.ResourceType) -> String {
    type.isRequired ? type.name + "!" : type.name
  }
}
