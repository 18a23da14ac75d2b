import AWSModel
import Analysis
import CEL
import Documents

/// A relation: rows of one kind of object, which rules test one by one.
package struct Relation: Sendable {
  package let name: String
  package let doc: String
  /// The type of its rows, by the name of their schema.
  package let rowType: String
  let rows: @Sendable (LintContext) -> [Row]

  /// A relation with the name of its rows' type.
  init<Subject>(of type: ObjectType<Subject>, rows: @escaping @Sendable (LintContext) -> [Row]) {
    name = type.name
    doc = type.doc
    rowType = type.name
    self.rows = rows
  }
}

/// One row: an object, and what a finding on it says beside its fields.
struct Row: Sendable {
  let object: any PlacedObject
  private let existence: @Sendable () -> Certainty
  /// The resource that a finding on this row is about.
  let subject: ResourceID
  /// Rows of one subject with the same key are one mistake: their findings are joined.
  let key: String
  /// The paths that prove the row.
  let traces: @Sendable () -> [Trace]
  /// What the row was derived from: a finding inside it is the same mistake.
  let evidence: @Sendable () -> [SourceRange]

  init(
    _ object: any PlacedObject, exists: @escaping @autoclosure @Sendable () -> Certainty, subject: ResourceID,
    key: String = "",
    traces: @escaping @Sendable () -> [Trace] = { [] }, evidence: @escaping @Sendable () -> [SourceRange] = { [] }
  ) {
    self.object = object
    existence = exists
    self.subject = subject
    self.key = key
    self.traces = traces
    self.evidence = evidence
  }
}

extension Row {
  /// Whether the row is there at all; a finding needs this and the rule's condition.
  ///
  /// It may have to be proven by a path: it is asked only where the condition does not already say no.
  var exists: Certainty { existence() }

  /// The row of a resource.
  init<Subject: Resource>(
    _ type: ObjectType<Subject>, _ resource: Subject, _ context: LintContext,
    evidence: @escaping @Sendable () -> [SourceRange] = { [] }
  ) {
    let existence = resource.declaration.existence
    self.init(
      type.object(resource, context), exists: Certainty(existence.verdict, because: existence.because),
      subject: resource.id, evidence: { [resource.declaration.place] + evidence() })
  }
}

/// The relations that rules can be written for, and the types of all objects that they lead to.
package enum Relations {
  package static let all: [Relation] = [
    opening, exposure, admission, flow, binding, grant,
    securityGroup, subnet, loadBalancer, listener, targetGroup, endpoint, database, bucket, principal, role,
  ]

  package static func named(_ name: String) -> Relation? { all.first { $0.name == name } }

  /// What expressions may name whatever the relation is: every type of object, `ports` and `config`.
  ///
  /// - Parameter others: types of objects beside those.
  package static func environment(_ others: ObjectSchema...) -> Environment {
    Environment(
      variables: [Names.ports: .object(Names.ports), Names.config: .object(Names.config)], objects: schemas + others)
  }

  /// The types of all objects, with their fields and what they mean.
  package static let schemas: [ObjectSchema] = [
    TrafficObject.schema, AddressesObject.schema, SourceSetObject.schema, GlobalObjects.portsSchema,
    GlobalObjects.configSchema, Objects.opening.schema, Objects.exposure.schema, Objects.admission.schema,
    Objects.flow.schema, Objects.binding.schema, Objects.grant.schema, Objects.securityGroup.schema,
    Objects.securityGroupRule.schema, Objects.subnet.schema, Objects.loadBalancer.schema, Objects.listener.schema,
    Objects.listenerAction.schema, Objects.targetGroup.schema, Objects.endpoint.schema, Objects.database.schema,
    Objects.bucket.schema, Objects.principal.schema, Objects.role.schema,
  ]
}

/// The types of objects, each in the file of its relation.
enum Objects {}
