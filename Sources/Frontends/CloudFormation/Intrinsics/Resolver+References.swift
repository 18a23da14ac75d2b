import AWSModel
import Documents
import NetSpace

extension Resolver {
  // MARK: Ref

  /// Evaluates `Ref`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html
  func ref(_ call: Intrinsic, at place: Place) -> Resolved {
    guard let name = call.argument.string else {
      let found = call.argument.noun
      return Resolved(.unknown(report(wrong: call, expected: "a parameter or logical id", found: found)), at: place)
    }
    return reference(to: name, at: place)
  }

  /// What a parameter, pseudo parameter or logical id stands for.
  func reference(to name: String, at place: Place) -> Resolved {
    if let parameter = sections.parameters[name] { return value(of: parameter, at: place) }
    if let pseudo = PseudoParameter(rawValue: name) { return value(of: pseudo, at: place) }
    return attribute("Ref", of: name, at: place)
  }

  // MARK: Parameters

  /// The default, if it has one; else the allowed values, else unknown.
  private func value(of parameter: TemplateParameter, at place: Place) -> Resolved {
    guard !parameter.isLookedUp else { return Resolved(.unknown(parameter.unknown), at: place) }
    if let node = parameter.defaultValue {
      guard let text = node.scalar else {
        return unreadable("the default of parameter \(parameter.name) is \(node.noun), expected a text", at: place)
      }
      assume(
        parameter.name, "parameter \(parameter.name) is taken to have its default \"\(text)\"", at: node.range,
        group: "parameter defaults are taken as the values")
      return value(text, of: parameter, at: place, origin: .parameterDefault)
    }
    let allowed = (parameter.allowedValues ?? []).reduce(into: [String]()) { all, node in
      if let text = node.scalar { all.append(text) }
    }
    guard !parameter.isList, !allowed.isEmpty, allowed.count == parameter.allowedValues?.count else {
      return Resolved(.unknown(parameter.unknown), at: place)
    }
    let options = allowed.map { value($0, of: parameter, at: place, origin: .explicit) }
    return options.count == 1 ? options[0] : Resolved(.oneOf(options, parameter.unknown), at: place)
  }

