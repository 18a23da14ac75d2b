import TestSupport
import Testing

/// Modules know those below them and no others.
///
/// SwiftPM builds an import that is not declared, as long as somebody else's is; so the `import` lines are read.
@Suite struct ArchitectureTests {
  /// What each module may import beside Swift's own.
  private static let allowed: [String: Set<String>] = [
    "NetSpace": [],
    "Documents": ["CYaml", "Glibc"],
    // The C library, by the name that it has on each platform.
    "CEL": ["Glibc", "Musl", "Darwin", "RegularExpressions"],
    "RegularExpressions": [],
    "AWSModel": ["NetSpace", "Documents"],
    "TerraformLanguage": ["Documents", "Glibc", "NetSpace", "RegularExpressions"],
    "Frontends": ["AWSModel", "Documents", "NetSpace", "TerraformLanguage", "Glibc"],
    "Analysis": ["AWSModel", "NetSpace", "Documents"],
    "Rules": ["Analysis", "AWSModel", "CEL", "Documents", "NetSpace", "Glibc"],
    "Reporting": ["Rules", "Analysis", "AWSModel", "Documents", "NetSpace"],
    "RuleCatalog": ["Rules"],
    "Workspace": ["Frontends", "Rules", "RuleCatalog", "Analysis", "AWSModel", "Documents", "NetSpace", "Glibc"],
    "netlint": [
      "Workspace", "Reporting", "Rules", "Analysis", "AWSModel", "Documents", "NetSpace", "ArgumentParser", "Glibc",
    ],
    // Tools of the build.
    "RuleCompiler": ["Rules", "Documents", "Glibc", "Foundation"],
    "RuleCatalogPlugin": ["PackagePlugin", "Foundation"],
  ]

  /// The standard library's own modules: they are there without a dependency and cost no start-up.
  private static let standard: Set<String> = ["Synchronization", "Dispatch"]

  private struct Import: Hashable {
    let file: String
    let line: Int
    let module: String
  }

  @Test func importsFollowTheTable() throws {
    let imports = try Self.imports()
    #expect(imports.count > 100)
    for found in imports {
      let module = Self.module(of: found.file)
      let allowed = try #require(Self.allowed[module], "\(module) is not in the table")
      #expect(
        allowed.contains(found.module) || Self.standard.contains(found.module),
        "\(found.file):\(found.line): \(module) must not import \(found.module)")
    }
  }

  /// The table itself has no cycle: what a module may import comes above it.
  @Test func directionIsAcyclic() {
    var done: Set<String> = []
    var left = Set(Self.allowed.keys)
    while let next = left.sorted().first(where: { module in
      (Self.allowed[module] ?? []).allSatisfy { done.contains($0) || Self.allowed[$0] == nil }
    }) {
      done.insert(next)
      left.remove(next)
    }
    #expect(left.isEmpty)
  }

  @Test func everyModuleIsInTheTable() {
    let modules = Set(Repository.files(below: "Sources", suffix: ".swift").map(Self.module))
    #expect(modules == Set(Self.allowed.keys))
  }

  /// The compiler specialises generics across modules only where they are public.
  private static let specialised: Set = [
    "Sources/NetSpace/NetSet.swift", "Sources/NetSpace/IntervalSet.swift", "Sources/NetSpace/Bounds.swift",
    "Sources/NetSpace/Verdict.swift", "Sources/NetSpace/CoverCounter.swift", "Sources/Analysis/Memo.swift",
    "Sources/Analysis/Derived.swift",
    "Sources/CEL/Records.swift",
    "Sources/AWSModel/Attribute.swift", "Sources/AWSModel/Value.swift", "Sources/AWSModel/Unknown.swift",
    "Sources/AWSModel/Place.swift",
  ]

  @Test func nothingButWhatIsSpecialisedElsewhereIsPublic() throws {
    for file in Repository.files(below: "Sources", suffix: ".swift") where !Self.specialised.contains(file) {
      for (index, line) in try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let words = line.split(separator: " ")
        if words.first?.hasPrefix("//") == true { continue }
        #expect(!words.prefix(2).contains("public"), "\(file):\(index + 1): package access is enough")
      }
    }
  }

  private static func module(of file: String) -> String {
    String(file.split(separator: "/").dropFirst().first ?? "")
  }

  private static func imports() throws -> [Import] {
    try Repository.files(below: "Sources", suffix: ".swift").flatMap { file in
      let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      return lines.enumerated().reduce(into: [Import]()) { all, line in
        var words = line.element.split(separator: " ").filter { !$0.hasPrefix("@") }
        if ["private", "internal", "fileprivate", "package", "public"].contains(words.first) { words.removeFirst() }
        guard words.first == "import", let name = words.last?.split(separator: ".").first else { return }
        all.append(Import(file: file, line: line.offset + 1, module: String(name)))
      }
    }
  }
}
