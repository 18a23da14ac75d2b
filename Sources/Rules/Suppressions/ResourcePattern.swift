import AWSModel

/// Resources by the patterns of their addresses, in which `*` stands for any characters.
package struct ResourcePattern: Hashable, Sendable {
  /// The whole address, or the path of the construct; one without an index stands for all of `count` and `for_each`, that
  /// of a fleet for its parts.
  package let address: String?
  /// The module or nested stack, and all that is in it: `network`, `network.inner`, without indices.
  package let module: String?

  package init(address: String?, module: String?) {
    self.address = address
    self.module = module
  }

  package func contains(_ id: ResourceID, constructPath: String? = nil) -> Bool {
    if let address {
      let whole = id.whole.address
      let names = [id.address, whole, Self.withoutLastIndex(whole)] + (constructPath.map { [$0] } ?? [])
      if !names.contains(where: { Glob.matches(address[...], $0[...]) }) { return false }
    }
    guard let module else { return true }
    // What is in a module that fits is in it too.
    var modules = Self.modules(of: id.address)
    while !modules.isEmpty {
      if Glob.matches(module[...], modules.joined(separator: ".")[...]) { return true }
      modules.removeLast()
    }
    return false
  }

  /// `aws_subnet.a[0]` as `aws_subnet.a`.
  private static func withoutLastIndex(_ address: String) -> String {
    guard address.hasSuffix("]"), let bracket = address.lastIndex(of: "[") else { return address }
    return String(address[..<bracket])
  }

  /// The names of the modules, or nested stacks, that a resource is in, from the outermost, without indices.
  static func modules(of address: String) -> [String] {
    let parts = parts(of: address)
    // Types of Terraform have an underscore, logical ids of CloudFormation none: there all but the last part are stacks.
    guard parts.contains(where: { $0.contains("_") }) else { return parts.dropLast() }
    var names: [String] = []
    var index = 0
    while index + 1 < parts.count, parts[index] == "module" {
      names.append(parts[index + 1])
      index += 2
    }
    return names
  }

  /// The parts of an address between its dots, without indices, in which dots are part of a key.
  private static func parts(of address: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    var depth = 0
    for character in address {
      switch character {
      case "\"": isQuoted.toggle()
      case "[" where !isQuoted: depth += 1
      case "]" where !isQuoted: depth -= 1
      case "." where depth == 0 && !isQuoted: parts.append("")
      default: if depth == 0 { parts[parts.count - 1].append(character) }
      }
    }
    return parts
  }
}
