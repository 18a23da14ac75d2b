import AWSModel
import Documents

/// A CloudFormation template, understood as CloudFormation would deploy it.
package struct CloudFormationTemplate: StackReader {
  package let name: String
  package var format: InputFormat { .cloudFormation }
  let sections: TemplateSections
  package var document: Document { sections.root.document }

  /// Nil if the document is no template.
  ///
  /// - Throws: `InputError` for a template whose sections are not what they have to be.
  package init?(_ document: Document) throws(InputError) {
    guard TemplateSections.isTemplate(document.root) else { return nil }
    name = document.file.path
    sections = try TemplateSections(document.root)
  }

  init(name: String, sections: TemplateSections) {
    self.name = name
    self.sections = sections
  }

  /// Whether it nests others.
  package var hasNestedStacks: Bool { sections.hasNestedStacks }

  /// The files that are uploaded with it, by the names that they get, relative to its directory.
  package var assets: [String: String] { sections.assets }

  /// The template with the files that are uploaded with it: nested templates may be among them.
  package func uploading(_ assets: [String: String]) -> CloudFormationTemplate {
    var sections = sections
    sections.assets = assets
    return CloudFormationTemplate(name: name, sections: sections)
  }

  /// Keys that are repeated: one of the two values is not deployed, and which one is not for a tool to choose.
  package var errors: [InputError] { sections.errors }

  /// Of the template by itself, without what it nests.
  package var identifiers: [String: ResourceID] { CloudFormationStacks([self]).identifiers(of: 0) }

  /// Of the template by itself, without what it nests.
  package func infrastructure(identifiers: [String: ResourceID]) -> Infrastructure {
    CloudFormationStacks([self]).read([0], identifiers: identifiers).infrastructure()
  }

  /// The resource that AWS creates with another and that an attribute of that one names.
  static let implied: @Sendable (_ attribute: String) -> String? = { attribute in
    switch attribute {
    case "DefaultSecurityGroup": ImpliedObject.defaultSecurityGroup
    case "DefaultNetworkAcl": ImpliedObject.defaultNetworkACL
    case "AssociationDefaultRouteTableId", "PropagationDefaultRouteTableId": ImpliedObject.transitRouteTable
    case "ClusterSecurityGroupId": ImpliedObject.clusterSecurityGroup
    case "SourceSecurityGroup.GroupName": ImpliedObject.classicGroup
    default: nil
    }
  }
}
