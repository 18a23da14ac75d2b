import AWSModel
import Documents

/// The versions of serverless functions, and the aliases that they are published under.
extension Resolver {
  /// What `Function.Alias`, `Function.Version` or the logical id of the alias refers to: the ARN of the function, and
  /// behind it the name or number; nil if no function is published under that.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
  func published(_ name: String, at place: Place) -> Resolved? {
    guard sections.isServerless else { return nil }
    if let (function, part) = name.splitAtFirstDot, part == "Alias" || part == "Version" {
      guard let alias = alias(of: function, at: place) else { return nil }
      return arn(of: function, part == "Alias" ? alias : nil, at: place)
    }
    for start in name.ranges(of: "Alias") {
      let function = String(name[..<start.lowerBound])
      guard let alias = alias(of: function, at: place), alias.literal == String(name[start.upperBound...]) else {
        continue
      }
      return arn(of: function, alias, at: place)
    }
    return nil
  }

  /// The alias that a serverless function is published under.
  private func alias(of function: String, at place: Place) -> PartialText? {
    guard let position = index[function] else { return nil }
    let declared = resources[position]
    guard declared.type == "AWS::Serverless::Function",
      let node = declared.body["Properties"]?["AutoPublishAlias"]
        ?? sections.global("AutoPublishAlias", of: declared.type)
    else { return nil }
    return texts(resolve(node, path: place.path)).single
  }

  /// - Parameter alias: nil for the version, which AWS numbers.
  private func arn(of function: String, _ alias: PartialText?, at place: Place) -> Resolved {
    let number = Unknown("\(function).Version", .knownAfterDeployment, at: place.range)
    let start = PartialText([.attribute(id(function), "Arn"), .literal(":")])
    return Resolved(.text(start + (alias ?? PartialText([.unknown(number)]))), at: place)
  }
}
