import Documents

/// A call of an intrinsic function, in whichever of its forms it was written: `!Ref X`, `{"Ref": "X"}`, `Ref: X`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
struct Intrinsic {
  enum Function: String {
    case ref = "Ref"
    case condition = "Condition"
    case and = "Fn::And"
    case base64 = "Fn::Base64"
    case cidr = "Fn::Cidr"
    case equals = "Fn::Equals"
    case findInMap = "Fn::FindInMap"
    case getAtt = "Fn::GetAtt"
    case getAZs = "Fn::GetAZs"
    case `if` = "Fn::If"
    case importValue = "Fn::ImportValue"
    case join = "Fn::Join"
    case length = "Fn::Length"
    case not = "Fn::Not"
    case or = "Fn::Or"
    case select = "Fn::Select"
    case split = "Fn::Split"
    case sub = "Fn::Sub"
    case toJSONString = "Fn::ToJsonString"

    /// The function of a short tag (without its `!`).
    init?(tag: String) {
      switch tag {
      case "Ref", "Condition": self.init(rawValue: tag)
      default: self.init(rawValue: "Fn::" + tag)
      }
    }
  }

  /// As a template would write it in full; of an unknown tag `!Tag`.
  let name: String
  /// Nil for a function that is not evaluated.
  let function: Function?
  /// In the short form it is the tagged node itself, whose own tag does not count again.
  let argument: Node
  /// Whether it is written as a tag.
  let isShort: Bool
  /// The whole call.
  let range: SourceRange

  /// The call that a node is; nil for a plain value.
  ///
  /// `Condition` is a function only where a condition is expected: in a policy it is an ordinary key.
  ///
  /// - Parameter ignoringTag: for the argument of a call in the short form, which is the tagged node itself.
  init?(_ node: Node, inCondition: Bool = false, ignoringTag: Bool = false) {
    if !ignoringTag, let tag = node.tag {
      function = Function(tag: tag)
      name = function?.rawValue ?? "!\(tag)"
      argument = node
      isShort = true
      range = node.range
      return
    }
    guard node.kind == .object, let only = node.onlyMember else { return nil }
    let key = only.name
    switch key {
    case "Ref": break
    case "Condition": guard inCondition else { return nil }
    default: guard key.hasPrefix("Fn::"), !key.hasPrefix("Fn::ForEach::") else { return nil }
    }
    name = key
    function = Function(rawValue: key)
    argument = only.value
    isShort = false
    range = node.range
  }

  /// The arguments of a function that takes several.
  var arguments: [Node]? { argument.kind == .array ? Array(argument.elements) : nil }
}

extension Node {
  /// The member of an object that has one and no other.
  fileprivate var onlyMember: Member? {
    var iterator = members
    guard let first = iterator.next(), iterator.next() == nil else { return nil }
    return first
  }
}
