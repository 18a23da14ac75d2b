import Glibc

/// A node of the tape: the offset of its bytes, its kind, and its length or, for containers, its subtree's node count.
///
/// Eight bytes, in pre-order: a container is followed by its subtree, a key by its value.
struct TapeNode {
  enum Kind: UInt32 {
    case object = 0
    case array = 1
    case string = 2
    /// A string with escapes in it: decoded when asked for.
    case escapedString = 3
    case number = 4
    case `true` = 5
    case `false` = 6
    case null = 7
    case key = 8
    case escapedKey = 9
  }

  /// Lengths and node counts are kept in 28 bits.
  static let largestPayload = 0x0fff_ffff

  var storedOffset: UInt32
  var kindAndPayload: UInt32

  @inline(__always)
  init(_ kind: Kind, offset: Int, payload: Int) {
    storedOffset = UInt32(truncatingIfNeeded: offset)
    kindAndPayload = (kind.rawValue << 28) | UInt32(truncatingIfNeeded: payload)
  }

  var kind: Kind { Kind(rawValue: kindAndPayload >> 28) ?? .null }
  @inline(__always) var isContainer: Bool { kindAndPayload >> 28 <= 1 }
  @inline(__always) var payload: Int { Int(kindAndPayload & 0x0fff_ffff) }
  @inline(__always) var offset: Int { Int(storedOffset) }
}

/// Tape memory that grows; large ones in huge pages, which makes filling them almost twice as fast.
struct Tape: ~Copyable {
  private(set) var nodes: UnsafeMutablePointer<TapeNode>
  private(set) var count = 0
  private var capacity: Int
  private var isMapped: Bool

  init(capacity: Int) {
    self.capacity = max(16, capacity)
    (nodes, isMapped) = Self.allocate(self.capacity)
  }

  deinit { Self.free(nodes, capacity, isMapped) }

  @inline(__always)
  mutating func append(_ node: TapeNode) {
    if _slowPath(count == capacity) { grow(to: capacity &* 2) }
    (nodes + count).initialize(to: node)
    count &+= 1
  }

  /// Sets the length or node count of the node at `index`.
  @inline(__always)
  mutating func setPayload(_ payload: Int, at index: Int) {
    nodes[index].kindAndPayload = (nodes[index].kindAndPayload & 0xf000_0000) | UInt32(truncatingIfNeeded: payload)
  }

  mutating func setKind(_ kind: TapeNode.Kind, at index: Int) {
    nodes[index].kindAndPayload = (kind.rawValue << 28) | UInt32(truncatingIfNeeded: nodes[index].payload)
  }

  /// Moves the nodes out, leaving an empty tape.
  mutating func take() -> Tape {
    var taken = Tape(capacity: 0)
    swap(&self, &taken)
    return taken
  }

  /// Replaces all nodes from `index` on.
  mutating func replace(from index: Int, with replacement: [TapeNode]) {
    count = index
    for node in replacement { append(node) }
  }

  /// Appends a copy of nodes that are already on the tape.
  mutating func appendCopy(of range: Range<Int>) {
    if count + range.count > capacity { grow(to: max(capacity * 2, count + range.count)) }
    (nodes + count).initialize(from: nodes + range.lowerBound, count: range.count)
    count += range.count
  }

  private mutating func grow(to newCapacity: Int) {
    let (larger, mapped) = Self.allocate(newCapacity)
    larger.initialize(from: nodes, count: count)
    Self.free(nodes, capacity, isMapped)
    (nodes, capacity, isMapped) = (larger, newCapacity, mapped)
  }

  private static let stride = MemoryLayout<TapeNode>.stride

  private static func allocate(_ capacity: Int) -> (UnsafeMutablePointer<TapeNode>, mapped: Bool) {
    let size = capacity * stride
    if size >= 4 << 20 {
      let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      if let memory, memory != MAP_FAILED {
        _ = madvise(memory, size, MADV_HUGEPAGE)
        return (memory.bindMemory(to: TapeNode.self, capacity: capacity), true)
      }
    }
    return (UnsafeMutablePointer<TapeNode>.allocate(capacity: capacity), false)
  }

  private static func free(_ nodes: UnsafeMutablePointer<TapeNode>, _ capacity: Int, _ isMapped: Bool) {
    if isMapped { munmap(nodes, capacity * stride) } else { nodes.deallocate() }
  }
}
