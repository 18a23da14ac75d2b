import CEL
import NetSpace

/// The constants and settings that every expression may name: `ports`, `config`, `params`.
enum GlobalObjects {
  /// Traffic by what it is used for; RULES of the same name speak of these.
  static let ports: [String: (traffic: Traffic, doc: String)] = [
    "admin": (
      Traffic(.tcp, ports: PortSet([22...22, 3389...3389, 5985...5986])).union(Traffic(.udp, ports: PortSet(3389...3389))),
      "Remote administration: SSH, RDP, WinRM."
    ),
    "database": (
      Traffic(
        .tcp,
        ports: PortSet([
          1433...1433, 1521...1521, 2484...2484, 3306...3306, 5432...5432, 5439...5439, 6379...6380, 8182...8182,
          9042...9042, 9142...9142, 9200...9200, 9300...9300, 11211...11211, 27017...27019, 50000...50000,
        ])
      ).union(Traffic(.udp, ports: PortSet([1434...1434, 11211...11211]))),
      "The usual ports of databases and caches."
    ),
    "web": (Traffic(.tcp, ports: PortSet([80...80, 443...443])), "HTTP and HTTPS on their own ports."),
    "all": (.full, "All traffic."),
    "all_tcp": (Traffic(.tcp), "Every TCP port."),
    "all_udp": (Traffic(.udp), "Every UDP port."),
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

  static func portsObject(_ context: LintContext) -> ConstantObject {
    ConstantObject(typeName: Names.ports, fields: ports.mapValues { context.value($0.traffic) })
  }

  static func configObject(_ context: LintContext) -> ConstantObject {
    let options = context.options
    return ConstantObject(
      typeName: Names.config,
      fields: [
        "profile": .string(options.profile),
        "trusted_networks": context.value(.exact(options.trustedNetworks)),
        "own_accounts": .list(options.ownAccounts.map { .string($0) }),
        "trusted_accounts": .list(options.trustedAccounts.map { .string($0) }),
      ])
  }
}

/// An object whose fields are given.
struct ConstantObject: CELObject {
  let typeName: String
  let fields: [String: CEL.Value]

  func field(_ name: String) -> CEL.Value? { fields[name] }
  func isEqual(to other: any CELObject) -> CEL.Value { .bool(other.typeName == typeName) }
  var description: String { typeName }
}
