import AWSModel
import Documents
import TerraformLanguage

/// Arguments that are written wrongly: Terraform itself would refuse them.
extension ConfigurationResolver {
  /// The arguments of one resource that were asked for and are not written.
  final class MissingArguments {
    var names: Set<String> = []
    var asked: Set<String> = []
  }

  /// Reports each argument of a resource that nobody asked for and that looks like one that was asked for.
  func checkSpelling(of instance: ConfigurationInstance, _ missing: MissingArguments) {
    let candidates = missing.names.sorted()
    for node in instance.resource.body.nodes {
      for member in node.members
      where !missing.asked.contains(member.name) && !Self.metaArguments.contains(member.name) {
        guard let meant = Misspelling.nearest(to: member.name, among: candidates),
          !Self.areBothNames(member.name, meant)
        else { continue }
        reportMisspelt(member.name, of: instance.resource.type, meant, at: member.key.range)
      }
    }
  }

  /// Reports a member of a block that looks like one that was asked for and is not written.
  ///
  /// What begins with a capital letter is of a policy, and no argument.
  func checkSpelling(_ key: String, _ members: [Resolved.Member]) {
    guard key.utf8.first.map({ (0x61...0x7a).contains($0) }) ?? false else { return }
    for i in members.indices where Misspelling.distance(key, members[i].key) != nil {
      let name = members[i].key
      if name == key || Self.areBothNames(name, key) { continue }
      reportMisspelt(name, of: "this block", key, at: members[i].keyRange)
    }
  }

  private func reportMisspelt(_ name: String, of owner: String, _ meant: String, at range: SourceRange) {
    guard misspelt.insert(range).inserted else { return }
    run.report(
      Diagnostic(.unreadable, "\"\(name)\" is no argument of \(owner)", help: "did you mean \(meant)?", at: range))
  }

  private static func areBothNames(_ name: String, _ other: String) -> Bool { lookAlikes.contains([name, other]) }

  /// Arguments of the same block, or of types that are read alike, whose names differ that little.
  ///
  /// From the schema of the provider: `terraform providers schema -json`.
  private static let lookAlikes: Set<Set<String>> = [
    ["cidr_ipv4", "cidr_ipv6"], ["cname", "name"], ["function_arn", "function_url"], ["ipv4", "ipv6"],
    ["ipv4_address_count", "ipv6_address_count"], ["ipv4_addresses", "ipv6_addresses"],
    ["ipv4_netmask_length", "ipv6_netmask_length"], ["max_size", "min_size"], ["private_ip", "private_ips"],
    ["tunnel1_preshared_key", "tunnel2_preshared_key"],
  ]
}