  private func value(
    _ text: String, of parameter: TemplateParameter, at place: Place, origin: Origin
  ) -> Resolved {
    guard parameter.isList else {
      return Resolved(.text(DynamicReference.replaced(in: text, at: place.range)), at: place, origin: origin)
    }
    let parts = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false)
    let elements = parts.map { part in
      Resolved(.text(PartialText(part.trimmed)), at: place, origin: origin)
    }
    return Resolved(.list(elements, rest: []), at: place, origin: origin)
  }

  private func value(of pseudo: PseudoParameter, at place: Place) -> Resolved {
    if pseudo == .noValue { return Resolved(.null, at: place) }
    if let assumption = pseudo.assumption {
      assume(
        pseudo.rawValue, "\(pseudo.rawValue) is taken to be \(assumption)", at: place.range,
        group: "pseudo parameters are taken as in AWS's commercial regions")
      return Resolved(.text(PartialText(assumption)), at: place, origin: .parameterDefault)
    }
    if pseudo == .notificationARNs { return Resolved(.list([], rest: [pseudo.unknown]), at: place) }
    return Resolved(.text(PartialText([.unknown(pseudo.unknown)])), at: place)
  }

  // MARK: GetAtt

  /// Evaluates `Fn::GetAtt`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html
  func getAtt(_ call: Intrinsic, at place: Place) -> Resolved {
    let expected = "a logical id and an attribute"
    if let text = call.argument.string {
      guard let (id, name) = text.splitAtFirstDot else {
        return Resolved(.unknown(report(wrong: call, expected: expected, found: "\"\(text)\"")), at: place)
      }
      return attribute(name, of: id, at: place)
    }
    guard let arguments = arguments(call, 2...2, expected) else { return wrong(call, at: place) }
    guard let id = arguments[0].string else {
      return Resolved(.unknown(report(wrong: call, expected: expected, found: arguments[0].noun)), at: place)
    }
    let name = texts(resolve(arguments[1], path: place.path))
    guard let literal = name.single?.literal else { return Resolved(.unknown(name.reason(at: place)), at: place) }
    return attribute(literal, of: id, at: place)
  }

  /// An attribute of a resource: its property's value where the attribute returns just that, else a hole that only AWS
  /// can fill, by the resource and the attribute's name (`Ref` for what `Ref` returns).
  func attribute(_ name: String, of logicalID: String, at place: Place) -> Resolved {
    guard let position = sections.index[logicalID] else {
      // SAM and other macros make resources with names of their own.
      if sections.hasMacros {
        return Resolved(.unknown(Unknown(logicalID, .unsupported("Transform"), at: place.range)), at: place)
      }
      return unreadable(
        "there is no parameter or resource \"\(logicalID)\"", help: similar(to: logicalID), at: place)
    }
    let declared = sections.resources[position]
    if existence(of: declared).verdict == .no {
      // In a branch that is itself undecided it may be that nothing comes of it.
      let why = Unknown(logicalID, .unreadable("its condition is false, so it is not created"), at: place.range)
      return Resolved(.unknown(why), at: place)
    }
    if let value = property(name, of: declared, at: place) { return value }
    if let group = sourceGroup(name, of: declared, at: place) { return group }
    let why = Unknown("\(logicalID).\(name)", .knownAfterApply, at: place.range)
    switch AttributeKind(name, of: declared.type) {
    case .itself:
      let id = ResourceID(stack: stack, address: logicalID)
      return Resolved(.text(PartialText([.attribute(id, name)])), at: place)
    case .list: return Resolved(.list([], rest: [why]), at: place)
    case .other: return Resolved(.unknown(why), at: place)
    }
  }

  /// The value of the property that an attribute returns; nil if it is no property or is not given.
  private func property(_ name: String, of declared: TemplateSections.Declared, at place: Place) -> Resolved? {
    guard name != "Ref", declared.type.hasPrefix("AWS::") else { return nil }
    let property = name == "Endpoint.Port" && declared.type.hasPrefix("AWS::RDS::") ? "Port" : name
    guard let node = declared.body["Properties"]?[property] else {
      guard property == "Port", let engine = declared.body["Properties"]?["Engine"]?.string,
        let port = Database.defaultPort(ofEngine: engine)
      else { return nil }
      return Resolved(.number("\(port)"), at: place, origin: .default)
    }
    let key = "\(declared.logicalID).\(property)"
    if let known = attributes[key] { return known.moved(to: place) }
    guard resolving.insert(key).inserted, resolving.count <= Self.chainLimit else {
      return unreadable("\(key) refers to itself, or to more than \(Self.chainLimit) others in a row", at: place)
    }
    defer { resolving.remove(key) }
    // What holds where it is used need not hold where it is written.
    let outer = scope
    scope = ConditionScope()
    defer { scope = outer }
    let value = resolve(node, path: place.path)
    attributes[key] = value
    return value.isNull ? nil : value.moved(to: place)
  }

  /// Attributes of attributes, in a row.
  private static var chainLimit: Int { 100 }

  /// The group by which the instances of a classic load balancer know it: the first that it names; nil if it names none.
  private func sourceGroup(_ name: String, of declared: TemplateSections.Declared, at place: Place) -> Resolved? {
    guard name == "SourceSecurityGroup.GroupName", declared.type == "AWS::ElasticLoadBalancing::LoadBalancer",
      let groups = property("SecurityGroups", of: declared, at: place)
    else { return nil }
    if case .list(let elements, _) = groups.content, let first = elements.first { return first }
    return Resolved(.unknown(Unknown("\(declared.logicalID).\(name)", .knownAfterApply, at: place.range)), at: place)
  }

  /// A name that was meant, perhaps.
  private func similar(to name: String) -> String? {
    // A template has at most 500 resources; in something larger the search would take longer than the rest.
    guard sections.resources.count <= 1000 else { return nil }
    let wanted = name.lowercased()
    let names = sections.resources.map(\.logicalID) + sections.parameters.keys.sorted()
    return names.first { $0.lowercased() == wanted }.map { "did you mean \($0)? Names are case-sensitive" }
  }
}

/// What an attribute that is no property says.
private enum AttributeKind {
  /// Something about the resource, by which it can be known: its id, its ARN, its address.
  case itself
  /// A list of which AWS decides the elements.
  case list
  /// The id of another resource, or whatever a custom resource or nested stack returns.
  case other

  init(_ name: String, of type: String) {
    switch (type, name) {
    case (_, "Ref"), ("AWS::EC2::VPC", "VpcId"), ("AWS::EC2::RouteTable", "RouteTableId"): self = .itself
    case ("AWS::EC2::VPC", "Ipv6CidrBlocks"), ("AWS::EC2::VPC", "CidrBlockAssociations"),
      ("AWS::EC2::Subnet", "Ipv6CidrBlocks"), (_, "SecurityGroups"):
      self = .list
    case ("AWS::CloudFormation::Stack", _), ("AWS::CloudFormation::CustomResource", _), (_, "VpcId"),
      (_, "RouteTableId"), (_, "EniId"):
      self = .other
    default: self = type.hasPrefix("AWS::") ? .itself : .other
    }
  }
}

extension Resolved {
  /// The same value where it is used: its places are those of the use.
  func moved(to place: Place) -> Resolved {
    let content: Content =
      switch content {
      case .null, .bool, .number, .text, .unknown: content
      case .list(let elements, let rest): .list(elements.map { $0.moved(to: place) }, rest: rest)
      case .object(let members, let rest):
        .object(
          members.map { Member(key: $0.key, keyRange: place.range, value: $0.value.moved(to: place)) }, rest: rest)
      case .oneOf(let options, let why): .oneOf(options.map { $0.moved(to: place) }, why)
      }
    return Resolved(content, at: place, origin: origin, source: source)
  }
}

extension String {
  /// `Vpc.CidrBlock` as the two sides of the first dot.
  var splitAtFirstDot: (String, String)? {
    guard let dot = firstIndex(of: "."), dot != startIndex, index(after: dot) != endIndex else { return nil }
    return (String(self[..<dot]), String(self[index(after: dot)...]))
  }
}

extension Substring {
  /// Without the spaces around it.
  var trimmed: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
