import AWSModel
import Documents

/// Properties that are written wrongly: the case of letters counts.
extension Resolver {
  private static let attributes = [
    "Type", "Properties", "Condition", "DependsOn", "Metadata", "DeletionPolicy", "UpdateReplacePolicy",
    "CreationPolicy", "UpdatePolicy",
  ]

  /// Reports each property of a resource that nobody asked for and that looks like one that was asked for, and the same
  /// of what stands beside the properties.
  ///
  /// If the other one is written too, nothing but a single letter may differ.
  func checkSpelling(of declared: TemplateSections.Declared, _ reads: PropertyReads) {
    for member in declared.body.members where !Self.attributes.contains(member.name) {
      guard let meant = Misspelling.nearest(to: member.name, among: Self.attributes) else { continue }
      report(member.name, at: member.key.range, of: "a resource", meant)
    }
    guard let node = declared.body["Properties"], node.kind == .object else { return }
    for member in node.members where reads.values[member.name] == nil && !reads.values.isEmpty {
      let missing = reads.values.filter { $0.value == nil }.map(\.key).sorted()
      let twins = reads.values.keys.filter { (Misspelling.distance(member.name, $0) ?? .max) <= 1 }.sorted()
      guard let meant = Misspelling.nearest(to: member.name, among: missing) ?? twins.first,
        !PropertyNames.areBothNames(member.name, meant)
      else { continue }
      report(member.name, at: member.key.range, of: declared.type, meant)
    }
  }

  /// Reports a member inside of a property that looks like one that was asked for and is not written.
  func checkSpelling(_ key: String, _ members: [Resolved.Member]) {
    // By position: a member is large, and nearly all are passed over.
    for i in members.indices where Misspelling.distance(key, members[i].key) != nil {
      let name = members[i].key
      if name == key || PropertyNames.areBothNames(name, key) { continue }
      report(name, at: members[i].keyRange, of: "this object", key)
    }
  }

  private func report(_ name: String, at range: SourceRange, of owner: String, _ meant: String) {
    let isCase = name.lowercased() == meant.lowercased()
    world.report(
      Diagnostic(
        .unreadable, "\"\(name)\" is no property of \(owner)",
        help: "did you mean \(meant)?\(isCase ? " Case counts" : "")", at: range))
  }
}

/// Names of properties that are spelled nearly alike.
enum PropertyNames {
  /// Pairs of which the same object has both, or of which one reader asks for either.
  private static let lookAlikes: Set<Set<String>> = [
    ["AvailabilityZone", "AvailabilityZoneId"], ["AvailabilityZone", "AvailabilityZones"],
    ["DBSecurityGroups", "VPCSecurityGroups"], ["IntrinsicVpcBlacklist", "IntrinsicVpceBlacklist"],
    ["IntrinsicVpcWhitelist", "IntrinsicVpceWhitelist"], ["IpAddress", "Ipv6Address"],
    ["IpAddresses", "Ipv6Addresses"],
    ["Ipv4Addresses", "Ipv6Addresses"], ["Ipv4PrefixCount", "Ipv6PrefixCount"], ["Ipv4Prefixes", "Ipv6Prefixes"],
    ["LocalIpv4NetworkCidr", "LocalIpv6NetworkCidr"], ["RemoteIpv4NetworkCidr", "RemoteIpv6NetworkCidr"],
    ["PreferredAvailabilityZone", "PreferredAvailabilityZones"],
    ["NotificationConfiguration", "NotificationConfigurations"], ["Ipv4IpamPoolId", "Ipv6IpamPoolId"],
    ["Ipv4NetmaskLength", "Ipv6NetmaskLength"], ["Ipv6Address", "Ipv6Addresses"], ["Ipv6CidrBlock", "Ipv6CidrBlocks"],
    ["NetworkInterfaceId", "NetworkInterfaces"], ["PrivateIpAddress", "PrivateIpAddresses"],
    ["SecurityGroupEgress", "SecurityGroupIngress"], ["SecurityGroupIds", "SecurityGroups"],
    ["LaunchTemplate", "LaunchTemplateId"], ["RoleBase", "RoleName"],
  ]

  static func areBothNames(_ name: String, _ other: String) -> Bool { lookAlikes.contains([name, other]) }
}
