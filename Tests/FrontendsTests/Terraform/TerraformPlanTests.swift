import AWSModel
import Documents
import NetSpace
import Testing

@testable import Frontends

@Suite struct TerraformPlanTests {
  // MARK: A whole plan

  @Test func sampleHasItsNetwork() throws {
    let model = try TerraformFixture.sample("web-app-insecure")
    #expect(model.subnets.map(\.vpc.target.short) == Array(repeating: "aws_vpc.main", count: 6))
    #expect(
      try model.routeTables.at("aws_route_table.app[1]").routes.elements.map(\.target.known) == [
        .resource(.resource(model.natGateways.at("aws_nat_gateway.main[1]").id), attribute: "nat_gateway_id")
      ])
    #expect(
      try model.routeTables.at("aws_route_table.public").routes.elements.map(\.declaredBy.address) == [
        "aws_route.public_internet"
      ])
    #expect(
      try model.databaseSubnetGroups.at("aws_db_subnet_group.main").subnets.short == [
        "aws_subnet.database[0]", "aws_subnet.database[1]",
      ])
    #expect(try model.databases.at("aws_db_instance.main").subnetGroup?.target.short == "aws_db_subnet_group.main")
    let associated = model.routeTableAssociations.reduce(into: [String: String]()) { all, association in
      if case .subnet(let subnet) = association.subject { all[subnet.short] = association.table.target.short }
    }
    #expect(associated["aws_subnet.app[1]"] == "aws_route_table.app[1]")
    #expect(associated["aws_subnet.database[0]"] == "aws_route_table.database")
    #expect(
      model.networkACLAssociations.map(\.subnet.target.short) == ["aws_subnet.database[0]", "aws_subnet.database[1]"])
  }

  @Test func sampleHasItsServiceAndLoadBalancer() throws {
    let model = try TerraformFixture.sample("web-app-insecure")
    let service = try model.services.at("aws_ecs_service.app")
    #expect(service.subnets.short == ["aws_subnet.app[0]", "aws_subnet.app[1]"])
    #expect(service.groups.short == ["aws_security_group.app"])
    #expect(service.taskDefinition?.target.short == "aws_ecs_task_definition.app")
    #expect(service.bindings.elements.map(\.targetGroup.target.short) == ["aws_lb_target_group.app"])
    #expect(service.bindings.elements.map(\.containerPort.known) == [8000])
    #expect(
      try model.loadBalancers.at("aws_lb.main").subnets.short == ["aws_subnet.public[0]", "aws_subnet.public[1]"])
    let listener = try model.listeners.at("aws_lb_listener.http")
    #expect(listener.actions.elements.map(\.type.known) == ["forward"])
    #expect(listener.actions.elements.flatMap(\.targetGroups.short) == ["aws_lb_target_group.app"])
    #expect(listener.actions.elements.allSatisfy { $0.redirect == nil })
  }

  @Test func sampleHasItsIdentities() throws {
    let model = try TerraformFixture.sample("web-app-insecure")
    let task = try model.identities.at("aws_iam_role.task")
    #expect(task.inlinePolicies.elements.map { $0.name?.known?.literal } == ["database", "uploads"])
    let uploads = try #require(task.inlinePolicies.elements.last?.document.statements.elements.first)
    #expect(uploads.actions.patterns.elements.map { $0.known?.literal } == ["s3:*"])
    // The statement stands inside an escaped string of the plan.
    #expect(uploads.actions.patterns.elements.first?.place.range.text == "\\\"s3:*\\\"")
    #expect(
      try model.identities.at("aws_iam_role.deploy").managedPolicies.short == [
        "\"arn:aws:iam::aws:policy/AdministratorAccess\""
      ])
    #expect(try model.taskDefinitions.at("aws_ecs_task_definition.app").taskRole?.target.short == "aws_iam_role.task")
  }

  @Test func typesThatAreNotModelledAreSaid() throws {
    let model = try TerraformFixture.sample("web-app-insecure")
    let groups = Dictionary(grouping: model.diagnostics, by: \.group)
    #expect(groups["aws_appautoscaling_policy"]?.count == 1)
    #expect(model.unmodelled.count == model.diagnostics.count)
    #expect(model.diagnostics.allSatisfy { $0.kind == .unsupported && $0.place != nil })
  }

  // MARK: Places

  @Test func placesAreTheValuesOfThePlan() throws {
    let model = try TerraformFixture.sample("web-app-insecure")
    let rule = try #require(try model.securityGroups.at("aws_security_group.bastion").rules.elements.first)
    let peer = try #require(rule.peers.elements.first)
    #expect(peer.place.range.text == "\"0.0.0.0/0\"")
    #expect("\(peer.place.path)" == "ingress[0].cidr_blocks[0]")
    #expect("\(rule.place.path)" == "ingress[0]")
    #expect(rule.traffic.ports.place.range.text == "22")
    let subnet = try model.subnets.at("aws_subnet.app[1]")
    #expect(subnet.declaration.place.text == "\"aws_subnet.app[1]\"")
    // What is unknown stands where the plan marks it.
    #expect(subnet.vpc.place.range.text == "\"vpc_id\"")
    #expect("\(subnet.vpc.place.path)" == "vpc_id")
  }

  // MARK: Links

  @Test func linksThroughNestedModules() throws {
    let model = try TerraformFixture.plan("nested-modules")
    #expect(model.subnets.map(\.vpc.target.short) == Array(repeating: "module.network.aws_vpc.main", count: 4))
    let table = try model.routeTables.at("module.network.module.public.aws_route_table.this")
    #expect(
      table.routes.elements.map(\.target.known) == [
        .resource(
          .resource(try model.internetGateways.at("module.network.aws_internet_gateway.main").id),
          attribute: "gateway_id")
      ])
    #expect(try model.routeTables.at("module.network.module.private.aws_route_table.this").routes.isEmpty)
    let database = try model.databases.at("module.database[\"orders\"].aws_db_instance.main")
    #expect(database.groups.short == ["module.database[\"orders\"].aws_security_group.main"])
    #expect(database.subnetGroup?.target.short == "module.database[\"orders\"].aws_db_subnet_group.main")
    // Which branch of a choice was taken is not in a plan: each subnet may be in the group, and no other.
    let subnets = try model.databaseSubnetGroups.at("module.database[\"orders\"].aws_db_subnet_group.main").subnets
    #expect(
      subnets.short
        == ["public", "public", "private", "private"].enumerated().map {
          "module.network.module.\($1).aws_subnet.this[\($0 % 2)]?"
        })
  }

  @Test func linksByIndexKeyAndSplat() throws {
    let model = try TerraformFixture.plan("references")
    #expect(try model.natGateways.at("aws_nat_gateway.counted[1]").subnet?.target.short == "aws_subnet.counted[1]")
    #expect(try model.subnets.at("aws_subnet.keyed[\"us\"]").vpc.target.short == "aws_vpc.main")
    #expect(try model.routeTables.at("aws_route_table.keyed[\"eu\"]").vpc.target.short == "aws_vpc.main")
    let association = try model.routeTableAssociations.at("aws_route_table_association.keyed[\"us\"]")
    #expect(association.table.target.short == "aws_route_table.keyed[\"us\"]")
    #expect(association.subject == .subnet(.resource(try model.subnets.at("aws_subnet.keyed[\"us\"]").id)))
    #expect(
      try model.databaseSubnetGroups.at("aws_db_subnet_group.all").subnets.short == [
        "aws_subnet.counted[0]", "aws_subnet.counted[1]", "aws_subnet.keyed[\"eu\"]", "aws_subnet.keyed[\"us\"]",
      ])
    #expect(
      try model.databaseSubnetGroups.at("aws_db_subnet_group.one").subnets.short == [
        "aws_subnet.keyed[\"eu\"]", "aws_subnet.counted[1]",
      ])
  }

  @Test func whatAPlanDoesNotDecideIsOneOfSeveral() throws {
    let model = try TerraformFixture.plan("references")
    let instance = try model.instances.at("aws_instance.either")
    #expect(instance.subnet?.target.short == "aws_subnet.counted[0]|aws_subnet.keyed[\"us\"]?")
    #expect(
      instance.groups.short == [
        "aws_security_group.a", "rest: aws_instance.either.vpc_security_group_ids is known only after apply",
      ])
    let route = try #require(try model.routeTables.at("aws_route_table.chosen[2]").routes.elements.first)
    guard case .resource(let target, _)? = route.target.known else {
      Issue.record("the route has no target")
      return
    }
    #expect(target.short == "aws_nat_gateway.counted[0]|aws_nat_gateway.counted[1]?")
    // Two blocks with one list of references: each group may be in each of them.
    #expect(
      try model.securityGroups.at("aws_security_group.b").rules.elements.map(\.short) == [
        "ingress tcp/443 aws_security_group.a?, aws_vpc.main (default security group)?",
        "ingress tcp/80 aws_security_group.a?, aws_vpc.main (default security group)?",
      ])
  }

  @Test func linksThroughModuleInstances() throws {
    let model = try TerraformFixture.plan("references")
    let groups = "module.cell[\"us\"].aws_security_group.this"
    #expect(try model.securityGroups.at("\(groups)[1]").vpc?.target.short == "aws_vpc.main")
    let interface = try model.networkInterfaces.at("module.cell[\"us\"].aws_network_interface.this")
    #expect(interface.subnet.target.short == "aws_subnet.keyed[\"us\"]")
    // `[*]`, which a plan shows no better than one of them.
    #expect(interface.groups.short == ["\(groups)[0]?", "\(groups)[1]?"])
    let instance = try model.instances.at("module.cell[\"us\"].aws_instance.this[1]")
    #expect(instance.subnet?.target.short == "aws_subnet.counted[1]")
    #expect(instance.groups.short == ["\(groups)[1]"])
    let front = try model.loadBalancers.at("aws_lb.front")
    #expect(front.subnets.short == ["aws_subnet.counted[0]", "aws_subnet.counted[1]"])
    #expect(front.groups.short == ["\(groups)[1]"])
    // The output's name is not in the plan when the module's index is computed: at most those of the same instance.
    #expect(try model.loadBalancers.at("aws_lb.each[\"us\"]").groups.short == ["\(groups)[0]?", "\(groups)[1]?"])
  }

  @Test func objectsThatAWSCreatesAreLinkedByTheAttributeOfTheirVPC() throws {
    let model = try TerraformFixture.plan("references")
    let main = try model.routeTables.at("aws_vpc.main (main route table)")
    #expect(main.routes.elements.map(\.declaredBy.address) == ["aws_route.main"])
    let acl = try #require(model.networkACLs.first { $0.isDefault })
    #expect(model.networkACLs.count == 1)
    #expect(acl.id.address == "aws_default_network_acl.main")
    #expect(acl.vpc.target.short == "aws_vpc.main")
    #expect(acl.entries.isEmpty)
    // A group that is not there takes no part: the rule is of the one that is.
    #expect(
      try model.securityGroups.at("aws_security_group.a").rules.elements.map(\.short) == [
        "ingress all traffic aws_vpc.main (default security group)"
      ])
  }

  @Test func localValuesAreBoundedByTheirModule() throws {
    let model = try TerraformFixture.plan("local-values")
    #expect(try model.subnets.at("aws_subnet.main").vpc.target.short == "aws_vpc.main")
    #expect(
      try model.instances.at("aws_instance.main").groups.short == [
        "aws_security_group.a?", "aws_security_group.b?", "aws_vpc.main (default security group)?",
      ])
    let rules = try model.securityGroups.at("aws_security_group.a").rules.elements
    #expect(rules.map(\.existence.verdict) == [.unknown])
  }

  /// Modules of the registry: a local that stands for the module's own group, an element by `count.index` of what the
  /// caller writes out, `element()` beside a switch, and beyond the end of a list.
  @Test func whatModulesCountIsFoundByItsIndex() throws {
    let model = try TerraformFixture.plan("counted-modules")
    let group = "aws_security_group.this_name_prefix[0]"
    let rules = try model.securityGroups.at("module.web_sg.\(group)").rules.elements
    #expect(
      rules.map(\.short).sorted() == [
        "egress all traffic 0.0.0.0/0, ::/0", "ingress tcp/22 module.bastion_sg.aws_security_group.this[0]",
        "ingress tcp/80 module.alb_sg.\(group)",
      ])
    #expect(rules.allSatisfy { $0.existence.verdict == .yes })
    let gateway = try model.natGateways.at("module.vpc.aws_nat_gateway.this[0]")
    #expect(gateway.subnet?.target.short == "module.vpc.aws_subnet.public[0]")
    #expect(
      try model.instances.at("aws_instance.web[2]").subnet?.target.short == "module.vpc.aws_subnet.private[2]")
  }

  /// Of a list of objects each attribute is known or not by itself: what only one leaves open is that one's.
  @Test func whatOnlyOneRuleLeavesOpenIsItsOwn() throws {
    let model = try TerraformFixture.plan("older-idioms")
    #expect(
      try model.securityGroups.at("aws_security_group.web").rules.elements.map(\.short).sorted() == [
        "ingress tcp/22 aws_ec2_managed_prefix_list.office", "ingress tcp/8080 aws_security_group.elb",
      ])
    let fleet = try model.autoScalingGroups.at("aws_autoscaling_group.asg")
    #expect(fleet.launchTemplate?.target.short == "aws_launch_configuration.lc")
  }

  /// Default subnets are in the VPC that is adopted, or in the one that every account has.
  @Test func defaultSubnetsAreInTheDefaultVPC() throws {
    let adopted = try TerraformFixture.plan("default-vpc")
    #expect(try adopted.subnets.at("aws_default_subnet.a").vpc.target.short == "aws_default_vpc.default")
    let alone = try TerraformFixture.configuration(
      """
      {"resource": {"aws_default_subnet": {"a": {"availability_zone": "eu-central-1a"}}}}
      """)
    #expect(try alone.subnets.at("aws_default_subnet.a").vpc.target.short == "the default VPC")
    #expect(alone.internetGateways.map(\.id.address) == ["the default VPC (internet gateway)"])
  }

  // MARK: Unknown and default

  @Test func unknownBlocksAreNotAbsent() throws {
    let model = try TerraformFixture.plan("cidr-known-after-apply")
    func rules(_ group: String) throws -> [String] {
      let rules = try model.securityGroups.at("aws_security_group.\(group)").rules
      return rules.elements.map(\.short) + rules.rest.map { "rest: \($0)" }
    }
    let later = "terraform_data.admin.output is known only after apply"
    #expect(try rules("inline") == ["ingress tcp/22 rest: \(later)"])
    #expect(try rules("rule") == ["ingress tcp/22 block: \(later)"])
    #expect(try rules("list") == ["ingress tcp/22 rest: \(later)"])
    let block = try model.securityGroups.at("aws_security_group.rules_block").rules.elements
    #expect(block.map(\.existence.verdict) == [.unknown])
    #expect(block.first?.traffic.bounds == .atMost(.full))
    #expect(block.first?.peers.rest.map(\.subject) == ["aws_security_group.rules_block.ingress"])
    #expect(try rules("open_anyway").contains("ingress tcp/22 0.0.0.0/0"))
    let office = try model.securityGroups.at("aws_security_group.office_rule").rules.elements
    #expect(office.map(\.short) == ["ingress tcp/22 block: aws_eip.office.public_ip is known only after apply"])
    guard case .block(let block)? = office.first?.peers.elements.first?.kind else {
      Issue.record("no block")
      return
    }
    #expect(block.family == .ipv4)
  }

  /// What a module does with the addresses that it is given is not in a plan, but which these are.
  @Test func addressesAreNamedByTheirOrigin() throws {
    let model = try TerraformFixture.plan("addresses-given-to-modules")
    func unknowns(_ group: String) throws -> [String] {
      try model.securityGroups.at("module.gate.aws_security_group.\(group)").rules.elements.flatMap(\.peers.rest).map(
        \.subject)
    }
    #expect(try unknowns("local") == ["module.gate.local.admins (given aws_eip.office.public_ip)"])
    #expect(
      try unknowns("dynamic") == [
        "module.gate.aws_security_group.dynamic.ingress[0].cidr_blocks (given aws_eip.office.public_ip)"
      ])
  }

  /// A block of which nothing is known beside others is itself a bound, and leaves the others as they are.
  @Test func unknownRoutesLeaveTheOthersKnown() throws {
    let model = try TerraformFixture.plan("unknown-routes")
    func routes(_ table: String) throws -> [String] {
      let routes = try model.routeTables.at("aws_route_table.\(table)").routes
      #expect(routes.isComplete)
      return routes.elements.map { route in
        guard case .known(.block(let block)) = route.destination.value,
          case .known(.resource(let target, _)) = route.target.value
        else { return "?" }
        let words = block.prefix.known.map { "\($0)" } ?? "\(block.family.map { "\($0)" } ?? "any")"
        return "\(words) \(target.short) \(route.existence.verdict)"
      }.sorted()
    }
    let gateway = "aws_internet_gateway.a yes"
    #expect(
      try routes("written") == [
        "0.0.0.0/0 \(gateway)", "10.1.0.0/16 aws_vpc_peering_connection.p yes",
        "IPv6 aws_vpc_peering_connection.p yes",
      ])
    let written = try model.routeTables.at("aws_route_table.written").routes.elements
    #expect(
      written.reduce(into: []) { all, route in
        if case .known(.block(let block)) = route.destination.value, let why = block.prefix.unknown {
          all.append(why.subject)
        }
      } == ["aws_vpc.peer.ipv6_cidr_block"])
    // Any number of IPv4 routes, to what a plan does not say.
    let open = try routes("dynamic")
    #expect(open.prefix(2) == ["0.0.0.0/0 \(gateway)", "::/0 \(gateway)"])
    #expect(open.count == 3 && open[2].hasPrefix("IPv4 ") && open[2].hasSuffix(" unknown"), "\(open)")
  }

  /// What is passed on through modules and was known is null where the plan has it unknown: the provider's default.
  @Test func nullThatIsPassedOnIsTheDefault() throws {
    let model = try TerraformFixture.plan("passed-on-defaults")
    let web = try model.loadBalancers.at("module.web.aws_lb.this[0]")
    #expect(web.isInternal.known == false)
    #expect(web.addressType.known == "ipv4")
    // One that is computed from what is not known is not known.
    let hidden = try model.loadBalancers.at("module.hidden.aws_lb.this[0]")
    #expect(hidden.isInternal.known == nil)
    #expect(hidden.addressType.known == "ipv4")
    let host = try model.instances.at("module.web.aws_instance.host[\"one\"]")
    #expect(host.associatesPublicIP == nil)
    #expect(host.profile == nil)
  }

  /// A block of which something is known is there: of a `dynamic` one over what is unknown a plan shows nothing.
  @Test func dynamicBlocksWithKnownValuesAreThere() throws {
    let model = try TerraformFixture.plan("passed-on-defaults")
    let service = try model.services.at("module.service.aws_ecs_service.this")
    #expect(service.assignsPublicIP.known == false)
    #expect(service.subnets.rest.isEmpty)
    #expect(service.subnets.short.contains("module.network.aws_subnet.private[0]?"))
    #expect(service.groups.rest.isEmpty)
    #expect(service.groups.short.contains("module.service.aws_security_group.this?"))
    // Nothing is known of this one, and yet it is there.
    let fleet = try model.autoScalingGroups.at("module.service.aws_autoscaling_group.this")
    #expect(fleet.launchTemplate?.target.short == "module.service.aws_launch_template.this")
  }

  /// A data source that is read when the plan is applied stands for what it reads by its identifier.
  @Test func dataReadLaterIsWhatItReads() throws {
    let model = try TerraformFixture.plan("passed-on-defaults")
    let group = try model.securityGroups.at("module.service.aws_security_group.this")
    #expect(group.vpc?.target.short == "module.network.aws_vpc.this[0]")
  }

  /// Locals that go by outputs of modules whose variables come from locals: each module is collected from once.
  @Test func localsInACircleOfModulesEnd() throws {
    let model = try TerraformFixture.plan("passed-on-defaults")
    let tables = try model.vpcEndpoints.at("module.service.aws_vpc_endpoint.this[\"s3\"]").tables
    #expect(tables.rest.isEmpty)
    let expected: Set = [
      "module.network.aws_route_table.private[0]?", "module.network.aws_route_table.private[1]?",
      "module.network.aws_route_table.public[0]?",
    ]
    #expect(expected.isSubset(of: tables.short))
  }

  /// What was read of a group, a table and a list still has what resources of their own gave them that go.
  @Test func whatThePlanTakesAwayIsGone() throws {
    let model = try TerraformFixture.plan("rules-taken-away")
    func rules(_ group: String) throws -> [String] {
      try model.securityGroups.at("aws_security_group.\(group)").rules.elements.map(\.short).sorted()
    }
    #expect(try rules("web") == ["ingress tcp/22 198.51.100.0/24", "ingress tcp/443 0.0.0.0/0"])
    #expect(try rules("listed") == ["ingress tcp/80 0.0.0.0/0"])
    #expect(try model.routeTables.at("aws_route_table.private").routes.elements.isEmpty)
    #expect(try model.routeTables.at("aws_route_table.public").routes.elements.count == 1)
    let entries = try model.networkACLs.at("aws_network_acl.private").entries.elements
    #expect(entries.map(\.allows.known) == [false])
  }

  @Test func dynamicBlocksAreThere() throws {
    let model = try TerraformFixture.plan("dynamic-blocks")
    let rules = try model.securityGroups.at("aws_security_group.target").rules.elements
    // The group of each block is one that the module has; which one, the plan does not say.
    #expect(rules.map(\.direction) == [.ingress, .ingress, .ingress])
    for rule in rules where rule.traffic.bounds != .exact(Traffic(ProtocolSet(.tcp), ports: PortSet(22...22))) {
      #expect(rule.peers.elements.map(\.short).contains("aws_security_group.source?"), "\(rule.short)")
    }
    let bindings = try model.services.at("aws_ecs_service.app").bindings
    #expect(
      bindings.elements.map(\.targetGroup.target.short) == ["aws_lb_target_group.app", "aws_lb_target_group.app"])
    #expect(
      bindings.elements.map(\.containerPort.known) == [443, 80]
        || bindings.elements.map(\.containerPort.known) == [80, 443])
  }

  @Test func whatIsLeftOutHasTheProvidersDefault() throws {
    let model = try TerraformFixture.plan("egress-omitted-and-empty")
    for group in model.securityGroups where !group.isDefault {
      #expect(group.rules.rest.isEmpty, "\(group.id)")
    }
    let database = try TerraformFixture.plan("nested-modules").databases[0]
    #expect(database.isMultiZone.known == false)
    #expect(database.isMultiZone.origin == .default)
    #expect(database.port == nil)
    #expect(database.publiclyAccessible.origin == .explicit)
  }

  @Test func protocolsOfEverySpellingAreRead() throws {
    let model = try TerraformFixture.plan("protocol-spellings")
    for group in model.securityGroups {
      for rule in group.rules.elements { #expect(rule.traffic.unknowns.isEmpty, "\(group.id)") }
    }
  }

  @Test func prefixListsHaveTheirEntries() throws {
    let model = try TerraformFixture.plan("prefix-list-world")
    let split = try model.prefixLists.at("aws_ec2_managed_prefix_list.split")
    #expect(split.entries.elements.map { $0.known?.prefix.known?.description } == ["0.0.0.0/1", "128.0.0.0/1"])
    #expect(
      try model.securityGroups.at("aws_security_group.inline").rules.elements.map(\.short) == [
        "ingress tcp/22 aws_ec2_managed_prefix_list.everyone"
      ])
    #expect(
      try model.securityGroups.at("aws_security_group.aws_managed").rules.elements.map(\.short) == [
        "ingress tcp/22 \"pl-02cd2c6b\""
      ])
  }
}
