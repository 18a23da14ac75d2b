import AWSModel
import Documents

/// Where a serverless function sends what becomes of its calls, which its role is allowed to use: a queue for dead
/// letters, and the destinations of asynchronous calls.
///
/// Sources: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deadletterqueue.html,
/// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-onfailure.html
struct ServerlessDestinations {
  private let resource: ResourceFields
  private let role: ResourceID

  init(_ resource: ResourceFields, _ role: ResourceID) {
    self.resource = resource
    self.role = role
  }

  var policies: PartialList<Identity.InlinePolicy> {
    var policies = PartialList<Identity.InlinePolicy>()
    if let letters = resource.fields.block("DeadLetterQueue") {
      append(letters, letters.text("TargetArn"), to: &policies)
    }
    if let destinations = resource.fields.block("EventInvokeConfig")?.block("DestinationConfig") {
      for event in ["OnFailure", "OnSuccess"] {
        guard let destination = destinations.block(event) else { continue }
        append(destination, destination.text("Destination") ?? generated(event, destination), to: &policies)
      }
    }
    return policies
  }

  private static let actions: [String: [(action: String, suffix: String)]] = [
    "EventBridge": [("events:PutEvents", "")], "Lambda": [("lambda:InvokeFunction", "")],
    "S3Bucket": [("s3:PutObject", "/*"), ("s3:ListBucket", "")], "SNS": [("sns:Publish", "")],
    "SQS": [("sqs:SendMessage", "")],
  ]

  private func append(
    _ destination: Fields, _ target: Attribute<PartialText>?, to policies: inout PartialList<Identity.InlinePolicy>
  ) {
    guard let type = destination.string("Type") else { return }
    guard let name = type.known, let actions = Self.actions[name] else {
      if let why = type.unknown { policies.rest.append(why) }
      return
    }
    guard let target else { return }
    let place = target.place
    func pattern(_ text: Attribute<PartialText>) -> Statement.Patterns {
      Statement.Patterns(PartialList([text]), isNegated: false, place: place)
    }
    let statements = actions.map { action, suffix in
      Statement(
        sid: nil, effect: Attribute(.known(.allow), origin: .default, place: place), principals: nil,
        actions: pattern(Attribute(.known(PartialText(action)), origin: .default, place: place)),
        resources: pattern(
          Attribute(target.value.map { $0 + PartialText(suffix) }, origin: target.origin, place: place)),
        conditions: PartialList(), place: place)
    }
    policies.elements.append(
      Identity.InlinePolicy(
        name: nil, document: PolicyDocument(version: nil, statements: PartialList(statements), place: place),
        declaredBy: role, existence: resource.existence()))
  }

  /// Where none is named, the transform makes a queue or a topic.
  private func generated(_ event: String, _ destination: Fields) -> Attribute<PartialText>? {
    let kinds = ["SNS": "Topic", "SQS": "Queue"]
    guard let kind = destination.string("Type")?.known.flatMap({ kinds[$0] }) else { return nil }
    let id = ResourceID(
      stack: resource.id.stack, address: "\(resource.id.address)EventInvokeConfig\(event)\(kind)")
    return Attribute(.known(PartialText([.attribute(id, "Arn")])), origin: .default, place: destination.place)
  }
}
