import Documents
import Rules

/// The files of a new rule, which is complete and passes its examples: what to change is all that there is to do.
package struct RuleScaffold {
  private let id: String

  /// - Throws: for what is no id.
  package init(_ id: String) throws(InputError) {
    let file = SourceFile(path: "rule.yaml", bytes: Array(Self.rule(id).utf8))
    // Who reads rules knows what they may be called.
    if let error = RuleReader.read(file, folder: id, group: "custom").errors.first { throw error }
    self.id = id
  }

  /// By name, the rule first.
  package var files: [(name: String, text: String)] {
    [
      ("rule.yaml", Self.rule(id)), ("fails.yaml", Self.template(source: "0.0.0.0/0")),
      ("passes.yaml", Self.template(source: "10.0.0.0/8")),
      ("undecided.yaml", "Parameters:\n  Office:\n    Type: String\n" + Self.template(source: "!Ref Office")),
      ("fails.tf.json", Self.configuration(source: "0.0.0.0/0")),
      ("passes.tf.json", Self.configuration(source: "10.0.0.0/8")),
    ]
  }

  private static func rule(_ id: String) -> String {
    """
    id: \(id)
    title: SSH open to the world
    severity: high                 # critical, high, medium, low or info
    tags: [network]

    # The relation whose rows are tested; netlint relations lists them, netlint relations opening its fields.
    for: opening

    # Common Expression Language: true is a finding, unknown is undecided. Try it on your templates:
    # netlint query opening INPUT --where 'opening.source.is_world'
    where: >
      opening.direction == "ingress" && opening.source.is_world
      && opening.traffic.intersects(ports.ssh)
    at: opening.rules              # what a finding points at

    message: "{opening.group} admits {opening.source} on {opening.traffic}"
    remediation: Admit the addresses of your office or VPN only.
    why: |
      What can go wrong, and for whom.
    references: []

    # What the rule finds in the files beside it, exactly: netlint rules test \(id)
    examples:
      fails.yaml: [{resource: Web, line: 7}]
      passes.yaml: []
      undecided.yaml: [{resource: Web, line: 10, because: parameter Office}]
      fails.tf.json: [{resource: aws_security_group.web, line: 11}]
      passes.tf.json: []

    """
  }

  private static func template(source: String) -> String {
    """
    Resources:
      Web:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: of the web servers
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: \(source)}

    """
  }

  private static func configuration(source: String) -> String {
    """
    {
      "resource": {
        "aws_security_group": {
          "web": {
            "description": "of the web servers",
            "ingress": [
              {
                "protocol": "tcp",
                "from_port": 22,
                "to_port": 22,
                "cidr_blocks": ["\(source)"]
              }
            ]
          }
        }
      }
    }

    """
  }
}
