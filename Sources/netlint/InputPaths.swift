import ArgumentParser
import Glibc

/// Paths as users give them.
enum InputPaths {
  /// Absolute paths below the current directory made relative to it: reports then fit any checkout.
  static func relative(_ paths: [String]) -> [String] {
    guard let buffer = getcwd(nil, 0) else { return paths }
    defer { free(buffer) }
    let here = String(cString: buffer)
    let prefix = here == "/" ? here : here + "/"
    return paths.map { path in
      if path == here { return "." }
      return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
  }
}
