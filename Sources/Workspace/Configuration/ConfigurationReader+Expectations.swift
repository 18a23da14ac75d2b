import AWSModel
import Documents
import NetSpace

extension ConfigurationReader {
  private static let expectationKeys = ["from", "to", "port", "reachable", "only", "direct", "severity"]
  private static let example = "{from: internet, to: databases, reachable: false}"

  mutating func readExpectations(_ node: Node) {
    if node.isNull { return }
    guard node.kind == .array else {
      report(node, "found \(node.words), expected a list of expectations", help: "expect: [\(Self.example)]")
      return
    }
    for (index, element) in node.elements.enumerated() {
      if let expectation = expectation(element, NodePath([.key("expect"), .index(index)])) {
        configuration.expectations.append(expectation)
      }
    }
  }

  private mutating func expectation(_ node: Node, _ path: NodePath) -> Expectation? {
    guard node.kind == .object else {
      report(node, "found \(node.words), expected an expectation", help: "for example \(Self.example)")
      return nil
    }
    let members = Dictionary(
      members(node, Self.expectationKeys, "an expectation").map { ($0.name, $0.value) },
      uniquingKeysWith: { first, _ in first })
    for key in ["from", "to"] where members[key] == nil {
      report(node, "an expectation needs '\(key)'", help: "for example \(Self.example)")
    }
    return Expectation(
      demand: demand(node, members) ?? .unreachable, sources: members["from"].map { selectors($0) } ?? [],
      targets: members["to"].map { selectors($0) } ?? [], traffic: members["port"].flatMap { traffic($0) },
      isDirect: members["direct"].flatMap { bool($0) } ?? false, severity: members["severity"].flatMap { severity($0) },
      place: Place(range: node.range, path: path))
  }

  private mutating func demand(_ node: Node, _ members: [String: Node]) -> Expectation.Demand? {
    switch (members["reachable"], members["only"]) {
    case (nil, nil):
      report(
        node, "an expectation needs 'reachable' or 'only'", help: "reachable: true, reachable: false or only: true")
    case (_?, let only?):
      report(only, "an expectation has either 'reachable' or 'only'", help: "write two expectations")
    case (let reachable?, nil): return bool(reachable).map { $0 ? .reachable : .unreachable }
    case (nil, let only?):
      guard let value = bool(only) else { return nil }
      if value { return .only }
      report(only, "'only: false' asks for nothing", help: "only: true, or reachable: true")
    }
    return nil
  }

  private mutating func traffic(_ node: Node) -> Traffic? {
    let parts = texts(node)
    var all = Traffic.empty
    for part in parts {
      do throws(QueryError) {
        all.formUnion(try QueryParser.traffic(part.text))
      } catch {
        report(part.node, error.message, help: error.help)
      }
    }
    return parts.isEmpty ? nil : all
  }
}
