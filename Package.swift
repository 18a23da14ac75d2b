// swift-tools-version: 6.1
import PackageDescription

/// Generic types are made by their accessors, which have the conformances at hand, and not by mangled names, whose
/// reading searches all conformances of all loaded images for each type: a quarter of what the check of a small template
/// took. (Flags make a package unfit to depend on; nothing depends on a command line program.)
let startup: [SwiftSetting] = [
  .unsafeFlags(
    ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"], .when(configuration: .release))
]

let package = Package(
  name: "netlint",
  products: [.executable(name: "netlint", targets: ["netlint"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // Foundations: no knowledge of AWS.
    .target(name: "NetSpace"),
    .target(name: "Documents", dependencies: [.product(name: "Yams", package: "Yams")]),
    .target(name: "RegularExpressions"),
    .target(name: "CEL", dependencies: ["RegularExpressions"]),

    // The model and what fills it.
    .target(name: "AWSModel", dependencies: ["NetSpace", "Documents"]),
    .target(name: "TerraformLanguage", dependencies: ["Documents", "NetSpace", "RegularExpressions"]),
    .target(name: "Frontends", dependencies: ["AWSModel", "Documents", "NetSpace", "TerraformLanguage"]),

    // What follows from it, what is wrong with it, how that is said.
    .target(
      name: "Analysis", dependencies: ["AWSModel", "NetSpace", "Documents"],
      exclude: ["Identity/Data/README.md", "Identity/Data/make_tables.py"]),
    .target(name: "Rules", dependencies: ["Analysis", "AWSModel", "CEL", "Documents", "NetSpace"]),
    .target(name: "Reporting", dependencies: ["Rules", "Analysis", "AWSModel", "Documents", "NetSpace"]),

    // The catalogue: `rules/` checked and compiled into the binary at build time.
    .executableTarget(name: "RuleCompiler", dependencies: ["Rules", "Documents"]),
    .plugin(
      name: "RuleCatalogPlugin", capability: .buildTool(), dependencies: ["RuleCompiler"],
      path: "Sources/RuleCatalogPlugin"),
    .target(name: "RuleCatalog", dependencies: ["Rules"], plugins: ["RuleCatalogPlugin"]),

    // A run and its command line.
    .target(
      name: "Workspace",
      dependencies: [
        "Frontends", "TerraformLanguage", "Rules", "RuleCatalog", "Analysis", "AWSModel", "Documents", "NetSpace",
      ]),
    .executableTarget(
      name: "netlint",
      dependencies: [
        "Workspace", "Reporting", "Rules", "Analysis", "AWSModel", "Documents", "NetSpace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(
      name: "TestSupport", dependencies: ["Documents", "Workspace", "AWSModel", "Analysis", "Rules", "NetSpace"],
      path: "Tests/TestSupport"),
    .testTarget(name: "NetSpaceTests", dependencies: ["NetSpace", "TestSupport"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents", "TestSupport"]),
    .testTarget(name: "RegularExpressionsTests", dependencies: ["RegularExpressions"]),
    .testTarget(name: "CELTests", dependencies: ["CEL"]),
    .testTarget(name: "TerraformLanguageTests", dependencies: ["TerraformLanguage", "Documents", "TestSupport"]),
    .testTarget(
      name: "FrontendsTests", dependencies: ["Frontends", "AWSModel", "Documents", "NetSpace", "TestSupport"]),
    .testTarget(name: "AnalysisTests", dependencies: ["Analysis", "AWSModel", "Documents", "NetSpace", "TestSupport"]),
    .testTarget(
      name: "RulesTests",
      dependencies: [
        "Rules", "RuleCatalog", "CEL", "Frontends", "Analysis", "AWSModel", "Documents", "NetSpace", "Workspace",
        "Reporting", "TestSupport",
      ]),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "TestSupport"]),
    .testTarget(
      name: "NetlintTests",
      dependencies: ["netlint", "Workspace", "Rules", "Analysis", "AWSModel", "Documents", "NetSpace", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type == .regular || target.name == "netlint" {
  target.swiftSettings = (target.swiftSettings ?? []) + startup
}
