import AWSModel
import Documents

/// What the events of a serverless function give to its role, and whom they let call it.
///
/// Sources: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html,
/// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
struct ServerlessEvents {
  private struct Event {
    let name: String
    let type: String
    let place: Place
    let existence: Existence
    let properties: Fields?
  }

  private let resource: ResourceFields
  private var events: [Event] = []
  /// Why there may be others.
  private var rest: [Unknown] = []

  init(_ resource: ResourceFields) {
    self.resource = resource
    switch resource.fields["Events"]?.content {
    case .object(let members, let unknowns)?:
      rest = unknowns
      for member in members where !member.value.isNull { read(member) }
    case .unknown(let why)?: rest = [why]
    default: break
    }
  }

  private mutating func read(_ member: Resolved.Member) {
    let place = Place(range: member.keyRange, path: member.value.place.path)
    let existence = resource.existence(member.value.doubt.map { .possible([$0]) } ?? .certain)
    let fields = Fields(member.value, resource.context)
    guard let type = fields.string("Type") else { return }
    switch type.value {
    case .known(let type):
      let properties = fields.block("Properties")
      // What is asked for and is not there is looked for under names that are nearly the same.
      for name in Self.required[type] ?? [] { _ = properties?.has(name) }
      var event = Event(name: member.key, type: type, place: place, existence: existence, properties: properties)
      if let queue = properties?["SqsSubscription"], type == "SNS" {
        // By way of a queue: the function reads it, and the topic does not call the function.
        switch properties?.isOff("SqsSubscription") ?? .known(false) {
        case .known(true): break
        case .known(false):
          event = Event(name: event.name, type: "SQS", place: place, existence: existence, properties: properties)
        case .unknown(let why), .oneOf(_, let why):
          let doubt = resource.existence(.possible([why]))
          events.append(Event(name: event.name, type: "SQS", place: queue.place, existence: doubt, properties: nil))
          event = Event(name: event.name, type: type, place: place, existence: doubt, properties: properties)
        }
      }
      events.append(event)
    case .unknown(let why), .oneOf(_, let why): rest.append(why)
    }
  }

  /// The properties without which an event is none, by its type.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
  private static let required = [
    "Api": ["Path", "Method"], "CloudWatchEvent": ["Pattern"], "CloudWatchLogs": ["LogGroupName", "FilterPattern"],
    "Cognito": ["UserPool", "Trigger"], "DynamoDB": ["Stream"], "EventBridgeRule": ["Pattern"],
    "HttpApi": ["Path", "Method"], "IoTRule": ["Sql"], "Kinesis": ["Stream"], "MSK": ["Stream", "Topics"],
    "S3": ["Bucket", "Events"], "SNS": ["Topic"], "SQS": ["Queue"], "Schedule": ["Schedule"],
    "ScheduleV2": ["ScheduleExpression"],
  ]

  // MARK: The role

  /// By the kind of what the function takes its events from.
  private static let readers = [
    "DynamoDB": "AWSLambdaDynamoDBExecutionRole", "Kinesis": "AWSLambdaKinesisExecutionRole",
    "MSK": "AWSLambdaMSKExecutionRole", "SQS": "AWSLambdaSQSQueueExecutionRole",
  ]
  /// Sources for which the transform writes a policy that is not modelled.
  private static let unmodelled: Set = ["DocumentDB", "MQ", "SelfManagedKafka"]

  /// The policies that let the function take its events from their sources.
  var policies: PartialList<Link> {
    var links = PartialList<Link>(rest: rest)
    for event in events {
      if let name = Self.readers[event.type] {
        if event.existence.verdict == .yes {
          links.elements.append(
            Link(.external("arn:aws:iam::aws:policy/service-role/\(name)"), at: event.place, origin: .default))
        } else {
          links.rest += event.existence.because
        }
      } else if Self.unmodelled.contains(event.type) {
        links.rest.append(
          Unknown(
            "the policy for event \(event.name)", .unsupported("the transform writes it"), at: event.place.range))
      }
    }
    return links
  }

  // MARK: Permissions

  /// What the events call: the alias, where the function is published under one.
  ///
  /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
  private var called: PartialText { resource.fields.qualified(resource.id, by: "AutoPublishAlias") }

  /// The service that calls the function, and the key of a request that names what it calls for.
  private static let callers = [
    "AlexaSkill": ("alexa-appkit.amazon.com", nil), "Api": ("apigateway.amazonaws.com", "aws:SourceArn"),
    "CloudWatchEvent": ("events.amazonaws.com", "aws:SourceArn"),
    "CloudWatchLogs": ("logs.amazonaws.com", "aws:SourceArn"),
    "Cognito": ("cognito-idp.amazonaws.com", "aws:SourceArn"),
    "EventBridgeRule": ("events.amazonaws.com", "aws:SourceArn"),
    "HttpApi": ("apigateway.amazonaws.com", "aws:SourceArn"), "IoTRule": ("iot.amazonaws.com", "aws:SourceArn"),
    "S3": ("s3.amazonaws.com", "aws:SourceAccount"), "SNS": ("sns.amazonaws.com", "aws:SourceArn"),
    "Schedule": ("events.amazonaws.com", "aws:SourceArn"),
  ]

