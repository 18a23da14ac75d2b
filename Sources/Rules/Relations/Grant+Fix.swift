import AWSModel
import Analysis
import Documents

extension Grant {
  /// Fewer actions in place of the wildcards of its statement, or resources in place of all.
  ///
  /// - Parameter field: what a rule points at: only what says that the actions are too many is answered so.
  func fix(for field: String, _ context: LintContext) -> Fix? {
    if field.hasSuffix(".open_actions") { return resourceFix(context) }
    guard field.hasSuffix(".exceeds_s3_least_privilege") || field.hasSuffix(".whole_services"),
      let narrower = narrowerActions
    else { return nil }
    let left = narrower.leftOut.map { "\($0.count) \($0.level.rawValue.lowercased())" }.joined(separator: ", ")
    let shown = narrower.list.prefix(12).joined(separator: ", ")
    let more = narrower.list.count > 12 ? " and \(narrower.list.count - 12) more" : ""
    return Fix(
      description: "narrow the actions to \(shown)\(more)"
        + (left.isEmpty ? "" : "; that leaves out \(left) actions"),
      edits: edits(narrower) ?? [])
  }

  /// Which resources are meant no policy says; what their ARNs look like the actions say, and the input what there is.
  private func resourceFix(_ context: LintContext) -> Fix? {
    let all = nameableResources.filter { !$0.forms.isEmpty }
    if all.isEmpty { return nil }
    let shown = all.prefix(3).map { part in
      let declared = context.infrastructure.namedResources.filter {
        $0.kind.service == part.service && $0.id.stack == grantee.id.stack
      }.map(\.id.address)
      let known = declared.isEmpty ? "" : " (the input has \(declared.prefix(3).joined(separator: ", ")))"
      return part.forms.joined(separator: " or ") + known
    }
    let more = all.count > 3 ? ", and those of \(all.count - 3) other services" : ""
    return Fix(
      description: "name the resources in place of *\(inAStatementOfTheirOwn): \(shown.joined(separator: ", "))\(more)",
      edits: [])
  }

  /// What else the statement allows may need `*`, or other resources: for that it stays as it is.
  private var inAStatementOfTheirOwn: String {
    let open = openActions.map(\.action.description)
    let all = Set(granted.may.boxes.flatMap { ActionCatalogue.builtIn.actions(in: $0.actions) }.map(\.description))
    guard let first = open.first, !all.isSubset(of: open) else { return "" }
    return ", in a statement of \(open.count == 1 ? "its" : "their") own for \(first)"
      + (open.count > 1 ? " and \(open.count - 1) more" : "")
  }

  /// Nil if one of the patterns is not written where it could be replaced.
  private func edits(_ narrower: NarrowerActions) -> [Fix.Edit]? {
    guard let statement else { return nil }
    let whole = statement.actions.place.range
    // A plan is made from something else, which is what has to be changed.
    let isPlanned =
      (policy.declaredBy ?? grantee.id).address.contains(".") && !whole.file.path.hasSuffix(".tf.json")
    if isPlanned { return nil }
    var edits: [Fix.Edit] = []
    for edit in narrower.edits {
      guard let text = edit.pattern.known?.literal, edit.pattern.place.definition == nil,
        let made = Fix.edit(
          edit.pattern.place.range, spelling: text, as: edit.actions.map(\.description),
          isAlone: edit.pattern.place.range == whole)
      else { return nil }
      edits.append(made)
    }
    return edits.sorted { $0.range < $1.range }
  }
}
