import Glibc

extension SourceFile {
  /// Offsets are kept in 32 bits.
  private static let largestCount = Int(UInt32.max) - ByteStorage.padding

  /// What stands for the standard input where a path is expected.
  package static let standardInput = "-"

  /// The standard input, which can be read once only: a plan may be asked for what it was and for what it will be.
  private static let fromStandardInput = Result { () throws(InputError) in
    try read(dup(STDIN_FILENO), called: standardInput)
  }

  /// Reads the file at `path` as a whole; `-` is the standard input.
  package static func read(_ path: String) throws(InputError) -> SourceFile {
    if path == standardInput { return try fromStandardInput.get() }
    return try read(open(path, O_RDONLY | O_CLOEXEC), called: path)
  }

  /// Reads all of an open file and closes it.
  ///
  /// Not mapped: a file that shrinks under a map kills the process.
  private static func read(_ descriptor: CInt, called path: String) throws(InputError) -> SourceFile {
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw failure(path, EISDIR) }
    guard Int(status.st_size) <= largestCount else { throw tooLarge(path) }

    // One byte more than the size says: the read that returns 0 then needs no larger buffer. A pipe says 0.
    var capacity = max(Int(status.st_size) + 1, 4096)
    var allocation = ByteStorage.allocate(capacity: capacity)
    var count = 0
    while true {
      let got = Glibc.read(descriptor, allocation + count, capacity - count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0, count + got <= largestCount else {
        let code = errno
        allocation.deallocate()
        throw got < 0 ? failure(path, code) : tooLarge(path)
      }
      if got == 0 { break }
      count += got
      if count == capacity {
        let larger = ByteStorage.allocate(capacity: capacity * 2)
        memcpy(larger, allocation, count)
        allocation.deallocate()
        allocation = larger
        capacity *= 2
      }
    }
    return SourceFile(path: path, storage: ByteStorage(adopting: allocation, count: count))
  }

  private static func tooLarge(_ path: String) -> InputError {
    InputError(
      path: path, message: "the file is larger than 4 GB, the most that can be read",
      help: "split it, or leave out what is not a template")
  }

  private static func failure(_ path: String, _ code: Int32) -> InputError {
    switch code {
    case ENOENT:
      InputError(path: path, message: "no such file", help: "check the path; it is relative to the current directory")
    case EISDIR:
      InputError(path: path, message: "found a directory, expected a file", help: "name a file inside it")
    case EACCES:
      InputError(path: path, message: "permission to read the file was denied", help: "check the file's permissions")
    default:
      InputError(path: path, message: "cannot read the file: \(String(cString: strerror(code)))", help: "")
    }
  }
}
