import CEL
import NetSpace

/// The functions of the network extension of Kubernetes, and the same questions to sets of addresses.
///
/// Sources: `ip.go` and `cidr.go` in https://github.com/kubernetes/kubernetes/tree/master/staging/src/k8s.io/apiserver/pkg/cel/library.
/// Text is an address in one spelling alone: no zone, no leading zeros, no IPv4 notation in an IPv4-mapped IPv6 address.
/// Kubernetes refuses these in hexadecimal too; in the conformance tests of the language
/// (https://github.com/google/cel-spec/blob/master/tests/simple/testdata/network_ext.textproto) they are IPv4 addresses.
enum NetworkFunctions {
  static let all: [FunctionSchema] = making + asking

  private static let ip = CELType.object(IPObject.name)
  private static let cidr = CELType.object(CIDRObject.name)
  private static let addresses = CELType.object(AddressesObject.name)

  // MARK: From text

  private static let making: [FunctionSchema] = [
    FunctionSchema("ip", [.string], result: ip, doc: "The address in a text; an error if it holds none.") {
      made($0.first, address) { .object(IPObject($0)) }
    },
    FunctionSchema("isIP", [.string], result: .bool, doc: "Whether a text is an address.") {
      isMade($0.first, address)
    },
    FunctionSchema(
      "ip.isCanonical", [.string], result: .bool,
      doc: "Whether an address is spelled in its one canonical way; an error if the text is none."
    ) { arguments in
      made(arguments.first, address) { address in
        guard case .string(let text)? = arguments.first else { return .bool(false) }
        return .bool(address.description == text)
      }
    },
    FunctionSchema("cidr", [.string], result: cidr, doc: "The CIDR block in a text; an error if it holds none.") {
      made($0.first, block) { .object($0) }
    },
    FunctionSchema("isCIDR", [.string], result: .bool, doc: "Whether a text is a CIDR block.") {
      isMade($0.first, block)
    },
  ]

  private struct Mistake: Error { let message: String }

  private static func made<T>(
    _ argument: Value?, _ read: (String) throws(Mistake) -> T, _ value: (T) -> Value
  ) -> Value {
    guard case .string(let text)? = argument else { return .error(EvaluationError("found no text")) }
    do { return value(try read(text)) } catch { return .error(EvaluationError(error.message)) }
  }

  private static func isMade<T>(_ argument: Value?, _ read: (String) throws(Mistake) -> T) -> Value {
    guard case .string(let text)? = argument else { return .bool(false) }
    do { _ = try read(text) } catch { return .bool(false) }
    return .bool(true)
  }

  private static func address(_ text: String) throws(Mistake) -> IPAddress {
    guard let address = IPAddress(text) else {
      let why =
        text.contains("%") ? ": it has a zone" : text.contains("/") ? ": it is a CIDR block, which cidr(…) reads" : ""
      throw Mistake(message: "\"\(shown(text))\" is no IP address\(why)")
    }
    guard address.isIPv4Mapped, case .v6(let bits) = address else { return address }
    // Both notations at once are refused; in hexadecimal it is the IPv4 address that it stands for.
    if text.contains(".") { throw mapped(text) }
    return .v4(UInt32(truncatingIfNeeded: bits))
  }

  private static func block(_ text: String) throws(Mistake) -> CIDRObject {
    let slash = text.utf8.lastIndex(of: UInt8(ascii: "/"))
    guard let slash, IPPrefix(text) != nil, let address = IPAddress(text[..<slash]),
      let length = Int(text[text.index(after: slash)...]), let block = CIDRObject(address, length: length)
    else {
      let why = slash == nil && IPAddress(text) != nil ? ": it has no /length" : ""
      throw Mistake(message: "\"\(shown(text))\" is no CIDR block\(why)")
    }
    guard !address.isIPv4Mapped else { throw mapped(text) }
    return block
  }

  private static func mapped(_ text: String) -> Mistake {
    Mistake(message: "\"\(shown(text))\" is an IPv4-mapped IPv6 address: write the IPv4 address")
  }

  private static func shown(_ text: String) -> String { String(text.prefix(60)) }

  // MARK: What is in a block or a set

  private static let asking: [FunctionSchema] = [
    contains("containsIP", ip, "Whether an address is in it."),
    contains("containsIP", .string, "Whether the address in a text is in it."),
    contains("containsCIDR", cidr, "Whether all of a block is in it."),
    contains("containsCIDR", .string, "Whether all of the block in a text is in it."),
  ].flatMap { $0 }

  /// For blocks, and for sets of addresses of which not everything may be known.
  private static func contains(_ name: String, _ argument: CELType, _ doc: String) -> [FunctionSchema] {
    [cidr, addresses].map { receiver in
      FunctionSchema(name, receiver: receiver, [argument], result: .bool, doc: doc) { values in
        guard values.count == 2, case .object(let container) = values[0] else { return .bool(false) }
        switch wanted(values[1], isBlock: name == "containsCIDR") {
        case .success(let prefix): return contains(container, prefix)
        case .failure(let mistake): return .error(EvaluationError(mistake.message))
        }
      }
    }
  }

  private static func wanted(_ value: Value, isBlock: Bool) -> Result<IPPrefix, Mistake> {
    switch value {
    case .string(let text):
      Result { () throws(Mistake) in isBlock ? try block(text).prefix : IPPrefix(host: try address(text)) }
    case .object(let object as IPObject): .success(IPPrefix(host: object.address))
    case .object(let object as CIDRObject): .success(object.prefix)
    default: .failure(Mistake(message: "found neither an address nor a block"))
    }
  }

  private static func contains(_ container: any CELObject, _ prefix: IPPrefix) -> Value {
    switch container {
    case let block as CIDRObject: .bool(block.prefix.contains(prefix))
    case let set as AddressesObject: set.contains(AddressSet(prefix))
    default: .bool(false)
    }
  }
}
