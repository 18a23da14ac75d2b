import Documents
import Frontends
import Glibc

/// What `cdk synth` leaves: templates, and a manifest that says which of them are deployed, and where and as what.
///
/// Source: https://docs.aws.amazon.com/cdk/v2/guide/configure-synth.html (the cloud assembly)
struct CloudAssembly {
  private(set) var deployments: [String: Deployment] = [:]
  private(set) var failures: [InputError] = []

  /// The assembly in a directory; nil if it has no manifest of one.
  static func read(_ directory: String) -> CloudAssembly? {
    let path = InputPath.joined(directory, "manifest.json")
    guard access(path, F_OK) == 0 else { return nil }
    var assembly = CloudAssembly()
    do throws(InputError) {
      let document = try Document.json(try SourceFile.read(path))
      guard let artifacts = document.root["artifacts"], artifacts.kind == .object else { return nil }
      assembly.read(artifacts, in: directory)
    } catch {
      // Other tools have manifests too.
      guard Discovery.isAssembly(directory) else { return nil }
      assembly.failures.append(error)
    }
    return assembly
  }

  private mutating func read(_ artifacts: Node, in directory: String) {
    for artifact in artifacts.members {
      let properties = artifact.value["properties"]
      switch artifact.value["type"]?.string {
      case "aws:cloudformation:stack":
        guard let file = properties?["templateFile"]?.string else {
          failures.append(
            InputError(
              at: artifact.key.range, message: "found a stack without \"templateFile\"",
              help: "the manifest is not complete: synthesize the application anew"))
          continue
        }
        deployments[InputPath.joined(directory, file)] = deployment(artifact)
      case "cdk:cloud-assembly":
        guard let name = properties?["directoryName"]?.string, !name.contains(".."), !name.hasPrefix("/"),
          let inner = CloudAssembly.read(InputPath.joined(directory, name))
        else { continue }
        deployments.merge(inner.deployments) { first, _ in first }
        failures += inner.failures
      default: continue
      }
    }
  }

  private func deployment(_ artifact: Node.Member) -> Deployment {
    let properties = artifact.value["properties"]
    var deployment = Deployment(stackName: properties?["stackName"]?.string ?? artifact.name)
    // aws://111122223333/eu-west-1; what is not known is called unknown-account and unknown-region.
    let environment = artifact.value["environment"]?.string ?? ""
    let parts = environment.split(separator: "/").map(String.init)
    if environment.hasPrefix("aws://"), parts.count == 3 {
      if parts[1] != "unknown-account" { deployment.account = parts[1] }
      if parts[2] != "unknown-region" { deployment.region = parts[2] }
    }
    for parameter in properties?["parameters"]?.members.map({ $0 }) ?? [] {
      deployment.parameters[parameter.name] = parameter.value.scalar
    }
    return deployment
  }
}
