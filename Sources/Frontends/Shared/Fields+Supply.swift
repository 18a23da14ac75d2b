import AWSModel

/// How a tool spells the properties of a container definition: CloudFormation's begin with a capital letter, and those
/// that Terraform passes on to ECS as JSON do not.
struct SupplyKeys: Sendable {
  let image, credentials, credential, logs, driver, logSecrets, secrets, from, files, value: String

  static let upperCamelCase = SupplyKeys(
    image: "Image", credentials: "RepositoryCredentials", credential: "CredentialsParameter",
    logs: "LogConfiguration", driver: "LogDriver", logSecrets: "SecretOptions", secrets: "Secrets", from: "ValueFrom",
    files: "EnvironmentFiles", value: "Value")

  static let lowerCamelCase = SupplyKeys(
    image: "image", credentials: "repositoryCredentials", credential: "credentialsParameter",
    logs: "logConfiguration", driver: "logDriver", logSecrets: "secretOptions", secrets: "secrets", from: "valueFrom",
    files: "environmentFiles", value: "value")
}

extension Fields {
  /// What a container needs before it can start.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
  func supply(_ keys: SupplyKeys) -> TaskDefinition.Supply {
    let logs = block(keys.logs)
    var secrets = names(of: blocks(keys.secrets)) { $0.text(keys.from) }
    if let logs { secrets.append(contentsOf: names(of: logs.blocks(keys.logSecrets)) { $0.text(keys.from) }) }
    return TaskDefinition.Supply(
      image: text(keys.image), registrySecret: block(keys.credentials)?.text(keys.credential),
      logDriver: logs?.string(keys.driver), secrets: secrets,
      variableFiles: names(of: blocks(keys.files)) { $0.text(keys.value) })
  }

  /// What each of some blocks names, as far as it names something; a block that may not be there is part of the rest.
  func names<T>(
    of blocks: PartialList<(fields: Fields, existence: Existence)>, _ name: (Fields) -> Attribute<T>?
  ) -> PartialList<Attribute<T>> {
    var names = PartialList<Attribute<T>>(rest: blocks.rest)
    for block in blocks.elements {
      guard let one = name(block.fields) else { continue }
      if block.existence.verdict == .yes {
        names.elements.append(one)
      } else {
        names.rest += block.existence.because
      }
    }
    return names
  }

  /// Whether a list of launch types names Fargate alone.
  func isForFargate(_ key: String) -> Bool {
    let types = list(key)
    return types.isComplete && !types.elements.isEmpty
      && types.elements.allSatisfy { text($0.value).known?.literal == "FARGATE" }
  }
}
