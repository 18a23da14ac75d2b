import AWSModel
import Analysis
import CEL
import NetSpace

/// What one endpoint accepts from other endpoints on some traffic: the admissions with the same traffic together.
struct FlowRow: Sendable {
  let target: Endpoint
  let traffic: Traffic
  let admissions: [Admission]

  /// The endpoints that get through, each with the best verdict of the admissions that let it in.
  var sources: [(endpoint: Endpoint, certainty: Certainty)] {
    var order: [ResourceID] = []
    var found: [ResourceID: (endpoint: Endpoint, certainty: Certainty)] = [:]
    for admission in admissions {
      for source in admission.endpoints {
        let certainty = Certainty(source.verdict, because: admission.because)
        if let before = found[source.endpoint.id] {
          found[source.endpoint.id] = (source.endpoint, before.certainty.or(certainty))
        } else {
          order.append(source.endpoint.id)
          found[source.endpoint.id] = (source.endpoint, certainty)
        }
      }
    }
    return order.reduce(into: []) { if let source = found[$1] { $0.append(source) } }
  }
}

extension Relations {
  static let flow: Relation = Relation(of: Objects.flow) { context in
    context.facts.endpoints.flatMap { endpoint -> [Row] in
      let admissions = context.admissions(of: endpoint).filter { !$0.endpoints.isEmpty }
      var order: [Traffic] = []
      for admission in admissions where !order.contains(admission.traffic) { order.append(admission.traffic) }
      return order.map { traffic in
        let flow = FlowRow(
          target: endpoint, traffic: traffic, admissions: admissions.filter { $0.traffic == traffic })
        let exists = flow.admissions.reduce(Certainty(.no)) { $0.or(Certainty($1.exists, because: $1.because)) }
        return Row(
          Objects.flow.object(flow, context), exists: exists, subject: endpoint.id, key: "\(traffic)",
          traces: { Array(flow.admissions.lazy.flatMap(\.traces).prefix($0)) },
          evidence: { flow.admissions.compactMap(\.peer?.place.range) })
      }
    }
  }
}

extension Objects {
  static let flow: ObjectType<FlowRow> = ObjectType(
    "flow", doc: "What an endpoint accepts from other endpoints of the input on some traffic, proven by paths.",
    key: { "\($0.target.id.stack)\n\($0.target.address)\n\($0.traffic)" },
    describe: { "\($0.traffic) to \($0.target.address)" },
    anchors: { flow, context in
      Anchor.ranked(flow.admissions.map { context.anchor(of: $0) })
    },
    fields: [
      "target": .init(.object("endpoint"), "What accepts the traffic.") { flow, context in
        endpoint.value(flow.target, context)
      },
      "traffic": .init(.object(TrafficObject.name), "Protocols and ports.") { flow, context in
        context.value(flow.traffic)
      },
      "sources": .init(.list(.object("endpoint")), "The endpoints that get through.") { flow, context in
        context.list(flow.sources.map { (value: endpoint.value($0.endpoint, context), certainty: $0.certainty) })
      },
      "admissions": .init(.list(.object("admission")), "The rules' peers that let them in.") { flow, context in
        .list(flow.admissions.map { admission.value($0, context) })
      },
    ])
}
