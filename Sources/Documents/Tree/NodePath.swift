/// Keys and indices from the root of a value to a part of it, written `ingress[2].cidr_blocks[0]`.
package struct NodePath: Hashable, Sendable, CustomStringConvertible {
  package enum Component: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  package var components: [Component]

  package init(_ components: [Component] = []) { self.components = components }

  package var isEmpty: Bool { components.isEmpty }

  package func appending(key: String) -> NodePath { appending(.key(key)) }
  package func appending(index: Int) -> NodePath { appending(.index(index)) }

  /// In an array of just that size: there is a path for every value.
  private func appending(_ component: Component) -> NodePath {
    var all: [Component] = []
    all.reserveCapacity(components.count + 1)
    all.append(contentsOf: components)
    all.append(component)
    return NodePath(all)
  }

  package func appending(_ path: NodePath) -> NodePath { NodePath(components + path.components) }

  /// Keys that are not identifiers are quoted: `tags["a.b"]`.
  package var description: String {
    var result = ""
    for component in components {
      switch component {
      case .index(let index): result += "[\(index)]"
      case .key(let key) where Self.isIdentifier(key): result += result.isEmpty ? key : ".\(key)"
      case .key(let key): result += "[\(Self.quoted(key))]"
      }
    }
    return result
  }

  private static func isIdentifier(_ key: String) -> Bool {
    guard let first = key.utf8.first, !(0x30...0x39).contains(first), first != 0x2d else { return false }
    return key.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d: true
      default: false
      }
    }
  }

  private static func quoted(_ key: String) -> String {
    var result = "\""
    for scalar in key.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension Node {
  /// The node at `path` below this one.
  package subscript(_ path: NodePath) -> Node? {
    var node = self
    for component in path.components {
      let next: Node? =
        switch component {
        case .key(let key): node[key]
        case .index(let index): node[index]
        }
      guard let next else { return nil }
      node = next
    }
    return node
  }
}
