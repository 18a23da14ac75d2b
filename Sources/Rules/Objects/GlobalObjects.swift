import Analysis
import CEL
import NetSpace

/// The constants and settings that every expression may name: `ports`, `config`, `params`.
enum GlobalObjects {
  /// Traffic by what it is used for; RULES of the same name speak of these.
  static let ports: [String: (traffic: Traffic, doc: String)] = [
    "admin": (.adminPorts, "Remote administration: SSH, RDP, WinRM."),
    "database": (.databasePorts, "The usual ports of databases and caches."),
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
        "profile": .string(options.profile ?? LintOptions.standardProfile),
        "trusted_networks": context.value(.exact(options.trustedNetworks)),
        "own_accounts": .list(options.ownAccounts.map { .string($0) }),
        "trusted_accounts": .list(options.trustedAccounts.map { .string($0) }),
      ])
  }
}

/// An object whose fields are given.
struct ConstantObject: CELObject {
  let typeName: String
  let fields: [String: Value]

  func field(_ name: String) -> Value? { fields[name] }
  func isEqual(to other: any CELObject) -> Value { .bool(other.typeName == typeName) }
  var description: String { typeName }
}
