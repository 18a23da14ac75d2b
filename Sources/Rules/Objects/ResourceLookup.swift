import AWSModel
import Analysis
import Documents

/// Resources by id, for what rules ask of every endpoint.
///
/// A search through all of a kind would cost the square of their number. Each index is made when it is first used.
final class ResourceLookup: Sendable {
  private let infrastructure: Infrastructure
  private let positions = Memo<String, [ResourceID: Int]>()
  private let links = Memo<String, LinkIndex>()
  private let mentions = Once<[ResourceID: [Mention]]>()
  private let declarations = Once<[ResourceID: Declaration]>()
  private let places = Once<[SourceRange: Place]>()

  init(_ infrastructure: Infrastructure) { self.infrastructure = infrastructure }

  /// The first resource of a kind with an id.
  func first<Kind: Resource>(_ kind: KeyPath<Infrastructure, [Kind]> & Sendable, _ id: ResourceID) -> Kind? {
    let all = infrastructure[keyPath: kind]
    let index = positions.value("\(Kind.self)") {
      Dictionary(all.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }
    return index[id].map { all[$0] }
  }

  /// Those of a kind whose link leads, or may lead, to a resource, in their order.
  ///
  /// - Parameter name: of the kind and the link.
  func linked<Kind: Resource>(
    _ name: String, _ all: [Kind], by link: (Kind) -> Link, to id: ResourceID
  ) -> [Kind] {
    links.value(name) { LinkIndex(all.map { link($0).target }) }.positions(for: id).map { all[$0] }
  }

  /// How a resource of the input is declared, whatever it is.
  func declaration(of id: ResourceID) -> Declaration? {
    declarations.value {
      let all = infrastructure.allResources.map(\.declaration) + infrastructure.unmodelled
      return Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }[id]
  }

  /// Where a resource is mentioned.
  func mentions(of id: ResourceID) -> [Mention] {
    mentions.value { Dictionary(grouping: infrastructure.mentions, by: \.resource) }[id] ?? []
  }

  /// The place with a range among those that say whether something has a public address.
  func publicAddressPlace(_ range: SourceRange) -> Place? {
    places.value {
      let attributes: [Place?] =
        infrastructure.instances.map(\.associatesPublicIP?.place)
        + infrastructure.launchTemplates.map(\.associatesPublicIP?.place)
        + infrastructure.services.map(\.assignsPublicIP.place)
        + infrastructure.loadBalancers.map(\.isInternal.place)
        + infrastructure.databases.map(\.publiclyAccessible.place)
        + infrastructure.dataStores.map(\.publiclyAccessible.place)
        + infrastructure.addressAssociations.map(\.holder.place)
      return Dictionary(
        attributes.compactMap(\.self).map { ($0.range, $0) }, uniquingKeysWith: { first, _ in first })
    }[range]
  }
}

/// Which of a list of references lead, or may lead, to a resource.
private struct LinkIndex: Sendable {
  private var byTarget: [ResourceID: [Int]] = [:]
  /// Those that may lead anywhere.
  private var open: [Int] = []

  init(_ references: [Reference]) {
    for (position, reference) in references.enumerated() {
      switch reference {
      case .resource(let id): byTarget[id, default: []].append(position)
      case .oneOf(let ids, _): for id in Set(ids) { byTarget[id, default: []].append(position) }
      case .external: break
      case .unknown: open.append(position)
      }
    }
  }

  func positions(for id: ResourceID) -> [Int] {
    let known = byTarget[id] ?? []
    return open.isEmpty ? known : (known + open).sorted()
  }
}
