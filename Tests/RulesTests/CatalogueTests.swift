import CEL
import RuleCatalog
import Rules
import TestSupport
import Testing

/// The rules in the binary are those of `rules/`, and what the relations promise is there.
@Suite struct CatalogueTests {
  @Test func theBinaryHoldsTheRulesOfTheFolder() {
    let built = RuleCatalog.rules()
    let read = RuleFolder.read(Repository.path("rules")).rules
    #expect(built.count == RuleCatalog.count)
    #expect(built.map(\.id).sorted() == read.map(\.id).sorted())
    for rule in read {
      guard let same = built.first(where: { $0.id == rule.id }) else { continue }
      #expect(same.path == "rules/\(rule.metadata.group)/\(rule.id)/rule.yaml")
      #expect(same.isChecked, "\(rule.id) is checked again in every run")
      #expect(RuleRecord.encode(same, path: "") == RuleRecord.encode(rule, path: ""))
    }
  }

  /// Rules that no other tool has, as far as their lists were read: an id of something else would be worse than none.
  private static let foundByNobodyElse: Set = [
    "alb-https-without-certificate", "app-bypasses-load-balancer", "app-egress-beyond-https",
    "container-image-floating-tag", "database-egress-open", "database-reachable-only-from-app",
    "database-subnet-routes-to-internet", "database-without-alarms", "ecs-container-without-health-check",
    "ecs-deployment-drops-capacity", "ecs-service-without-autoscaling", "ecs-service-without-circuit-breaker",
    "ecs-task-without-limits",
    "exposed-compute-with-privileged-role", "iam-statement-redundant", "iam-statement-without-effect",
    "load-balancer-egress-beyond-targets",
    "load-balancer-open-beyond-listeners", "nlb-plaintext-listener", "rds-storage-not-autoscaling",
    "secret-readable-by-others", "secret-value-in-state", "security-group-port-unserved",
    "target-group-without-health-check", "terraform-lock-table-missing", "terraform-state-bucket-unversioned",
    "trail-without-insights", "vpc-dns-disabled", "workload-without-autoscaling",
  ]

  @Test func everyRuleExplainsItself() {
    for rule in RuleCatalog.rules() {
      #expect(!rule.metadata.why.isEmpty && !rule.metadata.remediation.isEmpty, "\(rule.id)")
      #expect(!rule.metadata.references.isEmpty, "\(rule.id)")
      #expect(rule.metadata.sameAs.isEmpty == Self.foundByNobodyElse.contains(rule.id), "\(rule.id)")
      #expect(!rule.metadata.title.hasSuffix("."), "\(rule.id)")
    }
  }

  @Test func aCutRecordIsNoRule() {
    let record = Array(RuleRecord.encode(Run.catalogue("iam-admin-access")[0], path: "p").utf8)
    for count in [0, 1, 10, record.count / 2, record.count - 1] {
      record.prefix(count).withUnsafeBufferPointer { #expect(RuleRecord.decode($0) == nil) }
    }
    record.withUnsafeBufferPointer { #expect(RuleRecord.decode($0)?.id == "iam-admin-access") }
  }

  @Test func everyTypeThatAFieldNamesIsDeclaredAndDescribed() {
    let names = Set(Relations.schemas.map(\.name))
    for schema in Relations.schemas {
      #expect(!schema.doc.isEmpty, "\(schema.name)")
      for (name, field) in schema.fields {
        #expect(!field.doc.isEmpty, "\(schema.name).\(name)")
        for type in Self.objects(in: field.type) { #expect(names.contains(type), "\(schema.name).\(name)") }
      }
    }
    #expect(Set(Relations.all.map(\.rowType)).isSubset(of: names))
  }

  @Test func everyRelationAndTypeIsFoundByItsName() {
    for relation in Relations.all { #expect(Relations.named(relation.name)?.name == relation.name) }
    let environment = Relations.environment(ObjectSchema("params", fields: [:]))
    for schema in Relations.schemas { #expect(environment.object(schema.name)?.name == schema.name) }
  }

  private static func objects(in type: CELType) -> [String] {
    switch type {
    case .object(let name): [name]
    case .list(let element): objects(in: element)
    case .map(let key, let value): objects(in: key) + objects(in: value)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .type, .dyn: []
    }
  }

  /// A rule for each field of each relation, on the samples: none of them fails on a row.
  @Test(arguments: ["web-app-insecure/template.yaml", "web-app-secure/plan.json"])
  func everyFieldOfEveryRowHasAValueOfItsType(sample: String) throws {
    let file = try Run.sample(sample)
    let facts = try Run.facts(file)
    var rules: [RuleDefinition] = []
    for relation in Relations.all {
      let schema = try #require(Relations.schemas.first { $0.name == relation.rowType })
      for (name, field) in schema.fields.sorted(by: { $0.key < $1.key }) {
        let id = "\(relation.name)-\(name)".replacing("_", with: "-")
        let text = """
          {id: \(id), title: t, severity: low, for: \(relation.name),
           where: 'has(row.\(name)) && \(Self.test(of: field.type, "row.\(name)"))',
           at: row.\(name), message: '{row.\(name)}'}
          """
        rules.append(try #require(Run.rule(text, id: id).rule))
      }
    }
    let result = Linter(rules: rules).lint(facts)
    #expect(result.errors.map(\.description) == [])
    #expect(result.diagnostics.map(\.message) == [])
    #expect(result.findings.filter { $0.message.contains("(error") }.map(\.rule.id) == [])
    #expect(Set(result.findings.map(\.rule.id)).count > rules.count / 2)
  }

  /// An expression that is true of every value of a type, and fails on one of another.
  private static func test(of type: CELType, _ field: String) -> String {
    switch type {
    case .bool: "(\(field) || true)"
    case .string, .list, .map, .bytes: "size(\(field)) >= 0"
    case .int, .uint, .double: "\(field) >= 0"
    case .object, .null, .type, .dyn: "\(field) == \(field)"
    }
  }
}
