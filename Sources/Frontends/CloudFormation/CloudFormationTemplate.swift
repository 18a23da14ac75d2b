import AWSModel
import Documents
import NetSpace

/// A CloudFormation template: one stack, whose resources are understood as CloudFormation would deploy them.
package struct CloudFormationTemplate: StackReader {
  package let name: String
  package var format: InputFormat { .cloudFormation }
  package let identifiers: [String: ResourceID]
  let sections: TemplateSections

  /// Nil if the document is no template.
  ///
  /// - Throws: `InputError` for a template whose sections are not what they have to be.
  package init?(_ document: Document) throws(InputError) {
    guard TemplateSections.isTemplate(document.root) else { return nil }
    name = document.file.path
    sections = try TemplateSections(document.root)
    identifiers = PhysicalNames.identifiers(of: sections, stack: name)
  }

  package func infrastructure(identifiers: [String: ResourceID]) -> Infrastructure {
    let context = AdapterContext(stack: name, aliases: identifiers) { attribute in
      switch attribute {
      case "DefaultSecurityGroup": ImpliedObject.defaultSecurityGroup
      case "DefaultNetworkAcl": ImpliedObject.defaultNetworkACL
      case "AssociationDefaultRouteTableId", "PropagationDefaultRouteTableId": ImpliedObject.transitRouteTable
      case "ClusterSecurityGroupId": ImpliedObject.clusterSecurityGroup
      case "SourceSecurityGroup.GroupName": ImpliedObject.classicGroup
      default: nil
      }
    }
    let resolver = Resolver(sections, stack: name) { context.report($0) }
    var draft = Draft()
    for declared in sections.resources { read(declared, resolver, context, into: &draft) }
    CloudFormationAdapters.settle(&draft)
    var result = draft.assembled(diagnostics: (sections.diagnostics + context.diagnostics).withoutRepetition)
    CloudFormationAdapters.settleMemberships(draft.memberships, &result)
    result.mentions = mentions(in: result)
    return result
  }

  private func read(
    _ declared: TemplateSections.Declared, _ resolver: Resolver, _ context: AdapterContext, into draft: inout Draft
  ) {
    let existence = resolver.existence(of: declared)
    // Its condition is false: it is not part of the stack.
    guard existence.verdict != .no else { return }
    let declaration = Declaration(
      id: ResourceID(stack: name, address: declared.logicalID), type: declared.type, place: declared.keyRange,
      existence: existence)
    guard let adapter = CloudFormationAdapters.table[declared.type] else {
      CloudFormationAdapters.notModelled(declaration, context, into: &draft)
      return
    }
    // Whatever is in it counts only if it is there at all.
    guard existence.verdict == .unknown, let condition = declared.body["Condition"]?.string else {
      adapter(ResourceFields(declaration, properties(of: declared, resolver, context)), &draft)
      return
    }
    resolver.assuming(condition, true) {
      adapter(ResourceFields(declaration, properties(of: declared, resolver, context)), &draft)
    }
  }

  /// The properties, each resolved when it is asked for and once.
  private func properties(
    of declared: TemplateSections.Declared, _ resolver: Resolver, _ context: AdapterContext
  ) -> Fields {
    let place = Place(range: declared.keyRange)
    guard let node = declared.body["Properties"], !node.isNull else {
      return Fields(Resolved(.object([], rest: []), at: place), context)
    }
    guard node.kind == .object else {
      return Fields(
        resolver.unreadable(
          "found \(node.noun) as the properties of \(declared.logicalID), expected an object",
          at: Place(range: node.range)), context)
    }
    if node.tag != nil || node.members.contains(where: { $0.name.utf8.starts(with: "Fn::".utf8) }) {
      // A macro makes properties of its own beside those that are written.
      let properties = resolver.resolve(node, path: NodePath())
      return Fields(Resolved(properties.content, at: place), context)
    }
    let resolved = Memo()
    return Fields(at: place, context) { key in
      if let known = resolved.values[key] { return known }
      let written = node[key] ?? sections.global(key, of: declared.type)
      let value = written.map { resolver.resolve($0, path: NodePath().appending(key: key)) }
      resolved.values[key] = .some(value)
      return value
    }
  }
}

/// The properties of one resource that have been asked for; those that are not given are nil.
private final class Memo {
  var values: [String: Resolved?] = [:]
}

extension [Diagnostic] {
  /// Each once, in the order of the first.
  fileprivate var withoutRepetition: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}
