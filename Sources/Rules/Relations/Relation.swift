import AWSModel
import Analysis
import CEL
import CEL
import Documents

/// A relation: rows of one kind of object, which rules test one by one.
package struct Relation: Sendable {
  /// Visits the rows in groups, each made when it is come to: of a large network there are more than memory should hold.
  let groups: @Sendable (LintContext, (RowGroup) -> Void) -> Void
  private let words: @Sendable () -> (name: String, doc: String)

  /// A relation with the name of its rows' type, which is made when somebody asks: not for a relation without rows.
  init<Subject>(
    of type: @escaping @autoclosure @Sendable () -> ObjectType<Subject>,
    rows: @escaping @Sendable (LintContext) -> [Row]
  ) {
    self.init(of: type()) { context, visit in visit(RowGroup(rows: { rows(context) })) }
  }

  init<Subject>(
    of type: @escaping @autoclosure @Sendable () -> ObjectType<Subject>,
    groups: @escaping @Sendable (LintContext, (RowGroup) -> Void) -> Void
  ) {
    words = {
      let type = type()
      return (type.name, type.doc)
    }
    self.groups = groups
  }

  package var name: String { words().name }
  package var doc: String { words().doc }
  /// The type of its rows, by the name of their schema.
  package var rowType: String { name }
}

/// Rows that share the value of a field.
struct RowGroup {
  /// The field, which is known before there are rows; nil if they share none.
  let shared: (field: String, value: Value)?
  /// All of its rows, in their order.
  let lists: () -> [RowList]

  init(shared: (field: String, value: Value)? = nil, lists: @escaping () -> [RowList]) {
    self.shared = shared
    self.lists = lists
  }

  /// A group whose rows share nothing.
  init(rows: @escaping () -> [Row]) {
    self.init {
      let rows = rows()
      return [RowList(count: rows.count) { rows[$0] }]
    }
  }
}

/// Rows, each made when it is come to.
struct RowList {
  /// What the rows of other lists have in common with those of this one, position by position.
  struct Pattern {
    /// What the lists are told by that have it; it stays as long as the run.
    let identity: ObjectIdentifier
    /// The fields and methods whose answers are the same, but for the reasons why something is not known.
    let members: Set<String>
  }

  let count: Int
  /// Nil if there is no other list like it.
  let pattern: Pattern?
  let row: (Int) -> Row

  init(count: Int, pattern: Pattern? = nil, row: @escaping (Int) -> Row) {
    self.count = count
    self.pattern = pattern
    self.row = row
  }
}

/// One row: an object, and what a finding on it says beside its fields.
struct Row: Sendable {
  let object: Entity
  private let existence: @Sendable () -> Certainty
  /// The resource that a finding on this row is about.
  let subject: ResourceID
  /// Rows of one subject with the same key are one mistake: their findings are joined.
  let key: @Sendable () -> String
  /// The first paths that prove the row, at most so many: there may be thousands.
  let traces: @Sendable (_ most: Int) -> [Trace]
  /// The fields that the paths prove, for a row that is there without them; nil: they prove the row.
  let provenFields: Set<String>?
  /// What the row was derived from: a finding inside it is the same mistake.
  let evidence: @Sendable () -> [SourceRange]
  /// What could stand in place of what a rule finds, by the field that the rule points at.
  let fix: @Sendable (_ field: String) -> Fix?

  init(
    _ object: Entity, exists: @escaping @autoclosure @Sendable () -> Certainty, subject: ResourceID,
    key: @escaping @autoclosure @Sendable () -> String = "",
    traces: @escaping @Sendable (_ most: Int) -> [Trace] = { _ in [] }, proving provenFields: Set<String>? = nil,
    evidence: @escaping @Sendable () -> [SourceRange] = { [] },
    fix: @escaping @Sendable (_ field: String) -> Fix? = { _ in nil }
  ) {
    self.object = object
    existence = exists
    self.subject = subject
    self.key = key
    self.traces = traces
    self.provenFields = provenFields
    self.evidence = evidence
    self.fix = fix
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
    let certainty = Certainty(existence.verdict, because: existence.because)
    let part = resource.part
    self.init(
      type.object(resource, context),
      exists: part.map { certainty.and(Certainty($0.existence.verdict, because: $0.existence.because)) } ?? certainty,
      subject: resource.id, key: part?.key ?? "",
      evidence: { [part?.place.range ?? resource.declaration.place] + evidence() })
  }
}

