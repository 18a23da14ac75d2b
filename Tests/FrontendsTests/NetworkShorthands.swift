import AWSModel
import NetSpace

@testable import Frontends

extension Route {
  /// What it matches, and by which attribute it leads where: `10.0.0.0/8 transit_gateway_id aws_ec2_transit_gateway.a`.
  var short: String {
    let to: String =
      switch target.value {
      case .known(.local): "local"
      case .known(.resource(let reference, let attribute)): "\(attribute) \(reference.short)"
      case .known(.unknown(let why)), .oneOf(_, let why), .unknown(let why): "unknown: \(why)"
      }
    return "\(destination.short) \(to)"
  }
}

extension TransitRoute {
  var short: String { "\(destination.short) \(attachment?.target.short ?? "blackhole")" }
}

extension Attribute<Route.Destination> {
  var short: String {
    switch value {
    case .known(.block(let block)): block.short
    case .known(.prefixList(let list)): list.short
    case .oneOf(_, let why), .unknown(let why): "unknown: \(why)"
    }
  }
}

extension AddressBlock {
  var short: String { prefix.known.map { "\($0)" } ?? "unknown: \(prefix.unknown.map { "\($0)" } ?? "")" }
}

extension PartialList where Element == Attribute<AddressBlock> {
  var short: [String] { elements.map { $0.known?.short ?? "?" } + rest.map { "rest: \($0)" } }
}

extension Attribute<Bool> {
  var short: String {
    switch value {
    case .known(let value): "\(value)"
    case .oneOf(_, let why), .unknown(let why): "unknown: \(why)"
    }
  }
}

extension TransitAttachment {
  var short: String {
    switch network {
    case .vpc(let vpc, let subnets): "\(transitGateway.target.short) - \(vpc.target.short) \(subnets.short)"
    case .transitGateway(let other): "\(transitGateway.target.short) - \(other.target.short)"
    case .outside: "\(transitGateway.target.short) - outside"
    }
  }
}