  func addPermissions(into draft: inout Draft) {
    for event in events {
      guard let (service, key) = Self.callers[event.type] else { continue }
      let conditions = key.map { [condition($0, of: event)] } ?? []
      add(
        "\(event.name)Permission", principal: "Service", service, action: "lambda:InvokeFunction", conditions,
        at: event.place, event.existence, into: &draft)
    }
    addPublicURL(into: &draft)
  }

  // MARK: Roles of what calls

  /// The services that call a function or start a state machine as a role that is made for it.
  private static let actors = [
    Target.function: ["ScheduleV2": "scheduler.amazonaws.com"],
    .stateMachine: [
      "Api": "apigateway.amazonaws.com", "CloudWatchEvent": "events.amazonaws.com",
      "EventBridgeRule": "events.amazonaws.com", "Schedule": "events.amazonaws.com",
      "ScheduleV2": "scheduler.amazonaws.com",
    ],
  ]

  enum Target: String {
    case function = "lambda:InvokeFunction"
    case stateMachine = "states:StartExecution"
  }

  /// The role as which each event calls the function or starts the state machine, unless the event names one.
  func addRoles(for target: Target, into draft: inout Draft) {
    for event in events {
      let given = event.properties?["RoleArn"]
      guard let service = Self.actors[target]?[event.type], given == nil || given?.doubt != nil else { continue }
      let existence = given?.doubt.map { .possible(event.existence.because + [$0]) } ?? event.existence
      let id = ResourceID(stack: resource.id.stack, address: "\(resource.id.address)\(event.name)Role")
      let arn = target == .function ? called : PartialText([.attribute(resource.id, "Ref")])
      let statement = Statement(
        sid: nil, effect: Attribute(.known(.allow), origin: .default, place: event.place), principals: nil,
        actions: Statement.Patterns(
          PartialList([text(target.rawValue, at: event.place)]), isNegated: false, place: event.place),
        resources: Statement.Patterns(
          PartialList([Attribute(.known(arn), origin: .default, place: event.place)]), isNegated: false,
          place: event.place),
        conditions: PartialList(), place: event.place)
      let policy = PolicyDocument(version: nil, statements: PartialList([statement]), place: event.place)
      draft.infrastructure.identities.append(
        Identity(
          declaration: Declaration(
            id: id, type: "AWS::IAM::Role", kind: .implied, place: event.place.range, existence: existence),
          kind: .role, name: nil, trust: .assumedBy(service, at: event.place),
          inlinePolicies: PartialList([Identity.InlinePolicy(name: nil, document: policy, declaredBy: id)]),
          managedPolicies: PartialList(),
          boundary: event.properties?.link("PermissionsBoundary", named: .policy)))
    }
  }

  /// Whoever calls an open URL needs both actions.
  private func addPublicURL(into draft: inout Draft) {
    guard let url = resource.fields.block("FunctionUrlConfig"), url.string("AuthType")?.known == "NONE" else { return }
    for (suffix, action, op, key, value) in [
      ("UrlPublicPermissions", "lambda:InvokeFunctionUrl", "StringEquals", "lambda:FunctionUrlAuthType", "NONE"),
      ("UrlInvokePermissions", "lambda:InvokeFunction", "Bool", "lambda:InvokedViaFunctionUrl", "true"),
    ] {
      let condition = Statement.Condition(
        op: op, key: key, values: PartialList([text(value, at: url.place)]), place: url.place)
      add(
        suffix, principal: "AWS", "*", action: action, [condition], at: url.place, resource.declaration.existence,
        into: &draft)
    }
  }

  /// The transform confines each permission to what the event is for, or to the account of the stack.
  private func condition(_ key: String, of event: Event) -> Statement.Condition {
    let source = ResourceID(stack: resource.id.stack, address: "\(resource.id.address).\(event.name)")
    let isAccount = key == "aws:SourceAccount"
    let value: PartialText.Part =
      isAccount ? .unknown(PseudoParameter.accountID.unknown) : .attribute(source, "Arn")
    return Statement.Condition(
      op: isAccount ? "StringEquals" : "ArnLike", key: key,
      values: PartialList([Attribute(.known(PartialText([value])), origin: .default, place: event.place)]),
      place: event.place)
  }

  private func add(
    _ suffix: String, principal kind: String, _ principal: String, action: String,
    _ conditions: [Statement.Condition], at place: Place, _ existence: Existence, into draft: inout Draft
  ) {
    let statement = Statement.permission(
      principal: kind, principal, action: action, on: called, conditions, at: place)
    let id = ResourceID(stack: resource.id.stack, address: resource.id.address + suffix)
    draft.infrastructure.resourcePolicies.append(
      ResourcePolicy(
        declaration: Declaration(
          id: id, type: "AWS::Lambda::Permission", kind: .implied, place: place.range, existence: existence),
        kind: .function, subject: Link(.resource(resource.id), at: place, origin: .default),
        document: PolicyDocument(version: nil, statements: PartialList([statement]), place: place)))
  }

  private func text(_ value: String, at place: Place) -> Attribute<PartialText> {
    Attribute(.known(PartialText(value)), origin: .default, place: place)
  }
}

extension Fields {
  /// Whether a member is there and false, and nothing more than that.
  fileprivate func isOff(_ key: String) -> Value<Bool> {
    switch self[key]?.content {
    case .object, .list: .known(false)
    default: bool(key, default: false).map { !$0 }.value
    }
  }
}
