import AWSModel

extension Resolver {
  /// Reports each resource with the name of one that the serverless transform makes: it refuses the template then.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
  func checkCollisions() {
    guard sections.isServerless else { return }
    for declared in resources {
      guard let maker = sections.maker(of: declared) else { continue }
      _ = mistake(
        "\(declared.logicalID) has the name of a resource that is made of \(maker.logicalID)",
        help: "the serverless transform refuses the template: give it another name", at: declared.keyRange)
    }
  }
}
