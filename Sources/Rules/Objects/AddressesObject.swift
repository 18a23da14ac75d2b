import AWSModel
import Analysis
import CEL
import NetSpace

/// Addresses as expressions see them.
final class AddressesObject: CELObject {
  let bounds: Bounds<AddressSet>
  /// The addresses of which some are in it for certain, though it may not be known which.
  let remaining: RemainingAddresses
  let because: [Unknown]
  let context: LintContext

  init(
    bounds: Bounds<AddressSet>, remaining: RemainingAddresses = .none, because: [Unknown], context: LintContext
  ) {
    self.bounds = bounds
    self.remaining = remaining
    self.because = because
    self.context = context
  }

  static let name = "addresses"

  static let schema = ObjectSchema(
    name, doc: "A set of IPv4 and IPv6 addresses.",
    fields: [
      "is_world": FieldSchema(
        .bool, doc: "Whether more of the internet is in it than anybody could mean to name (over 2^24 IPv4 addresses)."),
      "is_empty": FieldSchema(.bool, doc: "Whether no address is in it."),
    ],
    methods: [
      "contains": MethodSchema([.string], result: .bool, doc: "Whether an address or all of a CIDR block is in it.")
    ])

  var typeName: String { Self.name }

  func field(_ name: String) -> Value? {
    switch name {
    case "is_world":
      let trusted = context.options.trustedNetworks
      let verdict: Verdict =
        bounds.must.isWorld(trusted: trusted) || remaining.isWorld(trusted: trusted)
        ? .yes : bounds.may.isWorld(trusted: trusted) ? .unknown : .no
      return context.value(verdict, because: because)
    case "is_empty":
      return context.value(bounds.nonEmpty.or(Verdict(remaining.isInhabited)).not, because: because)
    default: return nil
    }
  }

  func call(_ method: String, _ arguments: [Value]) -> Value? {
    guard method == "contains", case .string(let text)? = arguments.first else { return nil }
    guard let other = AddressSet(text: text) else {
      return .error(EvaluationError("\"\(text)\" is neither an address nor a CIDR block"))
    }
    return contains(other)
  }

  /// Whether all of some addresses are in it.
  func contains(_ other: AddressSet) -> Value { context.value(bounds.isSuperset(of: other), because: because) }

  func isEqual(to other: any CELObject) -> Value {
    guard let other = other as? AddressesObject else { return .bool(false) }
    if bounds.isExact, other.bounds.isExact { return .bool(bounds == other.bounds) }
    return context.unknown((because + other.because).distinct)
  }

  /// What is certain, then what is possible: named where it can be, with the reason where it can be anything.
  ///
  /// Beside the world nothing more is worth a word.
  var description: String {
    if bounds.isExact || bounds.must.isWorld() { return bounds.must.words }
    let known = bounds.must.isEmpty ? nil : bounds.must.words
    if known == nil, remaining.isInhabited { return "some of \(bounds.may.words)" }
    if !bounds.may.isFull { return "\(known.map { "\($0), " } ?? "")possibly \(possible.words)" }
    let reasons = because.distinct.map(\.description).joined(separator: "; ")
    return "\(known.map { "\($0) and more " } ?? "")(unknown: \(reasons))"
  }

  private var possible: AddressSet { bounds.may.subtracting(bounds.must) }
}

extension AddressSet {
  /// An address or a CIDR block.
  init?(text: String) {
    if let prefix = IPPrefix(text) {
      self.init(prefix)
    } else if let address = IPAddress(text) {
      self.init(address)
    } else {
      return nil
    }
  }

  /// For messages: `the internet`, or the first prefixes.
  var words: String {
    if v4.isFull || v6.isFull { return listing(limit: 3) }
    if AddressSet.global.isSubset(of: self) { return "the internet" }
    if AddressSet.global.restricted(to: .ipv4).isSubset(of: self) { return "the internet (IPv4)" }
    if self == AddressSet.global.restricted(to: .ipv6) { return "the internet (IPv6)" }
    return listing(limit: 3)
  }

  /// The share of all addresses of a family, the larger of both: what orders causes.
  var share: Double {
    let internet = intersection(.global)
    let v4 = internet.hostCountV4.rounded / 0x1p32
    let v6 = internet.hostCountV6.rounded / 0x1p128
    return max(v4, v6) + hostCountV4.rounded / 0x1p96
  }
}

extension UInt128 {
  /// The nearest double, or one beside it: `Double.init` goes through generic code for this type.
  var rounded: Double {
    Double(UInt64(truncatingIfNeeded: self >> 64)) * 0x1p64 + Double(UInt64(truncatingIfNeeded: self))
  }
}

extension LintContext {
  /// - Parameter remaining: the addresses of which some are among them for certain.
  func value(
    _ addresses: Bounds<AddressSet>, remaining: RemainingAddresses = .none, because: [Unknown] = []
  ) -> Value {
    .object(AddressesObject(bounds: addresses, remaining: remaining, because: because, context: self))
  }
}