/// The relations that rules can be written for, and the types of all objects that they lead to.
///
/// Both are made when they are first named: a run pays for what its rules look at, not for the whole catalogue.
package enum Relations {
  package static var all: [Relation] {
    byName.map { $0.relation() } + SettingObjects.names.compactMap(SettingObjects.relation)
  }

  package static func named(_ name: String) -> Relation? {
    byName.first { $0.name == name }?.relation() ?? SettingObjects.relation(named: name)
  }

  /// Those whose rows are derived from policies.
  static let ofPolicies: Set = [
    "grant", "policy_statement", "principal", "role", "user", "escalation", "secret_reader",
  ]

  /// What expressions may name whatever the relation is: every type of object, `ports` and `config`.
  ///
  /// - Parameter parameters: the type of the rule's own parameters.
  package static func environment(_ parameters: ObjectSchema) -> Environment {
    var objects = allSchemas
    objects[parameters.name] = { parameters }
    return Environment(
      variables: [Names.ports: .object(Names.ports), Names.config: .object(Names.config)], objects: objects,
      functions: NetworkFunctions.all)
  }

  /// The types of all objects, with their fields and what they mean.
  package static var schemas: [ObjectSchema] { allSchemas.values.map { $0() } }

  private static var allSchemas: [String: @Sendable () -> ObjectSchema] {
    SettingObjects.names.reduce(into: schemasByName) { all, name in
      // None of them is made before an expression names it.
      all[name] = { SettingObjects.type(named: name)?.schema ?? ObjectSchema(name, fields: [:]) }
    }
  }

  private static let byName: [(name: String, relation: @Sendable () -> Relation)] = [
    ("opening", { opening }), ("exposure", { exposure }), ("admission", { admission }), ("flow", { flow }),
    ("binding", { binding }), ("grant", { grant }), ("security_group", { securityGroup }), ("subnet", { subnet }),
    ("load_balancer", { loadBalancer }), ("listener", { listener }), ("target_group", { targetGroup }),
    ("endpoint", { endpoint }), ("database", { database }), ("bucket", { bucket }), ("principal", { principal }),
    ("role", { role }), ("security_group_rule", { securityGroupRule }), ("vpc", { vpc }),
    ("network_acl", { networkACL }), ("network_acl_entry", { networkACLEntry }), ("route_table", { routeTable }),
    ("route", { route }), ("nat_gateway", { natGateway }), ("overlap", { overlap }),
    ("dropped_answer", { droppedAnswer }), ("transit_gateway", { transitGateway }),
    ("kubernetes_cluster", { kubernetesCluster }), ("vpc_endpoint", { vpcEndpoint }),
    ("search_domain", { searchDomain }), ("service", { service }), ("dns_record", { dnsRecord }),
    ("origin", { origin }), ("policy_statement", { policyStatement }),
    ("user", { user }), ("function_url", { functionURL }),
    ("escalation", { escalation }), ("machine", { machine }),
    ("secret_reader", { secretReader }), ("resource", { resource }),
  ]

  private static let schemasByName: [String: @Sendable () -> ObjectSchema] = [
    TrafficObject.name: { TrafficObject.schema }, AddressesObject.name: { AddressesObject.schema },
    IPObject.name: { IPObject.schema }, CIDRObject.name: { CIDRObject.schema },
    SourceSetObject.name: { SourceSetObject.schema }, Names.ports: { GlobalObjects.portsSchema },
    Names.config: { GlobalObjects.configSchema },
    "opening": { Objects.opening.schema }, "exposure": { Objects.exposure.schema },
    "admission": { Objects.admission.schema }, "flow": { Objects.flow.schema },
    "binding": { Objects.binding.schema }, "grant": { Objects.grant.schema },
    "security_group": { Objects.securityGroup.schema }, "security_group_rule": { Objects.securityGroupRule.schema },
    "subnet": { Objects.subnet.schema }, "load_balancer": { Objects.loadBalancer.schema },
    "listener": { Objects.listener.schema }, "listener_action": { Objects.listenerAction.schema },
    "target_group": { Objects.targetGroup.schema }, "endpoint": { Objects.endpoint.schema },
    "database": { Objects.database.schema }, "bucket": { Objects.bucket.schema },
    "principal": { Objects.principal.schema }, "role": { Objects.role.schema }, "vpc": { Objects.vpc.schema },
    "network_acl": { Objects.networkACL.schema }, "network_acl_entry": { Objects.networkACLEntry.schema },
    "route_table": { Objects.routeTable.schema }, "route": { Objects.route.schema },
    "nat_gateway": { Objects.natGateway.schema }, "overlap": { Objects.overlap.schema },
    "dropped_answer": { Objects.droppedAnswer.schema }, "transit_gateway": { Objects.transitGateway.schema },
    "kubernetes_cluster": { Objects.kubernetesCluster.schema }, "vpc_endpoint": { Objects.vpcEndpoint.schema },
    "search_domain": { Objects.searchDomain.schema }, "service": { Objects.service.schema },
    "dns_record": { Objects.dnsRecord.schema }, "origin": { Objects.origin.schema },
    "policy_statement": { Objects.policyStatement.schema }, "user": { Objects.user.schema },
    "function_url": { Objects.functionURL.schema }, "escalation": { Objects.escalation.schema },
    "machine": { Objects.machine.schema }, "secret_reader": { Objects.secretReader.schema },
    "resource": { Objects.resource.schema },
  ]
}

/// The types of objects, each in the file of its relation.
enum Objects {}
