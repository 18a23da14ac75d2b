/// A set of TCP or UDP ports, or of ICMP messages as `type << 8 | code`.
package typealias PortSet = IntervalSet<UInt16>

extension IntervalSet where Bound == UInt16 {
  /// The ICMP messages of a type and a code, where nil stands for any.
  ///
  /// EC2 writes any as -1 and has no rule for one code of any type, so that a code without a type is ignored.
  package static func icmp(type: UInt8? = nil, code: UInt8? = nil) -> PortSet {
    guard let type else { return .full }
    let base = UInt16(type) << 8
    guard let code else { return PortSet(base...(base | 0xFF)) }
    return PortSet(base | UInt16(code))
  }
}
