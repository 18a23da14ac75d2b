import AWSModel
import Documents

/// How a resource nests another template in its stack.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
enum NestedStack {
  static let types: Set<String> = ["AWS::CloudFormation::Stack", "AWS::Serverless::Application"]

  /// Where the nested template is.
  enum Location {
    /// A path from the directory of the template that names it.
    case local(String, at: SourceRange)
    /// Somewhere that is not read: as written, if that is a text and not a function.
    case remote(String?, at: SourceRange)
    case missing
  }

  /// - Parameter assets: the files that are uploaded with the template, by the names that they get.
  static func location(of declared: TemplateSections.Declared, _ assets: [String: String]) -> Location {
    // What the CDK writes beside a template that it will upload.
    if let asset = declared.body["Metadata"]?["aws:asset:path"]?.string,
      ["TemplateURL", nil].contains(declared.body["Metadata"]?["aws:asset:property"]?.string)
    {
      return .local(asset, at: declared.keyRange)
    }
    let property = declared.type == "AWS::Serverless::Application" ? "Location" : "TemplateURL"
    guard let node = declared.body["Properties"]?[property] else { return .missing }
    if let asset = uploadedName(node).flatMap({ assets[$0] }) { return .local(asset, at: declared.keyRange) }
    guard node.tag == nil, let text = node.string, !text.contains("://"), !text.utf8.opensDynamicReference else {
      // A serverless application may come from a repository of applications, where it has an ARN.
      return .remote(node.string ?? node["ApplicationId"]?.string, at: node.range)
    }
    return .local(text, at: node.range)
  }

  /// The last part of an address of an uploaded template: `HASH.json`, whatever the bucket is.
  private static func uploadedName(_ address: Node) -> String? {
    let text =
      switch (address["Fn::Join"], address["Fn::Sub"]) {
      case (let join?, _): Array(join.elements).last.flatMap { Array($0.elements).last }?.string
      case (nil, let sub?): sub.string ?? Array(sub.elements).first?.string
      case (nil, nil): address.string
      }
    return text?.split(separator: "/").last.map(String.init)
  }
}

/// A template that another nests, to be looked for.
package struct NestedTemplate: Hashable, Sendable {
  /// From the working directory, or absolute: as the nesting template's own path is.
  package let path: String
  /// Where it is named.
  package let place: SourceRange
}

extension CloudFormationTemplate {
  /// The local templates that this one nests.
  package var nestedTemplates: [NestedTemplate] {
    sections.resources.reduce(into: []) { all, declared in
      guard NestedStack.types.contains(declared.type),
        case .local(let path, let place) = NestedStack.location(of: declared, sections.assets)
      else { return }
      all.append(NestedTemplate(path: Self.path(path, besides: name), place: place))
    }
  }

  /// A path that is relative to the directory of a file.
  static func path(_ path: String, besides file: String) -> String {
    if path.hasPrefix("/") { return path }
    var parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != "..", last != "" {
        parts.removeLast()
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
