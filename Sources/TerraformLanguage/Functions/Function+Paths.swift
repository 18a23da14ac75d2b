/// Functions that take paths apart, and read nothing.
///
/// Source: https://developer.hashicorp.com/terraform/language/functions/basename
extension Function {
  static let paths: [String: Function] = [
    "basename": Function(1) { (call) throws(Obstacle) in
      let path = try call.text(0)
      if path.isEmpty { return call.result(".") }
      return call.result(path.split(separator: "/").last.map(String.init) ?? "/")
    },
    "dirname": Function(1) { (call) throws(Obstacle) in
      let path = try call.text(0)
      guard let slash = path.lastIndex(of: "/") else { return call.result(".") }
      return call.result(clean(path[...slash]))
    },
  ]

  /// A path without `.`, doubled slashes, and the `..` that a name before it cancels.
  private static func clean(_ path: Substring) -> String {
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if !isAbsolute {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
  }
}
