import AWSModel
import Analysis
import NetSpace

/// What groups, taken with all their rules, admit from the world and let out to it.
extension LintContext {
  /// The openings of a group that are, or may be, to the world.
  func worldOpenings(
    of group: ResourceID, _ direction: Direction
  ) -> [(opening: Opening, certainty: Certainty)] {
    // Asked of a group for each endpoint that has it.
    worldOpeningsByGroup.value(GroupDirection(group: group, direction: direction)) {
      openings(of: group).reduce(into: []) { all, opening in
        guard opening.direction == direction else { return }
        let (verdict, because) = opening.source.isWorld(trusted: options.trustedNetworks)
        let certainty = Certainty(verdict, because: because)
          .and(Certainty(opening.exists, because: opening.because))
        if certainty.verdict != .no { all.append((opening, certainty)) }
      }
    }
  }

  /// The traffic that some groups admit from the world, or let out to it.
  func worldTraffic(
    of groups: [(group: ResourceID, certainty: Certainty)], _ direction: Direction
  ) -> (traffic: Bounds<Traffic>, because: [Unknown]) {
    var because: [Unknown] = []
    let parts = groups.flatMap { group, membership in
      worldOpenings(of: group, direction).map { opening, certainty -> Bounds<Traffic> in
        let both = certainty.and(membership)
        because += both.because
        return both.verdict == .yes ? .exact(opening.traffic) : .atMost(opening.traffic)
      }
    }
    return (.union(of: parts), because.distinct)
  }

  /// Where rules admit the world, or let out to it, on some traffic: what speaks of most of it first.
  func worldAnchors(of groups: [ResourceID], _ direction: Direction, on traffic: Traffic = .full) -> [Anchor] {
    let rules = groups.flatMap { worldOpenings(of: $0, direction) }.flatMap { row in
      row.opening.traffic.intersects(traffic) ? row.opening.rules : []
    }
    var seen: Set<Place> = []
    let anchors = rules.flatMap { rule in
      Objects.anchors(of: rule, self).filter { $0.weight > 0x1p-16 && seen.insert($0.place).inserted }.map { anchor in
        Anchor(
          anchor.place, anchor.resource, key: anchor.key, words: anchor.words,
          weight: anchor.weight + 2 * rule.traffic.bounds.may.share)
      }
    }
    return Anchor.ranked(anchors)
  }

  /// The groups of an endpoint, if it certainly has just these: what they say is said of all endpoints that have them.
  func certainGroups(of endpoint: Endpoint) -> [ResourceID]? {
    guard let groups = endpoint.groups, groups.isComplete else { return nil }
    let ids = groups.elements.compactMap(\.target.id)
    return ids.count == groups.elements.count ? ids : nil
  }

  /// The groups of an endpoint that are in the input, certainly or possibly.
  func knownGroups(of endpoint: Endpoint?) -> [(group: ResourceID, certainty: Certainty)] {
    (endpoint?.groups?.elements ?? []).flatMap { link -> [(group: ResourceID, certainty: Certainty)] in
      switch link.target {
      case .resource(let id): [(id, .yes)]
      case .oneOf(let ids, let why): ids.map { ($0, Certainty(.unknown, because: [why])) }
      case .external, .unknown: []
      }
    }
  }

  /// Groups of an endpoint whose rules are not in the input.
  func unknownGroups(of endpoint: Endpoint?) -> [Unknown] {
    guard let groups = endpoint?.groups else { return [] }
    return groups.rest
      + groups.elements.reduce(into: []) { all, link in
        switch link.target {
        case .external(let name): all.append(Unknown(name, .notInInput, at: link.place.range))
        case .unknown(let why): all.append(why)
        case .resource, .oneOf: break
        }
      }
  }
}

extension Traffic {
  /// The share of all protocols and ports: what orders causes.
  var share: Double {
    let pairs = ports.entries.reduce(0) { $0 + Double($1.keys.count) * $1.value.count.rounded }
    return pairs / 0x1p24
  }
}
