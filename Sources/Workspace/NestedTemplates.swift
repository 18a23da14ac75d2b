import Documents
import Frontends
import Glibc

/// Finds the local templates that others nest, and tells them from those that are deployed by themselves.
struct NestedTemplates {
  /// Deployed by themselves.
  private(set) var roots: [CloudFormationTemplate] = []
  /// Nested in others, by path.
  private(set) var nested: [String: CloudFormationTemplate] = [:]
  /// Those among them that were not among the files of the run.
  private(set) var found: [CloudFormationTemplate] = []
  /// Parts of templates that others include, by path.
  private(set) var snippets: [String: Document] = [:]
  private(set) var failures: [InputError] = []

  /// - Parameter directories: nothing outside of them is read.
  init(_ templates: [CloudFormationTemplate], below directories: [String]) {
    let templates = templates.map { template in
      template.hasNestedStacks ? template.uploading(AssetManifest.assets(of: template.name)) : template
    }
    nest(templates, directories)
    let all = templates + found
    for template in all { include(template.snippets, directories) }
    join(partsOf: all)
  }

  /// Tells the templates that are nested from the others, and reads those that are missing.
  private mutating func nest(_ templates: [CloudFormationTemplate], _ directories: [String]) {
    guard templates.contains(where: { !$0.nestedTemplates.isEmpty }) else {
      roots = templates
      return
    }
    var known = Dictionary(templates.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var tried: Set<String> = []
    var waiting = templates
    while let template = waiting.popLast() {
      for reference in template.nestedTemplates where reference.path != template.name {
        if let same = known[reference.path] {
          // A nested template has no list of assets of its own.
          let isComplete = !same.hasNestedStacks || !same.assets.isEmpty || template.assets.isEmpty
          nested[reference.path] = isComplete ? same : same.uploading(template.assets)
          if isComplete { continue }
          known[reference.path] = nested[reference.path]
          waiting.append(same.uploading(template.assets))
        } else if tried.insert(reference.path).inserted, Self.isInside(reference.path, directories),
          let read = read(reference.path)
        {
          let template = read.uploading(template.assets)
          known[reference.path] = template
          nested[reference.path] = template
          found.append(template)
          failures += template.errors
          waiting.append(template)
        }
      }
    }
    roots = templates.filter { nested[$0.name] == nil }
    // Templates that nest each other: one of them has to be first.
    while let left = templates.first(where: { !reached(from: roots).contains($0.name) }) { roots.append(left) }
  }

  /// Joins templates with the parts that they include at their top, which are no templates of their own.
  private mutating func join(partsOf templates: [CloudFormationTemplate]) {
    let parts = Set(templates.flatMap(\.partsAtTop))
    if parts.isEmpty { return }
    roots = roots.reduce(into: []) { all, root in if !parts.contains(root.name) { all.append(joined(root)) } }
    for (path, template) in nested { nested[path] = joined(template) }
  }

  private mutating func joined(_ template: CloudFormationTemplate) -> CloudFormationTemplate {
    do throws(InputError) {
      return try template.including(snippets)
    } catch {
      failures.append(error)
      return template
    }
  }

  /// Reads parts that are included.
  private mutating func include(_ references: [NestedTemplate], _ directories: [String]) {
    for reference in references where snippets[reference.path] == nil && Self.isInside(reference.path, directories) {
      do throws(InputError) {
        let file = try SourceFile.read(reference.path)
        let documents = Document.looksLikeJSON(file) ? [try Document.json(file)] : try Document.yaml(file)
        snippets[reference.path] = documents[0]
      } catch {
        failures.append(error)
      }
    }
  }

  private mutating func read(_ path: String) -> CloudFormationTemplate? {
    switch InputReader.read(path) {
    case .stack(let reader): return reader as? CloudFormationTemplate
    case .configuration: return nil
    case .failure(let error), .unrecognized(let error):
      // One that is missing is reported where it is named.
      if access(path, F_OK) == 0 { failures.append(error) }
      return nil
    }
  }

  private func reached(from roots: [CloudFormationTemplate]) -> Set<String> {
    var names: Set<String> = []
    var waiting = roots
    while let template = waiting.popLast() {
      guard names.insert(template.name).inserted else { continue }
      waiting += template.nestedTemplates.compactMap { nested[$0.path] }
    }
    return names
  }

  /// Whether a path, links followed, is below one of the directories.
  private static func isInside(_ path: String, _ directories: [String]) -> Bool {
    guard let real = realPath(path) else { return false }
    return directories.contains { directory in
      guard let root = realPath(directory) else { return false }
      return real.hasPrefix(root == "/" ? root : root + "/")
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}
