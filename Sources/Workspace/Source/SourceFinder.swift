import AWSModel
import Documents
import Frontends
import Rules
import Synchronization

/// Finds what of the native files plans were made from: a plan is no part of a repository, its sources are.
///
/// Shared by all that shows places: `check`, `explain`, `reach` and `diff` point to the same one.
package final class SourceFinder: Sendable {
  /// A plan, with the folder of its root module and the one outside of which nothing is read.
  private struct Plan {
    let origins: PlanOrigins
    let directory: String
    /// Without links.
    let boundary: String
  }

  /// What was looked for, and found or not.
  private struct Found {
    var folders: SourceFolders
    var plans: [String: Plan?] = [:]
    var places: [SourceRange: SourceRange?] = [:]
  }

  /// What the place is that a finding had before.
  static let replaced = "in the plan"

  /// The folder that was named for sources; nil if none was.
  private let root: String?
  private let planPaths: Set<String>
  private let found: Mutex<Found>

  /// - Parameter root: nothing outside of it is read. Without one, plans are looked for in the folders that they are in
  ///   and in the working directory.
  package init(root: String?, of workspaces: [Workspace]) {
    self.root = root
    planPaths = Set(workspaces.flatMap(\.inputs).filter { $0.format == .terraformPlan }.map(\.path))
    let sensitiveTexts = workspaces.reduce(into: Set<String>()) { $0.formUnion($1.sensitiveTexts) }
    found = Mutex(Found(folders: SourceFolders(concealing: sensitiveTexts)))
  }

  /// A folder of sources that is none.
  package static func failures(_ root: String?) -> [InputError] {
    guard let root, !Discovery.isDirectory(root) else { return [] }
    return [
      InputError(
        path: root, message: "the source root is not a folder",
        help: "name the folder that holds the .tf files of the plan, or one above it")
    ]
  }

  /// The findings with their places in native files, where these can be found.
  package func placed(_ findings: [Finding]) -> [Finding] {
    if planPaths.isEmpty || !mayHaveSources { return findings }
    return findings.map { $0.placed(by: source, replaced: Self.replaced) }
  }

  /// Whether there may be native files that a place could be in; where a folder was named, it is said that it has none.
  private var mayHaveSources: Bool {
    root != nil
      || planPaths.contains { candidates(for: $0).joined().contains { SourceFolders.holdsSources($0.directory) } }
  }

  /// What was looked for and could not be read.
  package var diagnostics: [Diagnostic] {
    let (errors, unmatchedPlans) = found.withLock { found in
      (found.folders.errors, found.plans.filter { $0.value == nil }.keys.sorted())
    }
    let unread = errors.map { error in
      Diagnostic(
        .unsupported, "\(error.path) is not configuration that can be scanned: what is in it is shown in the plan",
        help: error.message, at: error.range)
    }
    guard let root else { return unread }
    let unmatched = unmatchedPlans.map { path in
      Diagnostic(
        .unsupported, "no native files in \(root) declare what \(path) plans: its places are shown in the plan",
        help: "name the folder of the root module, or one that it is in, with --source-root")
    }
    return unread + unmatched
  }

  /// What a place of a plan was planned from; nil where that is not to be found.
  package func source(of range: SourceRange) -> SourceRange? {
    if !planPaths.contains(range.file.path) { return nil }
    return found.withLock { found in
      if let known = found.places[range] { return known }
      let place = plan(of: range.file, &found).flatMap { plan in
        plan.origins.source(of: range.offset, in: plan.directory) { directory in
          found.folders.module(directory, within: plan.boundary)
        }
      }
      found.places[range] = .some(place)
      return place
    }
  }

  /// The native files of all plans, of which the root modules are found, that hold some text.
  package func files(mentioning text: String) -> [SourceFile] {
    if planPaths.isEmpty || !mayHaveSources { return [] }
    return found.withLock { found in
      for path in planPaths.sorted() where found.plans[path] == nil {
        // No place of it was asked for. To read it again is worth it only where the text may be found.
        let modules = candidates(for: path).joined().compactMap {
          found.folders.module($0.directory, within: $0.boundary)
        }
        guard modules.contains(where: { $0.files.contains { $0.mentions(text) } }),
          let file = try? SourceFile.read(path)
        else { continue }
        _ = plan(of: file, &found)
      }
      var files: [String: SourceFile] = [:]
      for case let plan? in found.plans.values {
        for directory in plan.origins.directories(from: plan.directory) {
          for file in found.folders.module(directory, within: plan.boundary)?.files ?? [] where file.mentions(text) {
            files[file.path] = file
          }
        }
      }
      return files.values.sorted { $0.path < $1.path }
    }
  }

  private func plan(of file: SourceFile, _ found: inout Found) -> Plan? {
    if let known = found.plans[file.path] { return known }
    let plan = match(file, &found.folders)
    found.plans[file.path] = .some(plan)
    return plan
  }

  // MARK: Root modules

  /// The folders that may be the root module of a plan: those to try first before others.
  private func candidates(for path: String) -> [[(directory: String, boundary: String)]] {
    let own = InputPath.directories(of: [path])[0]
    guard let root else {
      // What lies below the working directory is part of the same work.
      let here = SourceFolders.canonical(".")
      let boundary = SourceFolders.canonical(own).map { own in
        here.flatMap { SourceFolders.isInside(own, $0) ? $0 : nil } ?? own
      }
      return [[(own, boundary), (".", here)].compactMap { pair in pair.1.map { (pair.0, $0) } }]
    }
    guard let boundary = SourceFolders.canonical(root) else { return [] }
    let isInside = SourceFolders.canonical(own).map { SourceFolders.isInside($0, boundary) } ?? false
    let first = (isInside ? [own] : []) + [root]
    return [first.map { ($0, boundary) }, Discovery.folders(below: root).map { ($0, boundary) }]
  }

  /// The folder that declares the most of what the plan's root module does, at least half.
  private func match(_ file: SourceFile, _ folders: inout SourceFolders) -> Plan? {
    let groups = candidates(for: file.path)
    // To read a plan once more is worth it only where there is something to find.
    let hasSources = groups.joined().contains { folders.module($0.directory, within: $0.boundary) != nil }
    guard hasSources, let document = try? Document.json(file) else { return nil }
    let origins = PlanOrigins(document)
    let wanted = origins.rootDeclarations
    for group in groups {
      var best: (plan: Plan, count: Int)?
      for (directory, boundary) in group {
        guard let module = folders.module(directory, within: boundary) else { continue }
        let count = wanted.count(where: module.declares)
        if count * 2 >= wanted.count, count > best?.count ?? 0 {
          best = (Plan(origins: origins, directory: directory, boundary: boundary), count)
        }
      }
      if let best { return best.plan }
    }
    return nil
  }
}
