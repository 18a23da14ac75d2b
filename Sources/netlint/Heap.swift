import Glibc

/// The memory that objects are made in.
enum Heap {
  /// Makes the first part of the heap present in one call.
  ///
  /// The kernel gives memory page by page, each when it is first written to, for one or two microseconds each time: of
  /// the check of a small template, which a hook waits for at every commit, a tenth.
  static func prepare() {
    let size = 768 << 10
    // A block that was mapped by itself teaches the allocator, when it is given back, that blocks of its size belong in
    // the heap from now on, and that the heap keeps twice as much at its end.
    _ = advise(size + page, MADV_NORMAL)
    // Linux 5.14 and later; elsewhere it fails, and nothing is lost.
    let populateWrite: Int32 = 23
    _ = advise(size, populateWrite)
  }

  private static let page = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// Takes a block, says what is going to be done with its pages, and gives it back.
  private static func advise(_ size: Int, _ advice: Int32) -> Bool {
    guard let block = malloc(size) else { return false }
    defer { free(block) }
    let first = (Int(bitPattern: block) + page - 1) / page * page
    let last = (Int(bitPattern: block) + size) / page * page
    return madvise(UnsafeMutableRawPointer(bitPattern: first), last - first, advice) == 0
  }
}
