/// Finds what is, or may be, in a VPC without looking at everything else.
struct VPCIndex: Sendable {
  private var known: [VPCKey: [Int]] = [:]
  /// What is in a VPC that is not known: it may be in any.
  private var loose: [Int] = []
  private var count = 0

  init() {}

  /// - Parameter keys: for each element, the VPCs that it has a part in.
  init(_ keys: some Sequence<[VPCKey]>) {
    for (i, vpcs) in keys.enumerated() {
      count = i + 1
      if vpcs.contains(where: { $0.unknown != nil }) {
        loose.append(i)
      } else {
        for vpc in Set(vpcs) { known[vpc, default: []].append(i) }
      }
    }
  }

  /// The elements that may be in a VPC, in their order.
  func candidates(in vpc: VPCKey) -> [Int] {
    if vpc.unknown != nil { return Array(0..<count) }
    let here = known[vpc] ?? []
    return loose.isEmpty ? here : (here + loose).sorted()
  }
}
