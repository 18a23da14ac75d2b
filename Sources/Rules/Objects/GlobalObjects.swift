import Analysis
import CEL
import NetSpace

/// The constants and settings that every expression may name: `ports`, `config`, `params`.
enum GlobalObjects {
  /// Traffic by what it is used for; RULES of the same name speak of these.
  static let ports: [String: (traffic: Traffic, doc: String)] = [
    "admin": (.adminPorts, "Remote administration: SSH, RDP, WinRM."),
    "database": (.databasePorts, "The usual ports of databases and caches."),
    "ssh": (Traffic(.tcp, ports: PortSet(22)), "SSH."),
    "rdp": (Traffic(.tcp, ports: PortSet(3389)).union(Traffic(.udp, ports: PortSet(3389))), "Remote Desktop."),
    "sensitive": (
      .sensitivePorts,
      "Services that are made for a trusted network, beside databases and administration: Docker, Kubernetes, Kafka, "
        + "file shares, mail, Telnet."
    ),
    "internal": (
      .sensitivePorts.union(.databasePorts), "Services that are made for a trusted network, databases among them."
    ),
    "https": (Traffic(.tcp, ports: PortSet(443)), "HTTPS on its own port."),
    "ephemeral": (Traffic.ephemeral, "The TCP ports that answers go to."),
    "tcp_and_udp": (Traffic(.tcp).union(Traffic(.udp)), "Everything that has ports."),
    "web": (Traffic(.tcp, ports: PortSet([80...80, 443...443])), "HTTP and HTTPS on their own ports."),
    "all": (.full, "All traffic."),
    // Nothing can be reached on port 0, so whoever writes 1-65535 means every port.
    "all_tcp": (Traffic(.tcp, ports: PortSet([1...65535])), "Every TCP port that can be used."),
    "all_udp": (Traffic(.udp, ports: PortSet([1...65535])), "Every UDP port that can be used."),
  ]

  static let portsSchema = ObjectSchema(
    Names.ports, doc: "Traffic by what it is used for.",
    fields: ports.mapValues { FieldSchema(.object(TrafficObject.name), doc: $0.doc) })

  static let configSchema = ObjectSchema(
    Names.config, doc: "The settings of the run.",
    fields: [
      "profile": FieldSchema(.string, doc: "The profile in use."),
      "trusted_networks": FieldSchema(
        .object(AddressesObject.name), doc: "Addresses that do not count as part of the world."),
      "own_accounts": FieldSchema(.list(.string), doc: "Accounts that belong to the same owner."),
      "trusted_accounts": FieldSchema(.list(.string), doc: "Accounts that may be given access."),
    ])

  /// What every expression may name, whatever its rule and its row are.
  static func values(_ context: LintContext) -> [(name: String, value: Value)] {
    [(Names.ports, .object(portsObject(context))), (Names.config, .object(configObject(context)))]
  }

  private static func portsObject(_ context: LintContext) -> ConstantObject {
    ConstantObject(typeName: Names.ports, fields: ports.mapValues { context.value($0.traffic) })
  }

  private static func configObject(_ context: LintContext) -> ConstantObject {
    let options = context.options
    return ConstantObject(
      typeName: Names.config,
      fields: [
        "profile": .string(options.profile ?? LintOptions.standardProfile),
        "trusted_networks": context.value(.exact(options.trustedNetworks)),
        "own_accounts": .list(options.ownAccounts.map { .string($0) }),
        "trusted_accounts": .list(options.trustedAccounts.map { .string($0) }),
      ])
  }
}

/// An object whose fields are given.
final class ConstantObject: CELObject {
  let typeName: String
  let fields: [String: Value]

  init(typeName: String, fields: [String: Value]) {
    self.typeName = typeName
    self.fields = fields
  }

  func field(_ name: String) -> Value? { fields[name] }
  func isEqual(to other: any CELObject) -> Value { .bool(other.typeName == typeName) }
  var description: String { typeName }
}

extension Traffic {
  /// Services that are made for a trusted network and that scanners look for.
  ///
  /// Sources: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19 without the ports of web
  /// applications, and the default ports of
  /// https://kubernetes.io/docs/reference/networking/ports-and-protocols/, Docker, Kafka, ZooKeeper, etcd and Consul.
  fileprivate static let sensitivePorts = Traffic(
    .tcp,
    ports: PortSet([
      20...21, 23...23, 25...25, 110...111, 135...135, 137...139, 143...143, 389...389, 445...445, 512...514, 636...636,
      873...873, 2049...2049, 2181...2181, 2375...2376, 2379...2380, 4333...4333, 5500...5500, 5601...5601, 5672...5672,
      5900...5903, 6443...6443, 8088...8088, 8500...8500, 9092...9092, 10250...10250, 10255...10255,
      15672...15672,
    ])
  ).union(Traffic(.udp, ports: PortSet([69...69, 111...111, 137...138, 161...161, 389...389, 2049...2049])))
}

extension Traffic {
  /// The TCP ports that answers go to.
  static let ephemeral = Traffic(.tcp, ports: PortSet(1024...65535))
}
