import AWSModel

/// What sends to the instances of an Auto Scaling group: target groups, and classic load balancers by name.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TrafficSourceIdentifier.html
struct TrafficSources {
  private(set) var targetGroups: PartialList<Link>
  private(set) var balancers: PartialList<Link>

  init(targetGroups: PartialList<Link> = PartialList(), balancers: PartialList<Link> = PartialList()) {
    self.targetGroups = targetGroups
    self.balancers = balancers
  }

  /// Adds a list of blocks, each with what it identifies and of what type that is.
  ///
  /// Services of VPC Lattice are none of the network's paths. What is listed already is repeated here after a refresh.
  mutating func add(
    _ blocks: PartialList<(fields: Fields, existence: Existence)>, identifier: String, type: String,
    named kind: NamedKind? = nil
  ) {
    addUnknown(blocks.rest)
    for (fields, existence) in blocks.elements {
      let type = fields.string(type, default: "elbv2")
      switch type.known {
      case "elb": Self.add(fields.link(identifier, named: kind), existence, to: &balancers)
      case "elbv2": Self.add(fields.link(identifier), existence, to: &targetGroups)
      case nil: addUnknown(type.unknown.map { [$0] } ?? [])
      default: continue
      }
    }
  }

  private mutating func addUnknown(_ why: [Unknown]) {
    targetGroups.rest += why
    balancers.rest += why
  }

  private static func add(_ link: Link?, _ existence: Existence, to list: inout PartialList<Link>) {
    guard let link, !list.elements.contains(where: { $0.target == link.target }) else { return }
    if existence.verdict == .yes {
      list.elements.append(link)
    } else {
      list.rest += existence.because
    }
  }
}
