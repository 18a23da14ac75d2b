/// The names that every expression may use beside that of its row.
enum Names {
  static let row = "row"
  static let parameters = "params"
  static let ports = "ports"
  static let config = "config"

  /// What a row cannot be called.
  static let reserved = [row, parameters, ports, config, "true", "false", "null", "in"]
}
