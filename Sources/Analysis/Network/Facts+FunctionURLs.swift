import AWSModel
import NetSpace

/// Calls of functions by their URLs: AWS answers there and calls the function, whatever groups, lists and routes of its
/// VPC say.
///
/// Sources: https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html,
/// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
extension Facts {
  /// What a URL takes.
  static let servedByURLs = HeaderSpace(traffic: Traffic(.tcp, ports: PortSet(443)))

  /// A URL by which anybody calls, or may call, a function.
  private struct PublicURL {
    let entry: EntryPoint
    let verdict: Verdict
    let because: [Unknown]
  }

  /// Whether a function has a URL that anybody may be able to call.
  func hasPublicURL(_ id: ResourceID) -> Bool { !publicURLs(of: id).isEmpty }

  /// Those of a function that ask for no signature, or may not.
  private func publicURLs(of id: ResourceID) -> [PublicURL] {
    infrastructure.entryPoints.compactMap { entry in
      guard entry.kind == .functionURL else { return nil }
      let asksNobody = entry.authorization.map { $0.value.map { $0 != "AWS_IAM" }.verdict } ?? .unknown
      let calls = entry.targets.elements.map { $0.target.verdict(is: id) }
      let existence = entry.declaration.existence
      let verdict = Verdict.all([existence.verdict, asksNobody, Verdict.any(calls.map(\.verdict))])
      if verdict == .no { return nil }
      let access = functionURLAccess.value { FunctionURLAccess(IdentityFacts(infrastructure).statements) }
      let open = access.isOpen(entry)
      let isCalled = verdict.and(open.verdict)
      if isCalled == .no { return nil }
      let because = existence.because + (entry.authorization?.unknown.map { [$0] } ?? []) + calls.flatMap(\.because)
      return PublicURL(entry: entry, verdict: isCalled, because: isCalled == .unknown ? because + open.because : [])
    }
  }

  /// Why it is not certain whether the internet calls a function by a URL.
  func doubtfulURLs(of id: ResourceID, _ query: Query) -> [Unknown] {
    if !query.traffic.intersects(Self.servedByURLs.traffic) { return [] }
    return publicURLs(of: id).flatMap { url in
      url.because.isEmpty
        ? [
          Unknown(
            url.entry.id.address,
            .unsupported("it calls \(id.address) for the internet, whatever groups and lists say"),
            at: url.entry.declaration.place)
        ] : url.because
    }.distinct
  }

  /// The ways by URLs that certainly anybody may call.
  func byWayOfURLs(_ query: Query) -> Direct {
    calls(query).reduce(into: Direct()) { result, call in
      result.add(Direct(traces: [call.trace], verdict: call.trace.verdict, surviving: call.trace.surviving))
    }
  }

  /// The same, each with its URL.
  func calls(_ query: Query) -> [(url: ResourceID, trace: Trace)] {
    guard case .endpoint(let id) = query.target, endpoint(id)?.kind == .outbound(.function),
      query.traffic.intersects(Self.servedByURLs.traffic)
    else { return [] }
    let clients: AddressSet
    switch query.source {
    case .internet: clients = .global
    case .addresses(let set): clients = set.intersection(.global)
    case .endpoint: return []
    }
    if clients.isEmpty { return [] }
    return publicURLs(of: id).filter { $0.verdict == .yes }.map { url in
      (url.entry.id, call(url.entry, of: id, from: query.source.node, clients, query.traffic))
    }
  }

  private func call(
    _ url: EntryPoint, of function: ResourceID, from source: Node, _ clients: AddressSet, _ traffic: Traffic
  ) -> Trace {
    var trace = TraceBuilder(from: source, wanted: HeaderSpace(traffic: traffic, sources: clients))
    trace.enter(.resource(url.id))
    var result = FilterResult()
    result.passed = .exact(trace.asked.intersection(Self.servedByURLs))
    result.admitting = [
      Decision(
        text: "\(url.id.address): calls \(function.address) for anybody, without a signature",
        place: url.authorization?.place.range ?? url.declaration.place, resource: url.id, effect: .admits)
    ]
    trace.add(.listening, "URL \(url.id.address)", result) { _ in (nil, nil) }
    trace.enter(.resource(function))
    trace.turnAround()
    trace.enter(.resource(url.id))
    trace.enter(source)
    return trace.finish(target: .resource(function), via: "by its URL \(url.id.address)")
  }
}
