import AWSModel
import Documents

/// A use of the transform `AWS::Include`, which puts a part of another file in its place.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
struct Inclusion {
  /// As written.
  let location: String
  let range: SourceRange

  /// Nil if the argument of `Fn::Transform` names another macro.
  init?(_ argument: Node) {
    guard argument["Name"]?.string == "AWS::Include", let node = argument["Parameters"]?["Location"] else { return nil }
    location = node.tag == nil ? node.string ?? "" : node.range.text
    range = node.range
  }

  /// Where the part is; nil if it is in a bucket, as it is once a template is packaged.
  func path(besides file: String) -> String? {
    location.isEmpty || location.hasPrefix("!") || location.contains("://")
      ? nil : CloudFormationTemplate.path(location, besides: file)
  }

  /// Those of which the parts are joined with the sections of the template.
  static func atTop(of root: Node) -> [Inclusion] {
    let transforms = root["Transform"].map { $0.kind == .array ? Array($0.elements) : [$0] } ?? []
    return (transforms + [root["Fn::Transform"]].compactMap(\.self)).compactMap { Inclusion($0) }
  }

  /// All in a tree.
  static func all(in node: Node) -> [Inclusion] {
    let own =
      node.tag == "Transform"
      ? Inclusion(node) : node["Fn::Transform"].flatMap { $0.kind == .object ? Inclusion($0) : nil }
    let inner = node.members.flatMap { all(in: $0.value) } + node.elements.flatMap { all(in: $0) }
    return (own.map { [$0] } ?? []) + inner
  }
}

extension CloudFormationTemplate {
  /// The local files of which this template includes the content.
  package var snippets: [NestedTemplate] {
    guard sections.root.document.file.mentions("AWS::Include") else { return [] }
    let root = sections.root
    // `Fn::Transform` is found in any object.
    let others = root["Transform"] == nil ? [] : Inclusion.atTop(of: root)
    return (Inclusion.all(in: root) + others).compactMap { inclusion in
      inclusion.path(besides: name).map { NestedTemplate(path: $0, place: inclusion.range) }
    }
  }

  /// Paths of the parts that are joined with the sections of this template.
  package var partsAtTop: [String] { Inclusion.atTop(of: sections.root).compactMap { $0.path(besides: name) } }

  /// The template with the parts that it includes at its top.
  ///
  /// - Throws: `InputError` if a section of a part is not what it has to be.
  package func including(_ snippets: [String: Document]) throws(InputError) -> CloudFormationTemplate {
    let parts = partsAtTop.compactMap { snippets[$0]?.root }
    if parts.isEmpty { return self }
    return CloudFormationTemplate(name: name, sections: try TemplateSections(sections.root, parts: parts))
  }
}

extension SourceFile {
  /// Whether a text is anywhere in the file.
  fileprivate func mentions(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return withBytes { bytes in
      guard bytes.count >= wanted.count else { return false }
      return (0...(bytes.count - wanted.count)).contains { start in
        bytes[start] == wanted[0] && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
      }
    }
  }
}

extension Resolver {
  /// Says which parts of the template were not read.
  func checkParts() {
    for inclusion in Inclusion.atTop(of: sections.root) { _ = document(of: inclusion) }
  }

  /// What a macro includes; nil, with a diagnostic, if it was not read.
  private func document(of inclusion: Inclusion) -> Document? {
    if let path = inclusion.path(besides: sections.path), let document = world.stacks.snippets[path] {
      return document
    }
    world.report(
      Diagnostic(
        .unsupported, "the part \(inclusion.location) is not included: what is in it is not analysed",
        help: "it has to be a local file below the directory that is checked", at: inclusion.range))
    return nil
  }

  /// The members that a macro puts where it stands; nil, with a diagnostic, if they are not known.
  func included(_ argument: Node, at range: SourceRange) -> Node? {
    guard argument.kind == .object, let inclusion = Inclusion(argument), let document = document(of: inclusion)
    else { return nil }
    let path = document.file.path
    guard document.root.kind == .object else {
      _ = mistake("\(path) is included, but is \(document.root.noun) and no object", at: inclusion.range)
      return nil
    }
    // A part that includes itself.
    guard including.insert(path).inserted else {
      _ = mistake("\(path) includes itself", at: inclusion.range)
      return nil
    }
    return document.root
  }

  /// Ends what `included` began.
  func endInclusion(_ node: Node) { including.remove(node.document.file.path) }

  /// Resources that a macro among the resources makes.
  func includedResources(_ member: Node.Member) -> [TemplateSections.Declared] {
    guard let root = included(member.value, at: member.key.range) else {
      if Inclusion(member.value) == nil {
        world.report(
          Diagnostic(
            .unsupported, "\(member.name) is not evaluated: the resources it makes are not analysed",
            at: member.key.range))
      }
      return []
    }
    defer { endInclusion(root) }
    return root.members.flatMap { member -> [TemplateSections.Declared] in
      if member.name == "Fn::Transform" { return includedResources(member) }
      if member.name.hasPrefix("Fn::ForEach::") { return looped(member) }
      var diagnostics: [Diagnostic] = []
      let declared = TemplateSections.declared(member, &diagnostics)
      diagnostics.forEach(world.report)
      return [declared]
    }
  }
}
